"""Which counts may leave the program, so that nobody can be recognized by a small one.

Decided once for each month, the same for every question: docs/adr has the reasons and the proof.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LIMIT = 11
"""Counts of 1 to 10 are hidden, as in the cell size policy of the Centers for Medicare & Medicaid Services."""

Part = TypeVar("Part", bound=Hashable)


@dataclass(frozen=True)
class Cell:
    """A count as it may be shared: a number, or hidden."""

    value: int | None
    small: bool = False
    """Hidden, and everybody may know that it is under the limit."""
    at_least: int | None = None
    """Of a hidden count: it is no less than this, the sum of its months that are shown."""

    @property
    def hidden(self) -> bool:
        """Whether there is no number to show."""
        return self.value is None


HIDDEN = Cell(None)
SMALL = Cell(None, small=True)


@dataclass(frozen=True)
class Split:
    """A whole and the parts that add up to it."""

    whole: Cell
    parts: Mapping[object, Cell]


def is_small(count: int, *, limit: int = LIMIT) -> bool:
    """Whether a count could point to somebody. Zero points to nobody."""
    return 0 < count < limit


def hidden_parts(parts: Mapping[Part, int], *, order: Sequence[Part], limit: int = LIMIT) -> set[Part] | None:
    """The parts that stay hidden when their whole is shown; None when the whole must not be shown.

    The small ones, and with them others until the whole minus what is shown leaves each small one free to be anything
    from 1 to 10. The others are the next in a fixed order, whatever their size: a choice by size would tell something.
    """
    there = [part for part in order if parts.get(part, 0)]
    small = [part for part in there if is_small(parts[part], limit=limit)]
    if not small:
        return set()
    after = there.index(small[-1]) + 1
    others = [part for part in there[after:] + there[:after] if part not in small]
    if not others:
        known, room = sum(parts[part] for part in small), limit - 2
        return set(small) if len(small) + room <= known <= len(small) * (limit - 1) - room else None
    for taken in range(1, len(others) + 1):
        hidden = small + others[:taken]
        # Everybody knows that the others are at least `limit` each; the rest must leave room for the small ones.
        if sum(parts[part] for part in hidden) - limit * taken >= len(small) + limit - 2:
            return set(hidden)
    return None


def share(*cuts: Mapping[Part, int], orders: Sequence[Sequence[Part]], limit: int = LIMIT) -> tuple[Split, ...]:
    """One month's whole, divided in several ways, as it may be shared.

    Every cut is of the same whole, so a whole that one cut must hide is hidden in all, and all its parts with it.
    """
    whole = sum(cuts[0].values())
    hidden = [hidden_parts(cut, order=order, limit=limit) for cut, order in zip(cuts, orders, strict=True)]
    if is_small(whole, limit=limit) or None in hidden:
        mark = SMALL if is_small(whole, limit=limit) else HIDDEN
        return tuple(Split(mark, dict.fromkeys(cut, mark)) for cut in cuts)
    return tuple(
        Split(
            Cell(whole), {part: _cell(count, hidden=part in (parts or ()), limit=limit) for part, count in cut.items()}
        )
        for cut, parts in zip(cuts, hidden, strict=True)
    )


def _cell(count: int, *, hidden: bool, limit: int) -> Cell:
    if not hidden:
        return Cell(count)
    return SMALL if is_small(count, limit=limit) else HIDDEN


def over(months: Iterable[Cell]) -> Cell:
    """The total of several months: exact when each month is shown, else the sum of those that are.

    A total that counted the hidden months would give them back to whoever subtracts the others.
    """
    cells = list(months)
    if len(cells) == 1:
        return cells[0]
    shown = sum(cell.value or 0 for cell in cells)
    if all(not cell.hidden for cell in cells):
        return Cell(shown)
    return Cell(None, at_least=shown or None)


def people(count: int, *, limit: int = LIMIT) -> Cell:
    """How many different people, rounded down to tens.

    People do not add up: one person comes in several months and to several sites. In tens, the difference of two
    answers leaves open whether a hidden count is 1 or 10.
    """
    if is_small(count, limit=limit):
        return SMALL
    tens = count - count % (limit - 1)
    return Cell(None, at_least=limit) if 0 < tens < limit else Cell(tens)
