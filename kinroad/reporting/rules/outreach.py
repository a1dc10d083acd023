"""How soon people were reached after a return to use: by half-years that are over, so that no two share a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kinroad.coaching.rules.outreach import WINDOWS
from kinroad.core.small_cells import HIDDEN, Cell, share

LATER = 0
"""The part of those who were reached after the longest window, or not yet."""
PARTS = (*WINDOWS, LATER)
LONGEST = timedelta(hours=max(WINDOWS))
SHOWN = 4  # half-years


@dataclass(frozen=True)
class HalfYear:
    """January to June, or July to December. `last` is its last day."""

    first: date
    last: date


@dataclass(frozen=True)
class Reached:
    """Of the times told in a half-year, how many were reached within each window (hours), one holding the other."""

    half: HalfYear
    told: Cell
    within: dict[int, Cell]


def halves_over(today: date, *, most: int = SHOWN) -> list[HalfYear]:
    """The last half-years of which every time told is old enough to tell, the newest first.

    They do not overlap, and nobody chooses them, so that no answer can be subtracted from another.
    """
    first = date(today.year, 1 if today.month < 7 else 7, 1)
    found: list[HalfYear] = []
    while len(found) < most:
        last = first - timedelta(days=1)
        first = date(last.year, 1 if last.month < 7 else 7, 1)
        if last + LONGEST < today - timedelta(days=1):
            found.append(HalfYear(first, last))
    return found


def counted(rows: Iterable[tuple[datetime, datetime | None]]) -> dict[int, int]:
    """How many times fall into each part: reached within the first window, after it within the second, and so on."""
    parts = dict.fromkeys(PARTS, 0)
    for opened, back in rows:
        within = (hours for hours in WINDOWS if back is not None and back - opened <= timedelta(hours=hours))
        parts[next(within, LATER)] += 1
    return parts


def exactly(half: HalfYear, parts: dict[int, int]) -> Reached:
    """The numbers as the program reads them."""
    sums = {hours: sum(parts[each] for each in WINDOWS if each <= hours) for hours in WINDOWS}
    return Reached(half, Cell(sum(parts.values())), {hours: Cell(many) for hours, many in sums.items()})


def to_share(half: HalfYear, parts: dict[int, int]) -> Reached:
    """The same as it may leave the program: a sum is shown when all it is made of is shown.

    The parts are hidden by the rule of every report (docs/adr, small counts). What adds up shown parts tells nothing
    that these do not.
    """
    (split,) = share(parts, orders=[PARTS])
    within: dict[int, Cell] = {}
    for hours in WINDOWS:
        cells = [split.parts[each] for each in WINDOWS if each <= hours]
        shown = all(not cell.hidden for cell in cells)
        within[hours] = Cell(sum(cell.value or 0 for cell in cells)) if shown else HIDDEN
    return Reached(half, split.whole, within)
