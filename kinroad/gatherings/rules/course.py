"""When a class is complete, and which session has which unit."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Place = TypeVar("Place", bound=Hashable)

FEWEST = 5
"""A smaller number of people may tell who they are."""


@dataclass(frozen=True)
class Progress:
    """How far somebody is: units they came to, and how many it takes."""

    came_to: int
    needed: int

    @property
    def complete(self) -> bool:
        return self.came_to >= self.needed


def completed(units: Iterable[Hashable], attended: Iterable[Hashable], needed: int | None) -> Progress:
    """How far somebody is with these units. Each counts once, however often they came to it, and in any order.

    Without `needed` it takes all of them; never more than there are, and at least one.
    """
    whole = set(units)
    wanted = len(whole) if needed is None else min(needed, len(whole))
    return Progress(came_to=len(whole & set(attended)), needed=max(wanted, 1))


def units_in_order(sessions: Sequence[Place], units: Sequence[Name], *, first: int = 0) -> dict[Place, Name]:
    """The units from `first` on, one after the other, for the sessions in their order; later sessions get none."""
    return dict(zip(sessions, units[first:], strict=False))


def first_to_count(came_on: Mapping[Name, date], needed: int) -> list[Name]:
    """The units that made it complete: the first `needed`, by the day somebody first came to each."""
    return sorted(came_on, key=lambda unit: came_on[unit])[:needed]


def number_to_say(people: int) -> int | None:
    """How many completed it, or None for fewer than five, also for nobody."""
    return people if people >= FEWEST else None
