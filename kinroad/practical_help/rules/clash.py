"""Whether a helper is free then, and whether everyone fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

USUAL = timedelta(hours=1)  # how long a thing without an end keeps somebody


@dataclass(frozen=True)
class Promise:
    """Something a helper does at an hour (UTC): of which kind, for how many, and of which session if of one."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None = None
    how_many: int = 1
    source_id: UUID | None = None

    @property
    def until(self) -> datetime:
        return self.ends_at or self.starts_at + USUAL


def overlap(one: Promise, other: Promise) -> bool:
    """Whether both need the same person at the same time."""
    return one.starts_at < other.until and other.starts_at < one.until


def together(one: Promise, other: Promise) -> bool:
    """Whether both can be done in one go: the same car to the same session, children of the same session."""
    return one.kind == other.kind and one.source_id is not None and one.source_id == other.source_id


def clashes(wanted: Promise, promised: Iterable[Promise]) -> bool:
    """Whether the helper has something else at that time."""
    return any(overlap(wanted, each) and not together(wanted, each) for each in promised)


def places_left(wanted: Promise, promised: Iterable[Promise], *, room: int) -> int:
    """Places left in the car, or children more that could be looked after, once this one is added; negative: too many.

    All who share any part of the time count at once: a child who leaves early frees no place beforehand.
    """
    return room - wanted.how_many - sum(each.how_many for each in promised if overlap(wanted, each))
