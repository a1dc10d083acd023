"""What an import did, in numbers and sentences."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kinroad.resources.rules.problems import Problem, Why


def sentence(problem: Problem) -> str:
    """What we could not read and what became of it, to the person who holds the file."""
    words = {
        Why.NO_NAME: _("This row names nobody who helps. We left it out."),
        Why.NO_AGENCY: _("“%(said)s” does not say which agency offers it. We left it out."),
        Why.SECRET: _(
            "This line says an address that is kept secret, and everyone would read it. We left it out. Take the "
            "street out of its words, or mark its address as secret too."
        ),
        Why.NO_WAY: _("“%(said)s” has no address, phone, mail or web page. We left it out."),
        Why.NO_ADDRESS: _("“%(said)s” is not an address. We kept the city."),
        Why.POINT_UNREAD: _("“%(said)s” is not a place on the map. We took the middle of the ZIP code or city."),
        Why.POINT_FAR: _("“%(said)s” is far from the address. We took the middle of the ZIP code or city."),
        Why.STATE_UNREAD: _("We do not know the state “%(said)s”. We left it empty."),
        Why.ZIP_UNREAD: _("“%(said)s” is not a ZIP code. We left it empty."),
        Why.PHONE_UNREAD: _("“%(said)s” is not a phone number one can call. We left it empty."),
        Why.EMAIL_UNREAD: _("“%(said)s” is not an e-mail address. We left it empty."),
        Why.LINK_UNREAD: _("“%(said)s” is not a web address we can link to. We left it empty."),
        Why.ANSWER_UNREAD: _("“%(said)s” is neither yes nor no. We left that open."),
        Why.HOURS_UNREAD: _("We could not read “%(said)s” as hours. We left them out."),
        Why.AGE_UNREAD: _("“%(said)s” is not an age in years. We left it empty."),
        Why.TERM_UNREAD: _("We do not know the word “%(said)s”. We left it out; the resource is listed."),
        Why.TOO_LONG: _("These words are too long. We kept the beginning: “%(said)s”."),
        Why.NOT_A_ROW: _("This entry is not a service. We left it out."),
        Why.TOO_MANY_CELLS: _("This row has more cells than the heading has. We left it out."),
        Why.FILE_UNREAD: _(
            "We could not read this file. Please choose a CSV file, HSDS JSON, or HSDS tables in a folder or ZIP."
        ),
        Why.FILE_EMPTY: _("This file holds no resources. Nothing was changed."),
        Why.FILE_LARGE: _("This file is too large. Split it and import the parts. Nothing was changed."),
        Why.LETTERS_UNREAD: _("The letters of this file come out as nonsense. Save it as UTF-8. Nothing was changed."),
        Why.CELL_TOO_LONG: _("A cell of this file is far too long. Check its quotation marks. Nothing was changed."),
        Why.FORMULA: _("This row holds a formula: “%(said)s”. Save the file with values alone. Nothing was changed."),
        Why.TRAP: _("This ZIP file unpacks into far more than it should. Nothing was changed."),
        Why.DEEP: _("This file nests far deeper than a directory does. Nothing was changed."),
        Why.TOO_MANY_ROWS: _(
            "This file has more than 250,000 rows. Split it and import the parts. Nothing was changed."
        ),
        Why.TOO_LONG_FOR_A_PAGE: _(
            "This file has more than 2,000 rows. Ask who keeps the server for: kinroad import resources FILE. "
            "Nothing was changed."
        ),
        Why.NO_COLUMNS: _("We could not find a column for the name (we looked for “name” and “agency”)."),
        Why.TOO_MANY_UNUSABLE: _("More than a fifth of the rows cannot be used. Nothing was changed."),
        Why.ANOTHER_FILE: _("This file was fine, but another one was refused. Nothing was changed."),
    }[problem.why]
    return words % {"said": problem.said}


@dataclass(slots=True)
class ImportResult:
    """The counts of an import. `read` is the sum of created, updated, unchanged and left out.

    `proposed`: pairs that may be the same place, newly put before an editor. `files`: the name of each problem's file,
    when there are several.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    vanished: int = 0
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False
    source: str = ""
    proposed: int = 0
    files: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The shape that `kinroad import resources --json` prints: that of the other imports."""
        names = self.files or [""] * len(self.problems)
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "vanished": self.vanished,
            "left_out": self.left_out,
            "problems": [
                {"row": problem.row, "field": problem.field, "problem": sentence(problem)}
                | ({"file": name} if name else {})
                for problem, name in zip(self.problems, names, strict=True)
            ],
        }

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """Row and sentence of every problem, for a page."""
        return [(problem.row, sentence(problem)) for problem in self.problems]


def together(results: list[tuple[str, ImportResult]]) -> ImportResult:
    """Several files as one answer."""
    if len(results) == 1:
        return results[0][1]
    whole = ImportResult()
    for name, each in results:
        for count in ("read", "created", "updated", "unchanged", "vanished", "left_out", "proposed"):
            setattr(whole, count, getattr(whole, count) + getattr(each, count))
        whole.problems += each.problems
        whole.files += [name] * len(each.problems)
        whole.refused = whole.refused or each.refused
    return whole
