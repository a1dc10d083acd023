"""What an import changes in a list, said so that an editor can judge it: came, went, moved, closed for now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_KEPT = 500
"""Changes that a report keeps; its counts tell all."""


class Kind(StrEnum):
    """In the order in which a person wants to read them: first what would send someone to a locked door."""

    CLOSED = "closed"
    WENT = "went"
    MOVED = "moved"
    CAME = "came"
    OPENED = "opened"
    CHANGED = "changed"


_ORDER = {kind: place for place, kind in enumerate(Kind)}
_WHERE_AND_WHEN = frozenset(
    {"weekday", "start_minute", "end_minute", "zone", "venue", "address", "city", "state", "zip", "conference_url",
     "conference_phone", "online", "in_person"}
)  # fmt: skip
# Told field by field; the rest (the place on the map, the county) only counts as changed.
TOLD = (
    "name", "fellowship", "weekday", "start_minute", "end_minute", "zone", "venue", "address", "city", "state", "zip",
    "conference_url", "conference_phone", "online", "in_person", "open", "wheelchair", "children", "formats",
    "languages", "contact", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One meeting in a report. `fields`: name, before and after. `ours`: what we corrected and the list says anew."""

    kind: Kind
    name: str
    weekday: int
    start_minute: int
    city: str = ""
    fields: tuple[tuple[str, Any, Any], ...] = ()
    ours: tuple[tuple[str, Any, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape in which a report keeps it."""
        return {
            "kind": self.kind.value, "name": self.name, "weekday": self.weekday, "start_minute": self.start_minute,
            "city": self.city, "fields": [list(each) for each in self.fields],
            "ours": [list(each) for each in self.ours],
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Change":
        said = dict(kept)
        return cls(
            kind=Kind(said.pop("kind")),
            fields=tuple((name, before, after) for name, before, after in said.pop("fields")),
            ours=tuple((name, before, after) for name, before, after in said.pop("ours")),
            **said,
        )


def kind_of(fields: Mapping[str, tuple[Any, Any]], *, back: bool = False) -> Kind:
    """What happened to a meeting whose `fields` changed (before, after). `back`: it had gone from the list."""
    before, after = fields.get("temporarily_closed", (None, None))
    if after and not before:
        return Kind.CLOSED
    if back:
        return Kind.CAME
    # A meeting that closes for now also stops being in person: that is not a move.
    if before and not after:
        return Kind.OPENED
    return Kind.MOVED if _WHERE_AND_WHEN & set(fields) else Kind.CHANGED


def told(fields: Mapping[str, tuple[Any, Any]]) -> tuple[tuple[str, Any, Any], ...]:
    """The fields that a report names, in a steady order. That a closed place is not met in goes without saying."""
    skip = {"in_person"} if "temporarily_closed" in fields else set()
    return tuple((name, *fields[name]) for name in TOLD if name in fields and name not in skip)


def in_order(changes: Iterable[Change]) -> list[Change]:
    """As a report tells them."""
    return sorted(changes, key=lambda each: (_ORDER[each.kind], each.name.casefold(), each.weekday, each.start_minute))


def count_by_kind(changes: Iterable[Change]) -> dict[str, int]:
    """How many of each kind; kinds that did not happen are left out."""
    found: dict[str, int] = {}
    for each in in_order(changes):
        found[each.kind.value] = found.get(each.kind.value, 0) + 1
    return found
