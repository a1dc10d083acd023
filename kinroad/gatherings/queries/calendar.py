"""The calendar: sessions of a few days or the next fifty, in two questions, however many series there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import Http404

from kinroad.core.place import miles_between, zip_place
from kinroad.core.prepared import Prepared
from kinroad.gatherings.models import Gathering, Session, State
from kinroad.gatherings.rules.calendar import (
    EVENING,
    PAGE,
    Asking,
    Place,
    View,
    Wishes,
)
from kinroad.gatherings.rules.finder import ANYWHERE
from kinroad.gatherings.rules.recurrence import AHEAD

MOST_IN_A_MONTH = 2000
"""More sessions than anybody reads in a month's picture."""
NEXT_SHOWN = 5
STILL_RUNS = Q(gathering__ended_on=None) | Q(on__lte=F("gathering__ended_on"))

GATHERING = (
    "id", "name", "kind", "zone", "public", "languages", "accessibility", "children_welcome", "child_care", "rides",
    "cost", "in_person", "online", "room", "address", "zip", "lat", "lon", "capacity", "waiting_list", "sign_up",
    "ended_on", "photos", "version", "site__name", "site__address", "site__zip",
)  # fmt: skip
SESSION = (
    "id", "gathering_id", "starts_at", "ends_at", "on", "start_minute", "first_planned_on", "state", "moved", "words",
    "room", "guest_expert", "capacity", "taken", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """What the calendar prints of a gathering. Nothing here is about a person."""

    id: UUID
    name: str
    kind: str
    zone: str
    public: bool
    languages: list[str]
    accessibility: list[str]
    children_welcome: bool
    child_care: bool
    rides: bool
    cost: str
    in_person: bool
    online: bool
    room: str
    address: str
    zip: str
    lat: float | None
    lon: float | None
    capacity: int | None
    waiting_list: bool
    sign_up: str
    ended_on: date | None
    photos: str
    version: int
    site_name: str | None
    site_address: str | None
    site_zip: str | None

    @property
    def place(self) -> tuple[float, float] | None:
        """Where it is on the earth: its own place, else the middle of its ZIP code."""
        if self.lat is not None and self.lon is not None:
            return self.lat, self.lon
        found = zip_place(self.zip or (self.site_zip or "")) if self.in_person else None
        return (found.lat, found.lon) if found else None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A line of the calendar. `on` and `start_minute` are on the gathering's own clocks."""

    id: UUID
    gathering: GatheringRow
    starts_at: datetime
    ends_at: datetime
    on: date
    start_minute: int
    first_planned_on: date
    state: str
    moved: bool
    words: str
    room: str
    guest_expert: str
    capacity: int | None
    taken: int
    version: int

    @property
    def cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def place(self) -> Place:
        return Place(self.on, self.start_minute, self.id)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the calendar. `earlier` and `later`: whether the list goes on. What there is to choose from."""

    rows: tuple[SessionRow, ...]
    earlier: bool
    later: bool
    languages: tuple[str, ...]
    kinds: tuple[str, ...]


# One-off events of the last year and every series that runs: sessions are planned AHEAD, and no further.
GATHERINGS = Prepared(
    lambda organization, began, last: (
        Gathering.objects.filter(Q(ended_on=None) | Q(ended_on__gte=last), organization_id=organization)
        .filter(~Q(rule="") | Q(starts_on__gte=began))
        .order_by()
        .values_list(*GATHERING)
    )
)


def gatherings_of(organization_id: UUID, *, today: date, everything: bool) -> list[GatheringRow]:
    """Gatherings of the calendar; those of the program too when `everything`."""
    rows = GATHERINGS(organization=organization_id, began=today - AHEAD, last=today - AHEAD / 4)
    found = [GatheringRow(*row) for row in rows]
    return [row for row in found if everything or row.public]


def calendar(asking: Asking, *, organization_id: UUID, at: datetime, today: date, everything: bool = False) -> Found:
    """What this look shows. `everything`: also what is for the program alone. `at` is this moment."""
    mine = gatherings_of(organization_id, today=today, everything=everything)
    wanted = {row.id: row for row in mine if fits(row, asking.wishes)}
    first, last = asking.days()
    sessions = _sessions(organization_id, wanted, first=first, last=last, wishes=asking.wishes)
    if asking.view is View.LIST:
        sessions = sessions.filter(ends_at__gt=at)
    rows, earlier, later = _page(sessions, asking) if wanted else ([], False, False)
    return Found(
        rows=tuple(row_of(row, wanted) for row in rows),
        earlier=earlier,
        later=later,
        languages=tuple(sorted({code for row in mine for code in row.languages})),
        kinds=tuple(sorted({row.kind for row in mine})),
    )


def fits(row: GatheringRow, wishes: Wishes) -> bool:
    """Whether a gathering is what somebody looks for; the hour and the day are asked of its sessions."""
    says = (
        not wishes.kind or row.kind == wishes.kind,
        not wishes.language or wishes.language in row.languages,
        "children" not in wishes.needs or row.children_welcome,
        "free" not in wishes.needs or not row.cost,
        "online" not in wishes.needs or row.online,
    )
    return all(says) and (wishes.miles == ANYWHERE or _is_near(row, wishes))


def _is_near(row: GatheringRow, wishes: Wishes) -> bool:
    if row.online and "online" in wishes.needs:
        return True
    assert wishes.near
    place = row.place if row.in_person else None
    return place is not None and miles_between(wishes.near.lat, wishes.near.lon, *place) <= wishes.miles


def _sessions(
    organization_id: UUID, wanted: dict[UUID, GatheringRow], *, first: date, last: date, wishes: Wishes
) -> QuerySet[Session]:
    found = Session.objects.filter(organization_id=organization_id, on__gte=first, on__lte=last)
    found = found.filter(gathering_id__in=list(wanted))
    if "evening" in wishes.needs:
        found = found.filter(start_minute__gte=EVENING)
    if "weekend" in wishes.needs:
        found = found.filter(on__week_day__in=(1, 7))
    return found.filter(STILL_RUNS)


def _page(sessions: QuerySet[Session], asking: Asking) -> tuple[list[Any], bool, bool]:
    """The rows of a page, and whether there are earlier and later ones."""
    if asking.view is View.MONTH:
        return list(sessions.order_by("on", "start_minute", "id").values_list(*SESSION)[:MOST_IN_A_MONTH]), False, False
    if asking.before:
        rows = list(
            sessions.filter(_beyond(asking.before, "lt"))
            .order_by("-on", "-start_minute", "-id")
            .values_list(*SESSION)[: PAGE + 1]
        )
        return rows[:PAGE][::-1], len(rows) > PAGE, True
    if asking.after:
        sessions = sessions.filter(_beyond(asking.after, "gt"))
    rows = list(sessions.order_by("on", "start_minute", "id").values_list(*SESSION)[: PAGE + 1])
    return rows[:PAGE], asking.after is not None, len(rows) > PAGE


def _beyond(place: Place, way: str) -> Q:
    """After ("gt") or before ("lt") a place of the list. The first condition keeps to the index."""
    minute = Q(on=place.on) & (
        Q(**{f"start_minute__{way}": place.minute}) | Q(start_minute=place.minute, **{f"id__{way}": place.id})
    )
    return Q(**{f"on__{way}e": place.on}) & (Q(**{f"on__{way}": place.on}) | minute)


def row_of(bare: tuple[Any, ...], gatherings: dict[UUID, GatheringRow]) -> SessionRow:
    id, gathering_id, *facts = bare
    return SessionRow(id, gatherings[gathering_id], *facts)


def sessions_between(
    organization_id: UUID, gatherings: Iterable[GatheringRow], *, first: date, last: date, wishes: Wishes, most: int
) -> list[SessionRow]:
    """Sessions from one day to another, both included, in order: for feeds and paper."""
    wanted = {row.id: row for row in gatherings if fits(row, wishes)}
    found = _sessions(organization_id, wanted, first=first, last=last, wishes=wishes)
    rows = found.order_by("on", "start_minute", "id").values_list(*SESSION)[:most] if wanted else []
    return [row_of(row, wanted) for row in rows]


def session_row(id: UUID, *, organization_id: UUID, today: date, everything: bool) -> SessionRow | None:
    """One session as the calendar has it, or None."""
    wanted = {row.id: row for row in gatherings_of(organization_id, today=today, everything=everything)}
    found = Session.objects.filter(organization_id=organization_id, pk=id, gathering_id__in=list(wanted))
    row = found.filter(STILL_RUNS).values_list(*SESSION).first()
    return row_of(row, wanted) if row else None


def calendar_version(organization_id: UUID, *, first: date, last: date, today: date) -> str:
    """Changes whenever anything of the public calendar changes: every gathering, and the sums of its sessions."""
    sums = Session.objects.filter(organization_id=organization_id, on__gte=first, on__lte=last).aggregate(
        number=Count("id"),
        versions=Sum("version"),
        minutes=Sum("start_minute"),
        cancelled=Count("id", filter=Q(state=State.CANCELLED)),
        moved=Count("id", filter=Q(moved=True)),
    )
    gatherings = sorted(gatherings_of(organization_id, today=today, everything=False), key=lambda row: row.id)
    return f"{sums}{gatherings}"


def session_at(id: UUID, *, organization_id: UUID, everything: bool) -> Session:
    """The session at an address of the calendar, with its gathering and place; Http404 otherwise."""
    found = (
        Session.objects.filter(organization_id=organization_id, pk=id)
        .filter(STILL_RUNS)
        .select_related("gathering__site", "gathering__program", "unit")
        .first()
    )
    if found is None or not (everything or found.gathering.public):
        raise Http404
    return found


def next_of(session: Session, *, at: datetime) -> list[Session]:
    """The next sessions of the same series, a few, without this one."""
    rows = Session.objects.filter(
        organization_id=session.organization_id, gathering_id=session.gathering_id, ends_at__gt=at
    ).exclude(pk=session.pk)
    ended_on = session.gathering.ended_on
    return list((rows.filter(on__lte=ended_on) if ended_on else rows).order_by("on", "start_minute")[:NEXT_SHOWN])
