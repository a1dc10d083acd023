"""Whom to call now, and by whom."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404

from kinroad.coaching.models import CallAttempt, CallEnrollment, CallListLine, DualRelationship
from kinroad.coaching.rules.call import State
from kinroad.coaching.rules.call_window import EARLIEST, HALF_HOUR, LATEST, Window, day_bit
from kinroad.core.time import today
from kinroad.notifications.queries.permission import who_allow
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import CircleRow, PeerLeader, RoleHeld
from kinroad.people.queries.circle import NOBODY
from kinroad.people.queries.zones import zone_in_sql, zone_of
from kinroad.people.rules.roles import WORKING_ROLES
from kinroad.people.rules.viewer import Viewer

WHOSE = Coalesce("participant__merged_into", "participant")
"""Of rows with a participant: who stands for them."""
THEIRS = tuple(
    f"{way}__{name}"
    for way in ("participant", "participant__merged_into")
    for name in ("person", "site", "organization")
)
"""What is loaded with calls, so that `window_of` asks nothing more."""


def theirs(field: str) -> Case:
    """A fact of the person who is called: of who stands for them, when their page was merged."""
    return Case(
        When(participant__merged_into=None, then=F(f"participant__{field}")),
        default=F(f"participant__merged_into__{field}"),
    )


def window_of(enrollment: CallEnrollment) -> Window:
    """Their days and hours on the clocks where they are, without the quiet hours they asked for."""
    them = enrollment.them
    return Window(enrollment.days, enrollment.starts, enrollment.ends, zone_of(them), them.quiet_from, them.quiet_to)


def who_are_called(organization_id: UUID, *, at: datetime) -> QuerySet[Any]:
    """Everyone whose calls go on and who allows calls to the number they have now. Loaded for their window.

    Calls that began on a page that was merged go on for who stands for it, when that one has none of their own: nobody
    is called by two.
    """
    rows = CallEnrollment.objects.filter(organization_id=organization_id, state=State.ACTIVE.value)
    return (
        rows.annotate(
            whose=WHOSE,
            zone=Case(
                When(participant__merged_into=None, then=zone_in_sql("participant__")),
                default=zone_in_sql("participant__merged_into__"),
            ),
        )
        .filter(whose__in=who_allow(Kind.CALL, organization_id=organization_id, at=at))
        .filter(Q(participant__merged_into=None) | ~Exists(goes_first()))
        .select_related(*THEIRS)
    )


def goes_first() -> QuerySet[CallEnrollment]:
    """For calls of a merged page: others of the same person that go on or rest, and come before them."""
    them = OuterRef("participant__merged_into")
    return CallEnrollment.objects.filter(
        ~Q(state=State.ENDED.value),
        Q(participant=them) | Q(participant__merged_into=them, pk__lt=OuterRef("pk")),
        organization_id=OuterRef("organization_id"),
    )


def due_for(leader: PeerLeader, *, at: datetime) -> QuerySet[Any]:
    """Everyone this caller may call at this moment: due, in their own window, in a language both speak, on nobody's
    screen, and not kept for another caller's list. Own list first, then those they called before, then the longest due.
    """
    organization_id = leader.organization_id
    called = _open_now(
        who_are_called(organization_id, at=at).filter(
            Q(held_until=None) | Q(held_until__lte=at) | Q(held_by=leader),
            due_at__lte=at,
            language__in=leader.person.languages,
        ),
        at=at,
    )
    lines = CallListLine.objects.filter(
        organization_id=organization_id, enrollment=OuterRef("pk"), on=today(leader.organization.zone)
    )
    due: QuerySet[Any] = (
        called.filter(~Exists(_apart(leader)))
        .exclude(participant__person=leader.person_id)
        .exclude(participant__merged_into__person=leader.person_id)
        .filter(~Exists(_works_here()) | Exists(_named_to(leader)))
        .annotate(
            mine=Exists(lines.filter(peer_leader=leader)),
            again=Case(When(last_caller=leader, then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
        .filter(~Exists(lines.exclude(peer_leader=leader).filter(at__gt=at - HALF_HOUR)))
        .order_by("-mine", "-again", "due_at", "pk")
    )
    return due


def _open_now(rows: QuerySet[Any], *, at: datetime) -> QuerySet[Any]:
    """Those whose window is open at this moment, on the clocks of their own zone."""
    open_now, weekdays = Q(pk=None), set()
    always = Q(quiet_from=None) | Q(quiet_to=None)
    for zone in rows.order_by("zone").values_list("zone", flat=True).distinct():
        there = at.astimezone(ZoneInfo(zone))
        clock, bit = there.time(), day_bit(there.date())
        if not EARLIEST <= clock < LATEST:
            continue
        weekdays.add(bit)
        quiet = Q(
            quiet_from__lt=F("quiet_to"),
            quiet_from__lte=clock,
            quiet_to__gt=clock,
        ) | (Q(quiet_from__gt=F("quiet_to")) & (Q(quiet_from__lte=clock) | Q(quiet_to__gt=clock)))
        open_now |= Q(zone=zone, starts__lte=clock, ends__gt=clock, **{f"on_{bit}__gt": 0}) & (always | ~quiet)
    on = {f"on_{bit}": F("days").bitand(bit) for bit in weekdays}
    quiet_hours = {name: theirs(name) for name in ("quiet_from", "quiet_to")}
    found: QuerySet[Any] = rows.annotate(**on, **quiet_hours).filter(open_now)
    return found


def _of_them() -> Q:
    """Rows about the person of a row with `whose`, under any of their pages."""
    return Q(participant=OuterRef("whose")) | Q(participant__merged_into=OuterRef("whose"))


def _apart(leader: PeerLeader) -> QuerySet[DualRelationship]:
    return DualRelationship.objects.filter(_of_them(), organization_id=leader.organization_id, peer_leader=leader)


def _works_here() -> QuerySet[RoleHeld]:
    """A participant who also works here is called only by those whose circle row names them."""
    return RoleHeld.objects.filter(
        Q(person=OuterRef("participant__person")) | Q(person=OuterRef("participant__merged_into__person")),
        organization_id=OuterRef("organization_id"),
        ended_at=None,
        role__in=[role.value for role in WORKING_ROLES],
    )


def _named_to(leader: PeerLeader) -> QuerySet[CircleRow]:
    return CircleRow.objects.filter(
        _of_them(), organization_id=leader.organization_id, person=leader.person_id, ended_at=None
    )


def get_caller(viewer: Viewer) -> PeerLeader:
    """The viewer as somebody who may call: active and cleared. Raises Http404 for everyone else."""
    rows = PeerLeader.objects.filter(
        organization_id=viewer.organization_id,
        pk=viewer.peer_leader_id or NOBODY,
        state=PeerLeader.State.ACTIVE,
        cleared_on__isnull=False,
    )
    leader = rows.select_related("person", "organization").first() if viewer.peer_leader_id else None
    if leader is None:
        raise Http404
    return leader


def held_by(leader: PeerLeader, *, at: datetime) -> CallEnrollment | None:
    """The person on this caller's screen now. Who has died in the meantime is on no screen."""
    rows = CallEnrollment.objects.filter(
        organization_id=leader.organization_id,
        held_by=leader,
        held_until__gt=at,
        participant__died_on=None,
        participant__merged_into__died_on=None,
    )
    return rows.select_related(*THEIRS).order_by("-held_until").first()


def enrollment_of(enrollment_id: UUID | None, *, organization_id: UUID) -> CallEnrollment | None:
    """Whom a screen was about, loaded for it."""
    if enrollment_id is None:
        return None
    rows = CallEnrollment.objects.filter(organization_id=organization_id, pk=enrollment_id)
    return rows.select_related(*THEIRS).first()


def get_own_attempt(attempt_id: UUID, *, leader: PeerLeader) -> CallAttempt:
    """A call this caller wrote down, as it stands. Raises Http404 otherwise."""
    rows = standing_attempts(leader.organization_id).filter(pk=attempt_id, caller=leader)
    found = rows.select_related("enrollment", "participant__person", "contact").first()
    if found is None:
        raise Http404
    return found


def standing_attempts(organization_id: UUID) -> QuerySet[CallAttempt]:
    """Attempts that were not corrected since, and did happen."""
    corrected = CallAttempt.objects.filter(organization_id=organization_id, corrects__isnull=False).values("corrects")
    return CallAttempt.objects.filter(organization_id=organization_id, withdrawn=False).exclude(pk__in=corrected)
