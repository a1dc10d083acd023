"""Finding places: at most two hundred of a search, out of a bounded number of candidates however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Value

from kinroad.core.asked import Near
from kinroad.core.place import NOWHERE, cells_around, miles_between
from kinroad.resources.models import FindWord, ServiceAtLocation
from kinroad.resources.queries.hours import hours_of
from kinroad.resources.queries.spelling import spelled
from kinroad.resources.rules.finding import LAST_PAGE, MILES, PAGE, Search
from kinroad.resources.rules.opening import is_open
from kinroad.resources.rules.searching import Term

MOST = PAGE * LAST_PAGE
MOST_CANDIDATES = 1000
"""So many places are looked at for one question to the database. What lies beyond is nearer to nobody."""
MOST_ELSEWHERE = 10
CHUNK = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may answer. `weight` 1: what was asked stands in its name or its tags."""

    id: UUID
    miles: float
    weight: int
    name: str


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search, its words spelled as they stand here, and the middle from which nearness counts."""

    search: Search
    terms: tuple[Term, ...]
    costs: dict[str, int]
    organization_id: UUID
    at: datetime
    middle: Near | None

    @property
    def leads(self) -> Term | None:
        """The term that fewest places answer: its places are the candidates."""
        return min(self.terms, key=self._cost, default=None)

    def _cost(self, term: Term) -> int:
        return sum(min(self.costs.get(word, 0) for word in meaning) for meaning in term.meanings)

    def rarest(self, term: Term) -> list[str]:
        """For each meaning the word that fewest places hold."""
        return sorted({min(sorted(meaning), key=lambda word: self.costs.get(word, 0)) for meaning in term.meanings})


def find_places(search: Search, *, organization_id: UUID, at: datetime, middle: Near | None = None) -> Found:
    """The places of a search: near its place, else by likeness of name, nearest to `middle` where there are many."""
    terms, costs, meant = spelled(search.terms, organization_id=organization_id)
    asked = _Asked(search, terms, costs, organization_id, at, search.near or middle)
    if any(not any(costs.get(word) for word in asked.rarest(term)) for term in terms):
        return Found(meant=meant)
    if search.near and search.miles:
        answers, is_more = _around(asked, [miles for miles in MILES if miles < search.miles] + [search.miles])
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


NO_MILES = 99_999.0


def _around(asked: _Asked, circles: Sequence[int]) -> tuple[list[Candidate], bool]:
    """Circle by circle, until the page is full or there are more than we look at."""
    assert asked.middle
    wanted = asked.search.page * PAGE + 1
    answers: list[Candidate] = []
    for miles in circles:
        cells = cells_around(asked.middle.lat, asked.middle.lon, miles)
        near, is_more = _candidates(asked, cells)
        near = sorted((each for each in near if each.miles <= miles), key=lambda each: (each.miles, each.name))
        answers = _answering(asked, near)
        if is_more or (len(answers) >= wanted and miles != circles[-1]):
            return answers, True
    return answers, False


def _anywhere(asked: _Asked) -> tuple[list[Candidate], bool]:
    """All of them when they are few; else those nearest to the middle, else in the order of their names."""
    everywhere, is_more = _candidates(asked, None)
    if is_more and asked.middle:
        near, _more = _around(asked, MILES)
        if len(near) >= PAGE:
            return near, True
    order = sorted(everywhere, key=lambda each: (each.weight, each.miles if asked.middle else 0, each.name))
    return _answering(asked, order), is_more


def _elsewhere(asked: _Asked) -> list[Candidate]:
    """Those without an address that we show: by phone, on screen, or safer when nobody knows it."""
    if not asked.terms:
        return []
    candidates, _more = _candidates(asked, [NOWHERE])
    order = sorted(candidates, key=lambda each: (each.weight, each.name))
    return _answering(asked, order, most=MOST_ELSEWHERE)


def _candidates(asked: _Asked, cells: list[int] | None) -> tuple[list[Candidate], bool]:
    """Places of the leading term in these cells, at most so many, and whether there are more."""
    leads = asked.leads
    rows: Any
    if leads is None:
        rows = _listed(asked, cells)
    else:
        words = FindWord.objects.filter(organization_id=asked.organization_id, word__in=asked.rarest(leads))
        if cells is not None:
            words = words.filter(geo_cell__in=cells)
        rows = words.order_by().values_list("place_id", "place__lat", "place__lon", "weight", "place__name")
    best: dict[UUID, Candidate] = {}
    read = list(rows[: MOST_CANDIDATES + 1])
    for id, lat, lon, weight, name in read[:MOST_CANDIDATES]:
        if id not in best or weight < best[id].weight:
            best[id] = Candidate(id, _miles(asked.middle, lat, lon), weight, name)
    return list(best.values()), len(read) > MOST_CANDIDATES


def _listed(asked: _Asked, cells: list[int] | None) -> Any:
    places = ServiceAtLocation.objects.listed().filter(organization_id=asked.organization_id)
    # Without words, the first by name; near a place, whatever stands in the cells.
    places = places.order_by("name", "id") if cells is None else places.filter(geo_cell__in=cells).order_by()
    return places.annotate(plain=Value(2)).values_list("id", "lat", "lon", "plain", "name")


def _miles(middle: Near | None, lat: float | None, lon: float | None) -> float:
    if middle is None or lat is None or lon is None:
        return NO_MILES
    return miles_between(middle.lat, middle.lon, lat, lon)


def _answering(asked: _Asked, candidates: list[Candidate], *, most: int = MOST + 1) -> list[Candidate]:
    """The candidates, in their order, that answer every other term too, and are open if that was asked."""
    held = _held(asked, candidates)
    answers = [each for each in candidates if _answers(asked, held.get(each.id, frozenset()))]
    if not asked.search.open_now:
        return answers[:most]
    opened: list[Candidate] = []
    for start in range(0, len(answers), CHUNK):
        chunk = answers[start : start + CHUNK]
        hours = hours_of([each.id for each in chunk], organization_id=asked.organization_id)
        opened += [each for each in chunk if each.id in hours and is_open(*hours[each.id], at=asked.at)]
        if len(opened) >= min(most, asked.search.page * PAGE + 1):
            break
    return opened


def _held(asked: _Asked, candidates: list[Candidate]) -> dict[UUID, frozenset[str]]:
    """Which of the asked keys each candidate holds; nothing is asked where the leading term says it all."""
    leads, without = asked.leads, asked.search.without
    involved = {word for term in asked.terms for meaning in term.meanings for word in meaning} | set(without or ())
    needless = leads is None or (len(asked.terms) == 1 and all(len(meaning) == 1 for meaning in leads.meanings))
    if not candidates or (needless and not without):
        return {}
    held: dict[UUID, set[str]] = defaultdict(set)
    found = FindWord.objects.filter(
        organization_id=asked.organization_id, place__in=[each.id for each in candidates], word__in=involved
    )
    for place, word in found.order_by().values_list("place_id", "word"):
        held[place].add(word)
    return {place: frozenset(words) for place, words in held.items()}


def _answers(asked: _Asked, held: frozenset[str]) -> bool:
    without = asked.search.without
    if without and without[0] in held and without[1] not in held:
        return False
    if len(asked.terms) == 1 and all(len(meaning) == 1 for meaning in asked.terms[0].meanings):
        return True
    return all(any(meaning <= held for meaning in term.meanings) for term in asked.terms)
