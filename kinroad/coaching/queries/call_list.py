"""What the lists of a day are planned from, and the lists as they stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from kinroad.coaching.models import CallEnrollment, CallListLine, CallShift, DualRelationship
from kinroad.coaching.queries.call import who_are_called, window_of
from kinroad.coaching.rules.call import days_late
from kinroad.coaching.rules.call_list import Caller, ToCall
from kinroad.coaching.rules.call_window import HALF_HOUR, day_bit, half_hours, local_day
from kinroad.core.prepared import PreparedCount
from kinroad.people.models import CircleRow, PeerLeader, RoleHeld
from kinroad.people.rules.roles import WORKING_ROLES
from kinroad.people.rules.viewer import Viewer

MOST_SHIFTS = 500


def end_of_day(on: date, *, zone: str) -> datetime:
    """The moment the day ends on the clocks of `zone`."""
    return datetime.combine(on + timedelta(days=1), time(0), tzinfo=ZoneInfo(zone))


def shifts_of(organization_id: UUID, *, on: date) -> QuerySet[CallShift]:
    """The hours that peer leaders who may call give on a day, with whoever gives them."""
    return CallShift.objects.filter(
        organization_id=organization_id,
        on=on,
        away_at=None,
        peer_leader__state=PeerLeader.State.ACTIVE,
        peer_leader__cleared_on__isnull=False,
    ).select_related("peer_leader__person")


def halves_of(shift: CallShift, *, after: datetime) -> set[datetime]:
    """The half hours of a shift that are still to come."""
    at, found = shift.starts_at, set()
    while at + HALF_HOUR <= shift.ends_at:
        if at >= after - HALF_HOUR:
            found.add(at)
        at += HALF_HOUR
    return found


def callers_on(organization_id: UUID, *, on: date, after: datetime) -> list[Caller]:
    """Everyone who calls on that day, with languages and half hours."""
    halves: dict[UUID, set[datetime]] = {}
    languages: dict[UUID, frozenset[str]] = {}
    for shift in shifts_of(organization_id, on=on).order_by("starts_at")[:MOST_SHIFTS]:
        halves.setdefault(shift.peer_leader_id, set()).update(halves_of(shift, after=after))
        languages[shift.peer_leader_id] = frozenset(shift.peer_leader.person.languages)
    return [Caller(pk, languages[pk], frozenset(own)) for pk, own in halves.items() if own]


def to_call(organization_id: UUID, *, on: date, zone: str, after: datetime) -> list[ToCall]:
    """Everyone due by the end of the day who is on no list yet, with their half hours of that day."""
    until = end_of_day(on, zone=zone)
    planned = CallListLine.objects.filter(organization_id=organization_id, on=on).values("enrollment")
    rows = who_are_called(organization_id, at=after).filter(due_at__lt=until).exclude(pk__in=planned)
    only = _only(organization_id)
    found = []
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        window, due_at = window_of(row), row.due_at
        assert due_at is not None
        days = {on, local_day(until - timedelta(seconds=1), window.zone), local_day(after, window.zone)}
        halves = frozenset(
            half
            for day in days
            for half in half_hours(window, day)
            if max(after - HALF_HOUR, due_at - HALF_HOUR) < half < until
        )
        found.append(
            ToCall(
                row.pk,
                row.language,
                halves,
                days_late(due_at, at=until),
                row.last_caller_id,
                only.get(row.participant.person_id) or only.get(row.them.person_id),
            )
        )
    return found


def _only(organization_id: UUID) -> dict[UUID, frozenset[UUID]]:
    """Participants who also work here, by person: the peer leaders whose circle rows name them."""
    working = set(
        RoleHeld.objects.filter(
            organization_id=organization_id, ended_at=None, role__in=[role.value for role in WORKING_ROLES]
        ).values_list("person", flat=True)
    )
    named: dict[UUID, set[UUID]] = {person: set() for person in working}
    rows = CircleRow.objects.filter(
        organization_id=organization_id, ended_at=None, participant__person__in=working
    ).values_list("participant__person", "person__peer_leaders")
    for person, leader in rows:
        if leader is not None:
            named[person].add(leader)
    return {person: frozenset(leaders) for person, leaders in named.items()}


def kept_apart(organization_id: UUID, *, callers: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs of calls and caller that are never planned: they know each other in another way, or are one person."""
    leaders = list(callers)
    rows = CallEnrollment.objects.filter(organization_id=organization_id)
    known = DualRelationship.objects.filter(organization_id=organization_id, peer_leader__in=leaders)
    pairs = [
        pair
        for way in ("participant", "participant__merged_into", "participant__merged_ones")
        for pair in known.values_list(f"{way}__call_enrollments", "peer_leader")
        if pair[0]
    ]
    people = dict(PeerLeader.objects.filter(pk__in=leaders).values_list("person", "pk"))
    for way in ("participant", "participant__merged_into"):
        themselves = rows.filter(**{f"{way}__person__in": people}).values_list("pk", f"{way}__person")
        pairs += [(pk, people[person]) for pk, person in themselves]
    return pairs


def taken_on(organization_id: UUID, *, on: date) -> dict[tuple[UUID, datetime], int]:
    """Places already used, by peer leader and half hour."""
    rows = CallListLine.objects.filter(organization_id=organization_id, on=on)
    return dict(Counter(rows.values_list("peer_leader", "at")))


@dataclass(frozen=True)
class ShiftLine:
    """One caller's hours on a day, and how many people are on their list."""

    id: UUID
    called: str
    starts_at: datetime
    ends_at: datetime
    people: int


def lines_of(peer_leader_id: UUID, *, organization_id: UUID, on: date) -> QuerySet[CallListLine]:
    """The people on one caller's list of a day who live."""
    return CallListLine.objects.filter(
        organization_id=organization_id,
        peer_leader=peer_leader_id,
        on=on,
        enrollment__participant__died_on=None,
        enrollment__participant__merged_into__died_on=None,
    )


def hours_to_plan(organization_id: UUID, *, on: date) -> bool:
    """Whether somebody gives hours that day with which no list was planned yet."""
    return shifts_of(organization_id, on=on).filter(planned_at=None).exists()


def lists_on(viewer: Viewer, *, on: date) -> list[ShiftLine]:
    """Everyone who calls on that day. Names nobody who is called."""
    living = Q(
        peer_leader__call_lines__on=on,
        peer_leader__call_lines__enrollment__participant__died_on=None,
        peer_leader__call_lines__enrollment__participant__merged_into__died_on=None,
    )
    lines = Count("peer_leader__call_lines", filter=living, distinct=True)
    rows = shifts_of(viewer.organization_id, on=on).annotate(people=lines).order_by("starts_at", "pk")[:MOST_SHIFTS]
    return [
        ShiftLine(row.pk, str(row.peer_leader.person.called), row.starts_at, row.ends_at, row.people) for row in rows
    ]


def own_shifts(leader: PeerLeader, *, since: date) -> list[CallShift]:
    """The hours this caller gives from now on."""
    rows = CallShift.objects.filter(
        organization_id=leader.organization_id, peer_leader=leader, on__gte=since, away_at=None
    )
    return list(rows.order_by("starts_at")[:60])


def get_shift(shift_id: UUID, *, viewer: Viewer, own: bool = False) -> CallShift:
    """A shift that stands; with `own` only of the viewer. Raises Http404 otherwise."""
    rows = CallShift.objects.filter(organization_id=viewer.organization_id, pk=shift_id, away_at=None)
    if own:
        rows = rows.filter(peer_leader=viewer.peer_leader_id)
    found = rows.select_related("peer_leader__person").first()
    if found is None:
        raise Http404
    return found


def waiting_for_a_list(viewer: Viewer, *, on: date, at: datetime) -> int:
    """How many are due that day and on no list yet."""
    planned = CallListLine.objects.filter(organization_id=viewer.organization_id, on=on).values("enrollment")
    until = end_of_day(on, zone=viewer.organization_zone)
    open_today = who_are_called(viewer.organization_id, at=at).annotate(today=F("days").bitand(day_bit(on)))
    found: int = open_today.filter(today__gt=0, due_at__lt=until).exclude(pk__in=planned).count()
    return found


def callers_to_choose(viewer: Viewer) -> list[tuple[str, str]]:
    """Peer leaders who may call, by name."""
    rows = PeerLeader.objects.filter(
        organization_id=viewer.organization_id, state=PeerLeader.State.ACTIVE, cleared_on__isnull=False
    ).select_related("person")
    found = [(str(row.pk), str(row.person.called)) for row in rows[:MOST_SHIFTS]]
    return sorted(found, key=lambda each: each[1].casefold())


def planned_for(viewer: Viewer, *, on: date) -> int:
    """How many people stand on this viewer's own call list that day. One question; for others none."""
    if viewer.peer_leader_id is None:
        return 0
    return PLANNED.count(organization=viewer.organization_id, leader=viewer.peer_leader_id, on=on)


PLANNED = PreparedCount(lambda organization, leader, on: lines_of(leader, organization_id=organization, on=on))
