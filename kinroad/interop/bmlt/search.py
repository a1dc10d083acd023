"""What a page on another site asks of GetSearchResults: filters, order and pages, over entries as we tell them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from kinroad.core.place import miles_between
from kinroad.interop.bmlt.answer import EVERYTHING, Entry, is_number

KM_A_MILE = 1.609344
MOST_NUMBERS = 200
LARGEST_PAGE = 1000
_SORTABLE = frozenset(
    {"weekday_tinyint", "start_time", "duration_time", "meeting_name", "location_municipality", "location_province",
     "location_sub_province", "location_text", "location_postal_code_1", "service_body_bigint", "service_body_name"}
)  # fmt: skip
_ALIASES = {
    "weekday": ("weekday_tinyint", "location_municipality", "start_time"),
    "time": ("weekday_tinyint", "start_time", "location_municipality"),
    "town": ("location_municipality", "weekday_tinyint", "start_time"),
    "state": ("location_province", "location_municipality", "weekday_tinyint", "start_time"),
    "weekday_state": ("weekday_tinyint", "location_province", "location_municipality", "start_time"),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers wanted, and (written with a minus) not wanted."""

    wanted: frozenset[int] = frozenset()
    unwanted: frozenset[int] = frozenset()

    def fit(self, own: Iterable[int], *, all_of: bool = False) -> bool:
        own = set(own)
        if own & self.unwanted:
            return False
        return not self.wanted or (self.wanted <= own if all_of else bool(own & self.wanted))


def numbers(said: QueryDict, name: str) -> Numbers:
    """ "weekdays[]=2&weekdays[]=-3", "weekdays=2,-3" or "weekdays=2"."""
    words = [word.strip() for each in said.getlist(f"{name}[]") + said.getlist(name) for word in each.split(",")]
    found = [int(word) for word in words[:MOST_NUMBERS] if re.fullmatch(r"-?\d{1,16}", word, re.ASCII)]
    return Numbers(frozenset(each for each in found if each > 0), frozenset(-each for each in found if each < 0))


@dataclass(frozen=True, slots=True)
class Near:
    """A circle. `miles` below zero: so many of the nearest, as those servers have it."""

    lat: float
    lon: float
    miles: float


@dataclass(frozen=True, slots=True)
class Search:
    """One question."""

    ids: Numbers = field(default_factory=Numbers)
    weekdays: Numbers = field(default_factory=Numbers)
    venues: Numbers = field(default_factory=Numbers)
    services: Numbers = field(default_factory=Numbers)
    formats: Numbers = field(default_factory=Numbers)
    any_format: bool = False
    near: Near | None = None
    nothing: bool = False
    words: str = ""
    sort: tuple[str, ...] = ()
    by_distance: bool = False
    page_size: int = 0
    page: int = 1


def read_search(said: QueryDict) -> Search:
    """The question in an address. What we do not understand is left out, as those servers do."""
    near, nothing = _near(said)
    size = said.get("page_size", "")
    return Search(
        ids=numbers(said, "meeting_ids"),
        weekdays=numbers(said, "weekdays"),
        venues=numbers(said, "venue_types"),
        services=numbers(said, "services"),
        formats=numbers(said, "formats"),
        any_format=said.get("formats_comparison_operator", "AND").upper() == "OR",
        near=near,
        # Unpublished meetings are nobody's business: whoever asks for them alone gets none.
        nothing=nothing or said.get("advanced_published", "1") == "-1",
        words=" ".join(said.get("SearchString", "").casefold().split())[:80],
        sort=_sort(said),
        by_distance=near is not None and said.get("sort_results_by_distance", "") == "1",
        page_size=min(int(size), LARGEST_PAGE) if re.fullmatch(r"\d{1,6}", size, re.ASCII) else 0,
        page=_page(said.get("page_num", "1")),
    )


def _near(said: QueryDict) -> tuple[Near | None, bool]:
    lat, lon = said.get("lat_val", ""), said.get("long_val", "")
    if not lat and not lon:
        return None, False
    miles, km = said.get("geo_width", ""), said.get("geo_width_km", "")
    if not (is_number(lat) and is_number(lon) and (is_number(miles) or is_number(km))):
        return None, True
    if is_number(miles):
        return Near(float(lat), float(lon), float(miles)), False
    wide = float(km)
    return Near(float(lat), float(lon), wide if wide < 0 else wide / KM_A_MILE), False


def _sort(said: QueryDict) -> tuple[str, ...]:
    keys = tuple(key for key in said.get("sort_keys", "").split(",")[:6] if key in _SORTABLE)
    return keys or _ALIASES.get(said.get("sort_key", ""), ("weekday_tinyint", "start_time", "duration_time"))


def _page(text: str) -> int:
    return max(1, int(text)) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 1


def found(entries: Sequence[Entry], search: Search) -> list[Entry]:
    """The entries that answer the question, in its order."""
    if search.nothing:
        return []
    fit = [each for each in entries if _fits(each, search)]
    fit.sort(key=lambda each: tuple(str(each[key]).casefold() for key in search.sort))
    if search.near:
        fit = _around(fit, search.near, by_distance=search.by_distance)
    if search.page_size:
        first = (search.page - 1) * search.page_size
        fit = fit[first : first + search.page_size]
    return fit


def _fits(each: Entry, search: Search) -> bool:
    own_formats = [int(id) for id in each["format_shared_id_list"].split(",") if id]
    return (
        search.weekdays.fit([int(each["weekday_tinyint"])])
        and search.venues.fit([int(each["venue_type"])])
        # The organization holds every fellowship below it, asked with `recursive` or without.
        and search.services.fit([int(each["service_body_bigint"]), EVERYTHING])
        and search.ids.fit([int(each["id_bigint"])])
        and search.formats.fit(own_formats, all_of=not search.any_format)
        and (not search.words or search.words in _searched(each))
    )


def _searched(each: Entry) -> str:
    names = ("meeting_name", "location_text", "location_street", "location_municipality", "location_postal_code_1")
    return " ".join(str(each[name]) for name in (*names, "service_body_name")).casefold()


def _around(entries: list[Entry], near: Near, *, by_distance: bool) -> list[Entry]:
    placed = []
    for each in entries:
        lat, lon = float(each["latitude"]), float(each["longitude"])
        if (lat, lon) != (0, 0):
            placed.append((miles_between(near.lat, near.lon, lat, lon), each))
    if near.miles < 0:
        closest = sorted(placed, key=lambda each: each[0])[: int(-near.miles)]
        kept = {id(each) for _, each in closest}
        placed = [pair for pair in placed if id(pair[1]) in kept]
    else:
        placed = [pair for pair in placed if pair[0] <= near.miles]
    if by_distance:
        placed.sort(key=lambda each: each[0])
    return [
        each | {"distance_in_miles": f"{miles:.4f}", "distance_in_km": f"{miles * KM_A_MILE:.4f}"}
        for miles, each in placed
    ]
