"""The numbers of practical help, and what of them may leave the program."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median

SMALLEST = 11  # fewer are shown to nobody outside the program


@dataclass(frozen=True)
class KindFigures:
    """Of one kind, asked for in a time: how many somebody took, did, how many nobody did, and the median hours until
    somebody took one. None stands for a number too small to show.

    `open` still stand, `back` were taken back; asked = open + done + not_done + nobody + back.
    """

    kind: str
    asked: int | None
    taken: int | None
    done: int | None
    not_done: int | None
    nobody: int | None
    back: int | None
    open: int | None
    hours_to_taken: float | None


def median_hours(times: Iterable[tuple[datetime, datetime]]) -> float | None:
    """The median hours from asking to the first "I will do it"; None when nobody took any."""
    hours = [(taken - asked) / timedelta(hours=1) for asked, taken in times]
    return round(median(hours), 1) if hours else None


def shared(figures: Iterable[KindFigures]) -> list[KindFigures]:
    """What an evaluator may see: kinds asked for at least eleven times; no number from 1 to 10; and where a row hides
    one of the numbers that add up to the whole, a second one, the smallest left, so that it cannot be worked out.
    """
    return [_shared(each) for each in figures if each.asked is not None and each.asked >= SMALLEST]


def _shared(row: KindFigures) -> KindFigures:
    parts: dict[str, int] = {name: getattr(row, name) for name in ("done", "not_done", "nobody", "back", "open")}
    hidden = {name for name, many in parts.items() if 0 < many < SMALLEST}
    if len(hidden) == 1:
        left = [name for name in parts if name not in hidden]
        hidden.add(min(left, key=lambda name: (parts[name] == 0, parts[name])))
    taken = row.taken if row.taken is not None and (row.taken == 0 or row.taken >= SMALLEST) else None
    if taken is not None and row.asked is not None and 0 < row.asked - taken < SMALLEST:
        taken = None
    hours = row.hours_to_taken if row.taken is not None and row.taken >= SMALLEST else None
    shown = {name: None if name in hidden else many for name, many in parts.items()}
    return replace(row, **shown, taken=taken, hours_to_taken=hours)  # type: ignore[arg-type]


def last_whole_year(today: date) -> tuple[date, date]:
    """Twelve whole months up to the end of last month: fixed, so that two looks cannot be subtracted."""
    first = today.replace(day=1)
    return first.replace(year=first.year - 1), first - timedelta(days=1)
