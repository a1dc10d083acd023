"""The finder: at most fifty meetings of a search, in three or four small questions to the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from kinroad.core.place import NOWHERE, cells_around, miles_between
from kinroad.core.prepared import Prepared
from kinroad.gatherings.models import Meeting, MeetingSource
from kinroad.gatherings.rules import clock
from kinroad.gatherings.rules.days import MINUTES_A_DAY
from kinroad.gatherings.rules.fellowships import kinds_of
from kinroad.gatherings.rules.finder import ANYWHERE, LAST_PAGE, PAGE, Search
from kinroad.gatherings.rules.refresh import stale_before
from kinroad.people.queries.policies import policy_of

MOST = PAGE * LAST_PAGE
"""Beyond this many we say "more than"."""

ROW = (
    "id", "slug", "name", "fellowship", "weekday", "start_minute", "end_minute", "zone", "venue", "address", "city",
    "state", "lat", "lon", "approximate", "languages", "open", "online", "in_person", "wheelchair", "children",
    "temporarily_closed", "notes", "source_id", "last_verified_on",
)  # fmt: skip

CANDIDATE = ("id", "weekday", "zone", "start_minute", "lat", "lon")
LAT, LON, SOURCE, VERIFIED = (ROW.index(name) for name in ("lat", "lon", "source_id", "last_verified_on"))
SURELY_FRESH = timedelta(days=14)
"""No policy calls a listing stale sooner, so that the policy need not be asked while all lists are read in time."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to choose from, and when the lists were last read."""

    zones: tuple[str, ...]
    fellowships: tuple[str, ...]
    languages: tuple[str, ...]
    imported_at: datetime | None
    read_on: Mapping[UUID, date]
    """The day on which each list last told what we show."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A line of the finder. `miles` is None without a place to measure from; `stale_since` is the day on which
    somebody last checked a listing that nobody checked for long."""

    id: UUID
    slug: str
    name: str
    fellowship: str
    weekday: int
    start_minute: int
    end_minute: int | None
    zone: str
    venue: str
    address: str
    city: str
    state: str
    lat: float | None
    lon: float | None
    approximate: bool
    languages: str
    open: bool | None
    online: bool
    in_person: bool
    wheelchair: bool
    children: bool
    temporarily_closed: bool
    notes: str
    miles: float | None = None
    stale_since: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the finder. `total` is exact up to MOST."""

    rows: tuple[MeetingRow, ...]
    total: int
    facets: Facets
    windows: tuple[clock.Window, ...]

    @property
    def pages(self) -> int:
        return min(LAST_PAGE, -(-self.total // PAGE))

    @property
    def is_more(self) -> bool:
        return self.total > MOST


SOURCES = Prepared(
    lambda organization: (
        MeetingSource.objects.filter(organization=organization)
        .values_list("zones", "fellowships", "languages", "imported_at", "id")
        .order_by("name")
    )
)


def facets_of(organization_id: UUID) -> Facets:
    """Zones, fellowships and languages that this organization's lists hold."""
    sources = SOURCES(organization=organization_id)
    read = {id: imported_at for *_, imported_at, id in sources if imported_at}
    return Facets(
        zones=_together(zones for zones, *_ in sources),
        fellowships=_together(fellowships for _, fellowships, *_ in sources),
        languages=_together(languages for _, _, languages, *_ in sources),
        imported_at=max(read.values(), default=None),
        read_on={id: at.date() for id, at in read.items()},
    )


def _together(lists: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(sorted({each for one in lists for each in one}, key=str.casefold))


def find_meetings(search: Search, *, organization_id: UUID, at: datetime) -> Found:
    """The meetings of a search, by the clock where each is held; `at` is this moment."""
    facets = facets_of(organization_id)
    windows = clock.windows(when=search.when, day=search.day, zones=facets.zones, at=at)
    if not windows:
        return Found((), 0, facets, windows)
    meetings = _asked(search, facets, windows, organization_id)
    if search.miles == ANYWHERE:
        bare, total = _anywhere(meetings, search, windows)
    else:
        bare, total = _around(meetings, search, windows)
    before = _stale_before(bare, facets, organization_id, at)
    return Found(tuple(_row(row, search, facets, before) for row in bare), total, facets, windows)


def _stale_before(bare: list[tuple[Any, ...]], facets: Facets, organization_id: UUID, at: datetime) -> date:
    """The policy is asked only when a row may be stale at all."""
    surely = at.date() - SURELY_FRESH
    if all((checked := _checked_on(row, facets)) and checked >= surely for row in bare):
        return surely
    return stale_before(today=at.date(), days=policy_of(organization_id).meeting_list.stale_days)


def _checked_on(row: tuple[Any, ...], facets: Facets) -> date | None:
    source, verified = row[SOURCE], row[VERIFIED]
    verified = date.fromisoformat(verified) if isinstance(verified, str) else verified
    return max((day for day in (facets.read_on.get(_as_id(source)), verified) if day), default=None)


def _asked(search: Search, facets: Facets, windows: Iterable[clock.Window], organization_id: UUID) -> QuerySet[Meeting]:
    meetings = Meeting.objects.listed().filter(_in_windows(windows), organization=organization_id)
    if search.fellowship:
        meetings = meetings.filter(fellowship=search.fellowship)
    if search.kind:
        meetings = meetings.filter(
            fellowship__in=[each for each in facets.fellowships if search.kind in kinds_of(each)]
        )
    if search.language:
        meetings = meetings.filter(languages__contains=f" {search.language} ")
    if search.open is not None:
        meetings = meetings.filter(open=search.open)
    return meetings.filter(**dict.fromkeys(search.needs, True))


def _in_windows(windows: Iterable[clock.Window]) -> Q:
    found = Q()
    for window in windows:
        part = Q(weekday=window.weekday)
        if window.zone:
            part &= Q(zone=window.zone)
        if window.first:
            part &= Q(start_minute__gte=window.first)
        if window.last < MINUTES_A_DAY:
            part &= Q(start_minute__lte=window.last)
        if window.over_by is not None:
            part &= Q(start_minute__gt=window.over_by - F("minutes"))
        found |= part
    return found


def _order(windows: tuple[clock.Window, ...]) -> list[Any]:
    """By the clock; when windows differ in day or zone, by what comes first in truth."""
    if len({window.shift for window in windows}) == 1:
        return ["start_minute", "id"]
    shifts = [When(Q(zone=window.zone, weekday=window.weekday), then=Value(window.shift)) for window in windows]
    return [F("start_minute") + Case(*shifts, default=Value(0), output_field=IntegerField()), "id"]


def _anywhere(
    meetings: QuerySet[Meeting], search: Search, windows: tuple[clock.Window, ...]
) -> tuple[list[tuple[Any, ...]], int]:
    total = meetings.order_by().values("id")[: MOST + 1].count()
    order = _order(windows)
    first = (search.page - 1) * PAGE
    if first >= total:
        return [], total
    page = meetings.order_by(*order).values("id")[first : first + PAGE]
    return _bare(Meeting.objects.filter(id__in=page).order_by(*order), ROW), total


def _around(
    meetings: QuerySet[Meeting], search: Search, windows: tuple[clock.Window, ...]
) -> tuple[list[tuple[Any, ...]], int]:
    """Candidates from the grid, measured here; then only the fifty of the page are read."""
    assert search.near
    near, shifts = search.near, {(window.zone, window.weekday): window.shift for window in windows}
    cells = cells_around(near.lat, near.lon, search.miles) + ([NOWHERE] if "online" in search.needs else [])
    found: list[tuple[int, float, Any]] = []
    for id, weekday, zone, start, lat, lon in _bare(meetings.filter(geo_cell__in=cells).order_by(), CANDIDATE):
        miles = miles_between(near.lat, near.lon, lat, lon) if lat is not None and lon is not None else 0.0
        if miles <= search.miles:
            found.append((start + shifts.get((zone, weekday), 0), miles, id))
    found.sort()
    first = (search.page - 1) * PAGE
    place = {_as_id(id): number for number, (_, _, id) in enumerate(found[first : first + PAGE])}
    rows = _bare(Meeting.objects.filter(id__in=list(place)).order_by(), ROW)
    return sorted(rows, key=lambda row: place[_as_id(row[0])]), len(found)


def _bare(meetings: QuerySet[Meeting], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Rows as the driver gives them, which costs a third (SQLite: ids are text, yes and no are 1 and 0)."""
    try:
        asked = meetings.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return list(cursor.fetchall())


def _as_id(bare: UUID | str) -> UUID:
    return bare if isinstance(bare, UUID) else UUID(bare)


def _row(bare: tuple[Any, ...], search: Search, facets: Facets, before: date) -> MeetingRow:
    lat, lon = bare[LAT], bare[LON]
    miles = None
    if search.near and lat is not None and lon is not None:
        miles = miles_between(search.near.lat, search.near.lon, lat, lon)
    checked = _checked_on(bare, facets)
    stale = checked if checked and checked < before else None
    return MeetingRow(*[_as_id(bare[0]), *bare[1:SOURCE], miles, stale])
