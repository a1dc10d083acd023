"""The places that answer a search, filtered and ordered by the database: its cost is bounded however many there are.

The statements are put together of our own names; whatever somebody typed goes in as a parameter (docs/adr/0047).
"""
# ruff: noqa: S608

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kinroad.core.asked import Near
from kinroad.core.place import MILES_A_DEGREE, cells_around, miles_between
from kinroad.resources.models import FindWord
from kinroad.resources.rules.finding import Search
from kinroad.resources.rules.open_week import hour_of
from kinroad.resources.rules.searching import Term

NO_MILES = 99_999.0
MOST_NAMED = 400
"""So many are put in the order of their names."""
MOST_NEAR = 201
LEEWAY = 1.05  # the database measures on a flat map, a little farther than a circle; the miles are exact again here
_NUMBERS = ("first", "second", "third")
Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that answers. `weight` 1: what was asked stands in its name or its tags."""

    id: UUID
    miles: float
    weight: int
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, its words spelled as they stand here, and the middle from which nearness counts."""

    search: Search
    terms: tuple[Term, ...]
    costs: dict[str, int]
    organization_id: UUID
    at: datetime
    middle: Near | None

    def possible(self) -> "Asked | None":
        """Without the meanings that no place can answer; None when a term has no other."""
        terms = [
            replace(term, meanings=tuple(each for each in term.meanings if all(map(self.costs.get, each))))
            for term in self.terms
        ]
        return replace(self, terms=tuple(terms)) if all(term.meanings for term in terms) else None

    @property
    def leads(self) -> Term:
        """The term that fewest places answer: its places are looked at."""
        return min(self.terms, key=self.cost)

    def cost(self, term: Term) -> int:
        """How many places may answer a term."""
        return sum(min(self.costs.get(word, 0) for word in meaning) for meaning in term.meanings)

    def rarest(self, meaning: frozenset[str]) -> str:
        """Of a meaning the word that fewest places hold."""
        return min(sorted(meaning), key=lambda word: self.costs.get(word, 0))

    @property
    def is_narrowed(self) -> bool:
        """Whether a place of the leading term may still not answer."""
        return len(self.terms) > 1 or self.search.open_now or bool(self.search.without)


def near_places(asked: Asked, *, miles: float, most: int) -> tuple[list[Candidate], int]:
    """Those within so many miles of the middle, the nearest first, and how many were looked at: at most `most`."""
    assert asked.middle
    lat, lon = asked.middle.lat, asked.middle.lon
    reach = miles / MILES_A_DEGREE
    wide = reach / max(math.cos(math.radians(min(abs(lat) + reach, 89.0))), 0.02)
    where = _in_cells(cells_around(lat, lon, miles))
    box = ["lat BETWEEN %s AND %s", "lon BETWEEN %s AND %s"]
    looked = _looked_at(
        asked, [where, (" AND ".join(box), [lat - reach, lat + reach, lon - wide, lon + wide])], most=most
    )
    far, told = _flat(asked.middle)
    within: Sql = (f"{far} <= %s", [*told, (LEEWAY * reach) ** 2])
    rows, count = _read(asked, looked, [*_conditions(asked), within], order=(far, told), most=MOST_NEAR)
    near = [each for each in rows if each.miles <= miles]
    return sorted(near, key=lambda each: (each.miles, each.name)), count


def places_anywhere(asked: Asked, *, most: int, cells: Sequence[int] = ()) -> tuple[list[Candidate], int]:
    """Those of all cells or of these: what was asked in the name first, then what is near, then by name."""
    looked = _looked_at(asked, [_in_cells(cells)] if cells else [], most=most)
    order: Sql = ("MIN(looked.weight)", [])
    if asked.middle and not cells:
        far, told = _flat(asked.middle)
        order = (f"MIN(looked.weight), COALESCE({far}, 1e9)", told)
    rows, count = _read(asked, looked, _conditions(asked), order=order, most=MOST_NAMED)
    return sorted(rows, key=lambda each: (each.weight, each.miles, each.name)), count


def count_near(asked: Asked, *, cells: Sequence[int], most: int) -> int:
    """How many places of the leading term stand in these cells, at most `most`."""
    looked, told = _looked_at(asked, [_in_cells(cells)], most=most)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({looked}) AS looked", told)
        return int(cursor.fetchone()[0])


def _read(asked: Asked, looked: Sql, conditions: list[Sql], *, order: Sql, most: int) -> tuple[list[Candidate], int]:
    """The wide row of a place is read for those alone that are left in the end."""
    asks = " AND ".join(f"({sql})" for sql, _told in conditions) or "1 = 1"
    found = (
        "SELECT looked.place_id, looked.lat, looked.lon, MIN(looked.weight) AS weight FROM looked"
        f" WHERE {asks} GROUP BY looked.place_id, looked.lat, looked.lon ORDER BY {order[0]}, looked.place_id LIMIT %s"
    )
    sql = (
        f"WITH looked AS ({looked[0]}) SELECT counted.many, answer.* FROM (SELECT COUNT(*) AS many FROM looked)"
        f" AS counted LEFT JOIN (SELECT found.*, place.name FROM ({found}) AS found CROSS JOIN"
        " resources_serviceatlocation AS place WHERE place.id = found.place_id) AS answer ON 1 = 1"
    )
    told = [*looked[1], *(each for _sql, said in conditions for each in said), *order[1], most]
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        rows = cursor.fetchall()
    return [
        Candidate(id if isinstance(id, UUID) else UUID(id), _miles(asked.middle, lat, lon), weight, name)
        for _many, id, lat, lon, weight, name in rows
        if id is not None
    ], int(rows[0][0])


def _looked_at(asked: Asked, where: list[Sql], *, most: int) -> Sql:
    """Keys of the leading term, out of one index that holds all that is asked of them."""
    words = sorted({asked.rarest(meaning) for meaning in asked.leads.meanings})
    keys = "SELECT place_id, word, lat, lon, weight FROM resources_findword"
    sql = f"{keys} WHERE organization_id = %s AND {_in('word', words)}"
    told = [_organization(asked), *words]
    for more, said in where:
        sql, told = f"{sql} AND {more}", [*told, *said]
    return f"{sql} LIMIT %s", [*told, most]


def _conditions(asked: Asked) -> list[Sql]:
    """What a place of the leading term must answer too."""
    leads = asked.leads
    found = [_answers(asked, term) for term in asked.terms if term is not leads]
    if any(len(meaning) > 1 for meaning in leads.meanings):
        found.append(_any([_leading(asked, meaning) for meaning in leads.meanings]))
    if asked.search.without:
        others, us = asked.search.without
        theirs, ours = _held(asked, [others]), _held(asked, [us])
        found.append((f"{theirs[0]} = 0 OR {ours[0]} = 1", [*theirs[1], *ours[1]]))
    if asked.search.open_now:
        number, bit = hour_of(asked.at)
        found.append((
            "(SELECT COUNT(*) FROM resources_findhours AS hours WHERE hours.organization_id = %s"
            f' AND hours.place_id = looked.place_id AND (hours."{_NUMBERS[number]}" & %s) <> 0) = 1',
            [_organization(asked), bit],
        ))  # fmt: skip
    return found


def _answers(asked: Asked, term: Term) -> Sql:
    single = sorted(word for meaning in term.meanings if len(meaning) == 1 for word in meaning)
    ways = [_all_of(asked, sorted(meaning)) for meaning in term.meanings if len(meaning) > 1]
    if single:
        sql, told = _held(asked, single)
        ways.insert(0, (f"{sql} >= 1", told))
    return _any(ways)


def _leading(asked: Asked, meaning: frozenset[str]) -> Sql:
    rarest = asked.rarest(meaning)
    rest = sorted(meaning - {rarest})
    if not rest:
        return "looked.word = %s", [rarest]
    sql, told = _all_of(asked, rest)
    return f"looked.word = %s AND {sql}", [rarest, *told]


def _all_of(asked: Asked, words: list[str]) -> Sql:
    sql, told = _held(asked, words)
    return f"{sql} = {len(words)}", told


def _held(asked: Asked, words: list[str]) -> Sql:
    """How many of these keys a place holds. Counted, so that no database turns it into a list of all who hold them."""
    return (
        "(SELECT COUNT(*) FROM resources_findword AS held WHERE held.organization_id = %s"
        f" AND held.place_id = looked.place_id AND {_in('held.word', words)})",
        [_organization(asked), *words],
    )


def _any(ways: list[Sql]) -> Sql:
    return " OR ".join(f"({sql})" for sql, _told in ways), [each for _sql, told in ways for each in told]


def _in(column: str, values: Sequence[Any]) -> str:
    return f"{column} IN ({', '.join(['%s'] * len(values))})"


def _in_cells(cells: Sequence[int]) -> Sql:
    return _in("geo_cell", cells), list(cells)


def _flat(middle: Near) -> Sql:
    """The square of the way to a place in degrees of latitude, as on a flat map."""
    narrow = math.cos(math.radians(middle.lat)) ** 2
    sql = "((looked.lat - %s) * (looked.lat - %s) + (looked.lon - %s) * (looked.lon - %s) * %s)"
    return sql, [middle.lat, middle.lat, middle.lon, middle.lon, narrow]


def _organization(asked: Asked) -> Any:
    return FindWord._meta.get_field("organization").get_db_prep_value(asked.organization_id, connection)


def _miles(middle: Near | None, lat: float | None, lon: float | None) -> float:
    if middle is None or lat is None or lon is None:
        return NO_MILES
    return miles_between(middle.lat, middle.lon, lat, lon)
