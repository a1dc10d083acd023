"""Finding places: at most two hundred of a search, out of a bounded number of candidates however many there are."""

import math
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kinroad.core.asked import Near
from kinroad.core.place import CELLS_A_DEGREE, MILES_A_DEGREE, NOWHERE, cells_around
from kinroad.resources.queries.candidates import (
    NO_MILES,
    Asked,
    Candidate,
    count_near,
    near_places,
    places_anywhere,
)
from kinroad.resources.queries.hours import hours_of
from kinroad.resources.queries.spelling import ENOUGH, spelled
from kinroad.resources.rules.finding import LAST_PAGE, MILES, PAGE, Search
from kinroad.resources.rules.opening import is_open
from kinroad.resources.rules.searching import EVERY, Term

MOST = PAGE * LAST_PAGE
MOST_CANDIDATES = 2000
"""So many places are looked at for one question to the database. What lies beyond is nearer to nobody."""
MOST_ANYWHERE = 1000
MOST_ELSEWHERE = 10
AIM = 4  # times what is wanted: so many places the first circle should hold, and as many times more when narrowed
MOST_AIMED = 1200
FIRST_LOOK = 5  # miles: how thick the places stand is counted around there
SMALLEST = 0.2  # miles
WIDER, A_LITTLE_WIDER = 3.0, 1.3
AT_ONCE = 10  # more hours than are wanted are read at a time


@dataclass(frozen=True, slots=True)
class Found:
    """A page of ids, in order, with miles where there is a middle; `elsewhere` have no address that we show."""

    ids: tuple[UUID, ...] = ()
    total: int = 0
    is_more: bool = False
    elsewhere: tuple[UUID, ...] = ()
    miles: dict[UUID, float] = field(default_factory=dict)
    meant: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        return min(LAST_PAGE, -(-self.total // PAGE))


def find_places(search: Search, *, organization_id: UUID, at: datetime, middle: Near | None = None) -> Found:
    """The places of a search: near its place, else by likeness of name, nearest to `middle` where there are many."""
    every = (Term("", (frozenset({EVERY}),)),)
    terms, costs, meant = spelled(search.terms or every, organization_id=organization_id)
    asked = Asked(search, terms, costs, organization_id, at, search.near or middle).possible()
    if asked is None:
        return Found(meant=meant)
    if search.near and search.miles:
        answers, is_more = _around(asked, search.miles)
        elsewhere = _elsewhere(asked) if search.page == 1 else []
    else:
        answers, is_more = _anywhere(asked)
        elsewhere = []
    first = (search.page - 1) * PAGE
    page = answers[first : first + PAGE]
    return Found(
        ids=tuple(each.id for each in page),
        total=min(len(answers), MOST),
        is_more=is_more or len(answers) > MOST,
        elsewhere=tuple(each.id for each in elsewhere),
        miles={each.id: each.miles for each in page if each.miles < NO_MILES},
        meant=meant,
    )


def _wanted(asked: Asked) -> int:
    return asked.search.page * PAGE + 1


def _around(asked: Asked, most_miles: float) -> tuple[list[Candidate], bool]:
    """Circle by circle, until the page is full or there are more than we look at."""
    miles, looked_at, grown = _first_circle(asked, most_miles), MOST_CANDIDATES, False
    answers: list[Candidate] = []
    while True:
        near, looked_at = near_places(asked, miles=miles, most=MOST_CANDIDATES)
        if looked_at >= MOST_CANDIDATES and not grown and miles > SMALLEST:
            miles = max(SMALLEST, miles / 4)
            continue
        near, stopped = _opened(asked, near)
        known = {each.id for each in near}
        answers = sorted(
            [*near, *(each for each in answers if each.id not in known)], key=lambda each: (each.miles, each.name)
        )
        if stopped or looked_at >= MOST_CANDIDATES or (len(answers) >= _wanted(asked) and miles < most_miles):
            return answers, True
        if miles >= most_miles:
            return answers, False
        grown = True
        hoped = max(WIDER, math.sqrt(2 * _wanted(asked) / max(len(answers), 1)))
        bearable = math.sqrt(MOST_CANDIDATES / max(looked_at, 1))
        miles = min(most_miles, miles * min(hoped, max(bearable, A_LITTLE_WIDER)))


def _first_circle(asked: Asked, most_miles: float) -> float:
    """Miles within which about enough places stand, by how thick they stand around the middle."""
    assert asked.middle
    cells = cells_around(asked.middle.lat, asked.middle.lon, FIRST_LOOK)
    many = count_near(asked, cells=cells, most=2 * MOST_CANDIDATES)
    side = MILES_A_DEGREE / CELLS_A_DEGREE
    area = len(cells) * side * side * math.cos(math.radians(asked.middle.lat))
    aim = min(MOST_AIMED, AIM * _wanted(asked) * (AIM if asked.is_narrowed else 1))
    miles = max(SMALLEST, math.sqrt(aim * area / (math.pi * max(many, 1))))
    return most_miles if miles > most_miles / 2 else miles


def _anywhere(asked: Asked) -> tuple[list[Candidate], bool]:
    """All of them when they are few; else those nearest to the middle, else in the order of their names."""
    if asked.middle and asked.cost(asked.leads) >= ENOUGH:
        near, _more = _around(asked, MILES[-1])
        if len(near) >= PAGE:
            return near, True
    most = min(MOST_ANYWHERE, MOST_CANDIDATES)
    everywhere, looked_at = places_anywhere(asked, most=most)
    answers, stopped = _opened(asked, everywhere)
    return answers, stopped or looked_at >= most


def _elsewhere(asked: Asked) -> list[Candidate]:
    """Those without an address that we show: by phone, on screen, or safer when nobody knows it."""
    if not asked.search.terms:
        return []
    candidates, _count = places_anywhere(asked, most=MOST_ANYWHERE, cells=[NOWHERE])
    return _opened(asked, candidates, wanted=MOST_ELSEWHERE)[0][:MOST_ELSEWHERE]


def _opened(asked: Asked, candidates: list[Candidate], *, wanted: int = 0) -> tuple[list[Candidate], bool]:
    """Those surely open now, if that was asked, and whether some were not read because the page is full."""
    if not asked.search.open_now:
        return candidates, False
    wanted = wanted or _wanted(asked)
    opened: list[Candidate] = []
    for start in range(0, len(candidates), wanted + AT_ONCE):
        chunk = candidates[start : start + wanted + AT_ONCE]
        hours = hours_of([each.id for each in chunk], organization_id=asked.organization_id)
        opened += [each for each in chunk if each.id in hours and is_open(*hours[each.id], at=asked.at)]
        if len(opened) >= wanted:
            return opened, start + len(chunk) < len(candidates)
    return opened, False
