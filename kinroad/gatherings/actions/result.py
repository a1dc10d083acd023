"""What an import did, in numbers and sentences."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kinroad.gatherings.rules.changes import Change
from kinroad.gatherings.rules.problems import Problem, Why


def sentence(problem: Problem) -> str:
    """What we could not read and what became of it, to the person who holds the file."""
    words = {
        Why.NO_DAY_OR_TIME: _("This row has no day and no time, so nobody could find the meeting. We left it out."),
        Why.NO_DAY: _("This row has no day. We left it out."),
        Why.DAY_UNREAD: _("We could not read “%(said)s” as a day of every week. We left the row out."),
        Why.NO_TIME: _("This row has no time. We left it out."),
        Why.TIME_UNREAD: _("We could not read “%(said)s” as a time. We left the row out."),
        Why.NO_NAME: _("This row has no name. We left it out."),
        Why.NAMED_AFTER_FELLOWSHIP: _("This row has no name. We call the meeting by its fellowship."),
        Why.NO_PLACE: _("This row has no place, no link and no phone number. We left it out."),
        Why.END_UNREAD: _("We could not read “%(said)s” as the time the meeting ends. We left that empty."),
        Why.PLACE_UNREAD: _("“%(said)s” is not a place on the map. We left that empty."),
        Why.STATE_UNREAD: _("We do not know the state “%(said)s”. We left it empty."),
        Why.ZIP_UNREAD: _("“%(said)s” is not a ZIP code. We left it empty."),
        Why.ZONE_UNREAD: _("We do not know the time zone “%(said)s”. We took the one of the place."),
        Why.ZONE_GUESSED: _(
            "The place does not tell us the time zone. We took the one of your organization, %(said)s."
        ),
        Why.FORMAT_UNREAD: _("We do not know the format “%(said)s”. We left it out; the meeting is listed."),
        Why.OPEN_AND_CLOSED: _("This row says both open and closed. We left that empty."),
        Why.LINK_UNREAD: _("“%(said)s” is not a web address we can link to. We left it empty."),
        Why.PHONE_UNREAD: _("“%(said)s” is not a phone number one can call. We left it empty."),
        Why.MIDNIGHT: _("This meeting begins at %(said)s, just after midnight. If noon is meant, please correct it."),
        Why.NOT_A_ROW: _("This entry is not a meeting. We left it out."),
        Why.NOT_PUBLISHED: _("The list itself does not publish “%(said)s”. We left it out."),
        Why.TOO_MANY_CELLS: _("This row has more cells than the heading has. We left it out."),
        Why.TOO_LONG: _("These words are too long. We kept the beginning: “%(said)s”."),
        Why.FILE_UNREAD: _(
            "We could not read this file. Please choose a CSV file, or JSON as Meeting Guide or BMLT write it."
        ),
        Why.FILE_EMPTY: _("This file holds no meetings. Nothing was changed."),
        Why.NO_COLUMNS: _("We could not find the columns for day and time (we looked for “day” and “time”)."),
        Why.TOO_MANY_UNUSABLE: _("More than a fifth of the rows cannot be used. Nothing was changed."),
    }[problem.why]
    return words % {"said": problem.said}


@dataclass(slots=True)
class ImportResult:
    """The counts of an import. `read` is the sum of created, updated, unchanged and left out."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    vanished: int = 0
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False
    source: str = ""
    changes: list[Change] = field(default_factory=list)
    listed: int = 0
    """Meetings of this list that were shown before."""

    @property
    def changed(self) -> int:
        """Meetings that came, went or are otherwise than before."""
        return len(self.changes)

    def as_dict(self) -> dict[str, Any]:
        """The shape that `kinroad import meetings --json` prints."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "vanished": self.vanished,
            "left_out": self.left_out,
            "problems": [
                {"row": problem.row, "field": problem.field, "problem": sentence(problem)} for problem in self.problems
            ],
        }

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """Row and sentence of every problem, for a page."""
        return [(problem.row, sentence(problem)) for problem in self.problems]
