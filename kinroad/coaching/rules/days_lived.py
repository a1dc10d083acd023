"""Days lived in recovery: they stay counted whatever happens, and a new count begins beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Return:
    """A return to use as the participant told it: the day, and the day they count from since."""

    on: date
    again_on: date


@dataclass(frozen=True)
class Lived:
    """Whole days. `in_all` counts every day lived since `began`; `since` is where the count of now began."""

    began: date
    in_all: int
    since: date
    now: int


def returns_about(name: str, told: Iterable[tuple[Return, frozenset[str]]]) -> list[Return]:
    """Those that touch what is counted under this name. One that names nothing touches all of it."""
    wanted = name.strip().casefold()
    return [each for each, names in told if not names or wanted in {other.strip().casefold() for other in names}]


def days_lived(*, began: date, returns: Iterable[Return], today: date) -> Lived:
    """The days lived in all and since the last return. Nothing is taken away on the day a return is told."""
    start, in_all = began, 0
    for each in sorted(returns, key=lambda each: (each.on, each.again_on)):
        if each.again_on < start or each.on > today:
            continue
        in_all += max(0, (each.on - start).days)
        start = max(each.on, each.again_on)
    now = max(0, (today - start).days)
    return Lived(began, in_all + now, start, now)
