"""What stood in the way, and how often: as the program counts it, and as it may be said outside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kinroad.core.small_cells import Cell, over, share

QUARTERS = 4


class Barrier(StrEnum):
    """Why a door stayed shut."""

    NO_BED = "no_bed"
    WAITING_LIST = "waiting_list"
    NO_INSURANCE = "no_insurance"
    COST = "cost"
    RECORD = "record"
    MEDICATION = "medication"
    DOCUMENTS = "documents"
    RULES = "rules"
    TRANSPORT = "transport"
    HOURS = "hours"
    LANGUAGE = "language"
    CHILDREN = "children"
    STIGMA = "stigma"
    NO_ANSWER = "no_answer"
    GONE = "gone"
    OTHER = "other"
    NOT_CAME = "not_came"
    NOT_WANTED = "not_wanted"


THEIRS = frozenset({Barrier.NOT_CAME, Barrier.NOT_WANTED})
"""No door was shut: the participant chose otherwise, or something came up. Counted as a "no", not as a barrier."""

BY_AGENCY = tuple(each for each in Barrier if each not in {Barrier.STIGMA, Barrier.NO_ANSWER, Barrier.GONE})
"""What an agency may say of itself."""


@dataclass(frozen=True)
class Met:
    """A barrier that was met: on which day, which, at which service, in which town (empty when it may not be said)."""

    on: date
    code: str
    service: str
    place: str


@dataclass(frozen=True)
class Shared:
    """What may be said outside: the whole, and the same divided by barrier, by service and by place."""

    whole: Cell
    by_code: Mapping[str, Cell]
    by_service: Mapping[str, Cell]
    by_place: Mapping[str, Cell]


def quarter_of(day: date) -> tuple[int, int]:
    """The quarter a day lies in: (2026, 4) from October."""
    return day.year, (day.month - 1) // 3 + 1


def last_quarters(today: date, *, many: int = QUARTERS) -> list[tuple[int, int]]:
    """The last whole quarters, the oldest first."""
    year, quarter = quarter_of(today)
    found = []
    for _ in range(many):
        year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
        found.append((year, quarter))
    return found[::-1]


def first_day(quarter: tuple[int, int]) -> date:
    """The day a quarter begins."""
    return date(quarter[0], quarter[1] * 3 - 2, 1)


def may_be_shared(met: Iterable[Met], *, quarters: Iterable[tuple[int, int]]) -> Shared:
    """The barriers of these quarters as they may leave the program.

    Decided once for each quarter, which never overlap: two briefs cannot be subtracted from one another. What is hidden
    in one way of dividing cannot be worked out from another, since a second one is hidden with it.
    """
    rows = list(met)
    codes = [str(each) for each in Barrier]
    services = sorted({row.service for row in rows})
    places = sorted({row.place for row in rows})
    splits = []
    for quarter in quarters:
        here = [row for row in rows if quarter_of(row.on) == quarter]
        splits.append(
            share(
                _counted(codes, (row.code for row in here)),
                _counted(services, (row.service for row in here)),
                _counted(places, (row.place for row in here)),
                orders=(codes, services, places),
            )
        )
    return Shared(
        whole=over(split[0].whole for split in splits),
        by_code={code: over(split[0].parts[code] for split in splits) for code in codes},
        by_service={name: over(split[1].parts[name] for split in splits) for name in services},
        by_place={name: over(split[2].parts[name] for split in splits) for name in places},
    )


def _counted(parts: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counts = dict.fromkeys(parts, 0)
    for each in found:
        counts[each] += 1
    return counts
