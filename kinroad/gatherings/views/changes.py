"""What an import changes, in words: for the page before it is applied and the report afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.design.formats import clock, number
from kinroad.gatherings.forms.words import day_names, field_names, format_names, language_name
from kinroad.gatherings.rules.changes import Change, Kind
from kinroad.gatherings.views.pages import at_minute

MOST_SHOWN = 200

Field = tuple[str, str, str]


def counted(counts: Mapping[str, int]) -> str:
    """ "3 new, 1 gone, 2 closed for now"."""
    said = [(_said_of(kind, counts[kind]), number(counts[kind])) for kind in Kind if counts.get(kind)]
    return ", ".join(words % {"num": num} for words, num in said)


def _said_of(kind: Kind, many: int) -> str:
    return {
        Kind.CLOSED: ngettext("%(num)s closed for now", "%(num)s closed for now", many),
        Kind.WENT: ngettext("%(num)s gone", "%(num)s gone", many),
        Kind.MOVED: ngettext("%(num)s moved", "%(num)s moved", many),
        Kind.CAME: ngettext("%(num)s new", "%(num)s new", many),
        Kind.OPENED: ngettext("%(num)s open again", "%(num)s open again", many),
        Kind.CHANGED: ngettext("%(num)s changed otherwise", "%(num)s changed otherwise", many),
    }[kind]


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting: which, what about it, and what stays because we corrected it."""

    name: str
    when: str
    fields: list[Field]
    ours: list[Field]


class ChangesPart:
    """Groups of lines under the heading of their kind."""

    def __init__(self, changes: Sequence[Change], *, total: int | None = None) -> None:
        self.total = len(changes) if total is None else total
        self.shown = list(changes[:MOST_SHOWN])

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        headings = {
            Kind.CLOSED: _("Closed for now"),
            Kind.WENT: _("Gone from the list"),
            Kind.MOVED: _("Another time or place"),
            Kind.CAME: _("New in the list"),
            Kind.OPENED: _("Open again"),
            Kind.CHANGED: _("Changed otherwise"),
        }
        found = [(words, [_line(each) for each in self.shown if each.kind is kind]) for kind, words in headings.items()]
        return [(words, lines) for words, lines in found if lines]

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def _line(change: Change) -> Line:
    at = f"{day_names()[change.weekday].capitalize()}, {clock(at_minute(change.start_minute))}"
    return Line(
        name=change.name,
        when=f"{at} · {change.city}" if change.city else at,
        fields=_fields(change.fields),
        ours=_fields(change.ours),
    )


def _fields(told: Sequence[tuple[str, Any, Any]]) -> list[Field]:
    """Without what reads the same before and after: a code that the page says elsewhere."""
    return [said for said in (_field(*each) for each in told) if said[1] != said[2]]


def _field(name: str, before: Any, after: Any) -> Field:
    return field_names().get(name, name), _said(name, before), _said(name, after)


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return _("nothing")
    if name == "weekday":
        return day_names()[int(value)]
    if name in {"start_minute", "end_minute"}:
        return clock(at_minute(value))
    if name == "formats":
        return ", ".join(format_names(value)) or ", ".join(value)
    if name == "languages":
        return ", ".join(language_name(code) for code in value.split())
    return str(value)
