"""What a sheet of attendance counts, who may fill it and when, and how two people fill it at the same time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_PEOPLE = 500
MOST_CHILDREN = 20


@dataclass(frozen=True)
class Mark:
    """What a sheet says of one person on it."""

    came: bool = True
    guests: int = 0
    children: int = 0
    online: bool = False
    has_record: bool = False


@dataclass(frozen=True)
class Count:
    """Everyone who was there. `without_record` is all of them but the participants: guests and children too."""

    participants: int
    without_record: int
    children: int

    @property
    def everyone(self) -> int:
        """How many the sheet counts."""
        return self.participants + self.without_record


def count(marks: Iterable[Mark], *, heads: int = 0, children: int = 0) -> Count:
    """Count a sheet: `heads` and `children` are people who stand on it as a number alone."""
    came = [mark for mark in marks if mark.came]
    named = sum(1 for mark in came if mark.has_record)
    young = children + sum(mark.children for mark in came)
    others = heads + sum(mark.guests for mark in came) + len(came) - named
    return Count(participants=named, without_record=others + young, children=young)


def may_fill(*, on: date, today: date, days_after: int) -> bool:
    """Whether somebody who leads a session on that day may open its sheet: from the day before, for some days."""
    return on - timedelta(days=1) <= today <= on + timedelta(days=days_after)


def is_late(*, on: date, today: date) -> bool:
    """Whether a sheet that nobody saved belongs on the list of whoever leads: the day after, and from then on."""
    return today > on


@dataclass(frozen=True)
class Merged:
    """What stands after two people wrote on one sheet: `values`, and the names on which they said different things."""

    values: dict[str, Any]
    clashes: frozenset[str]


def merged(*, drawn: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Put together what I changed since my page was drawn and what stands now.

    Only what I changed is mine: what others wrote in between stays. A clash is a value that both changed, each to
    something else; there `values` holds what stands now.
    """
    values, clashes = dict(theirs), set()
    for name, wanted in mine.items():
        before, now = drawn.get(name), theirs.get(name)
        if wanted in (before, now):
            continue
        if now != before:
            clashes.add(name)
        else:
            values[name] = wanted
    return Merged(values, frozenset(clashes))


def missed_in_a_row(came: Iterable[bool]) -> int:
    """How often somebody said they come and did not, up to now: `came` is newest first."""
    missed = 0
    for each in came:
        if each:
            break
        missed += 1
    return missed
