"""What of the numbers of calls may leave the program, so that nobody can be recognized by a small one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kinroad.coaching.rules.call import Outcome
from kinroad.coaching.rules.call_figures import CallFigures, Share
from kinroad.core.small_cells import LIMIT, Cell, over, people, share

ORDER = tuple(each.value for each in Outcome)
ENOUGH = 2
"""A share of people is told from twice ten of them on: below, two numbers in tens could tell a third."""


@dataclass(frozen=True)
class SharedShare:
    """A part of a whole and those of whom nothing is known, each rounded down to tens."""

    part: Cell
    whole: Cell
    missing: Cell


@dataclass(frozen=True)
class SharedFigures:
    """All that whoever sees no record may read. A share is None where it is about too few."""

    attempts: Cell
    outcomes: dict[str, Cell]
    reached: Share | None
    people: Cell
    recovery: SharedShare | None
    wanting: SharedShare | None
    again: dict[int, SharedShare | None]


def last_whole_year(day: date) -> tuple[date, date]:
    """The twelve whole months before the month of `day`: the one time whose numbers leave the program."""
    first = day.replace(day=1)
    return first.replace(year=first.year - 1), first - timedelta(days=1)


def shared(figures: CallFigures, *, months: Sequence[Mapping[str, int]], limit: int = LIMIT) -> SharedFigures:
    """Calls are decided month by month, each month the same in every year it stands in; people are told in tens.

    `months` has how calls went in each month of the year. With the month that falls out of the year and the one that
    comes in, two answers differ by two months that are shown anyway.
    """
    splits = [share(month, orders=[ORDER], limit=limit)[0] for month in months]
    outcomes = {code: over(split.parts[code] for split in splits) for code in ORDER}
    both = [split for split in splits if not split.whole.hidden and not split.parts[Outcome.SPOKE].hidden]
    spoke = sum(split.parts[Outcome.SPOKE].value or 0 for split in both)
    return SharedFigures(
        attempts=over(split.whole for split in splits),
        outcomes=outcomes,
        reached=Share(spoke, sum(split.whole.value or 0 for split in both)) if both else None,
        people=people(figures.people, limit=limit),
        recovery=shared_share(figures.recovery, limit=limit),
        wanting=shared_share(figures.wanting, limit=limit),
        again={days: shared_share(each, limit=limit) for days, each in figures.again.items()},
    )


def shared_share(each: Share, *, limit: int = LIMIT) -> SharedShare | None:
    """The share in tens, or None about too few. Tens leave every hidden count room (docs/adr has the proof)."""
    if each.whole < ENOUGH * (limit - 1):
        return None
    return SharedShare(*(people(many, limit=limit) for many in (each.part, each.whole, each.missing)))
