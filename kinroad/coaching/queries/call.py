"""Whom to call now, and what the caller's screen shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.http import Http404

from kinroad.coaching.models import CallAttempt, CallEnrollment, CallListLine, DualRelationship
from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.coaching.rules.call import Outcome, State
from kinroad.coaching.rules.call_window import EARLIEST, HALF_HOUR, LATEST, Window, day_bit
from kinroad.core.time import today
from kinroad.notifications.queries.permission import who_allow
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import CircleRow, Participant, PeerLeader, RoleHeld, Supervision
from kinroad.people.queries.circle import NOBODY, participants_seen_by
from kinroad.people.queries.zones import zone_in_sql, zone_of
from kinroad.people.rules.roles import WORKING_ROLES
from kinroad.people.rules.viewer import Viewer

EARLIER_CALLS = 3


def window_of(enrollment: CallEnrollment) -> Window:
    """Their days and hours on the clocks where they are, without the quiet hours they asked for."""
    them = enrollment.participant
    return Window(enrollment.days, enrollment.starts, enrollment.ends, zone_of(them), them.quiet_from, them.quiet_to)


def who_are_called(organization_id: UUID, *, at: datetime) -> QuerySet[Any]:
    """Everyone whose calls go on and who allows calls to the number they have now. Loaded for their window."""
    return (
        CallEnrollment.objects.filter(
            organization_id=organization_id,
            state=State.ACTIVE.value,
            participant__in=who_allow(Kind.CALL, organization_id=organization_id, at=at),
        )
        .annotate(zone=zone_in_sql("participant__"))
        .select_related("participant__person", "participant__site", "participant__organization")
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
    for zone in rows.order_by("zone").values_list("zone", flat=True).distinct():
        there = at.astimezone(ZoneInfo(zone))
        clock, bit = there.time(), day_bit(there.date())
        if not EARLIEST <= clock < LATEST:
            continue
        weekdays.add(bit)
        quiet = Q(
            participant__quiet_from__lt=F("participant__quiet_to"),
            participant__quiet_from__lte=clock,
            participant__quiet_to__gt=clock,
        ) | (
            Q(participant__quiet_from__gt=F("participant__quiet_to"))
            & (Q(participant__quiet_from__lte=clock) | Q(participant__quiet_to__gt=clock))
        )
        open_now |= Q(zone=zone, starts__lte=clock, ends__gt=clock, **{f"on_{bit}__gt": 0}) & ~quiet
    found: QuerySet[Any] = rows.annotate(**{f"on_{bit}": F("days").bitand(bit) for bit in weekdays}).filter(open_now)
    return found


def _apart(leader: PeerLeader) -> QuerySet[DualRelationship]:
    return DualRelationship.objects.filter(
        organization_id=leader.organization_id, peer_leader=leader, participant=OuterRef("participant")
    )


def _works_here() -> QuerySet[RoleHeld]:
    """A participant who also works here is called only by those whose circle row names them."""
    return RoleHeld.objects.filter(
        organization_id=OuterRef("organization_id"),
        person=OuterRef("participant__person"),
        ended_at=None,
        role__in=[role.value for role in WORKING_ROLES],
    )


def _named_to(leader: PeerLeader) -> QuerySet[CircleRow]:
    return CircleRow.objects.filter(
        organization_id=leader.organization_id,
        person=leader.person_id,
        participant=OuterRef("participant"),
        ended_at=None,
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
    """The person on this caller's screen now."""
    rows = CallEnrollment.objects.filter(
        organization_id=leader.organization_id, held_by=leader, held_until__gt=at
    ).select_related("participant__person", "participant__site", "participant__organization")
    return rows.order_by("-held_until").first()


def enrollment_of(enrollment_id: UUID | None, *, organization_id: UUID) -> CallEnrollment | None:
    """Whom a screen was about, loaded for it."""
    if enrollment_id is None:
        return None
    rows = CallEnrollment.objects.filter(organization_id=organization_id, pk=enrollment_id)
    return rows.select_related("participant__person", "participant__site", "participant__organization").first()


def get_own_attempt(attempt_id: UUID, *, leader: PeerLeader) -> CallAttempt:
    """A call this caller wrote down, as it stands. Raises Http404 otherwise."""
    rows = standing_attempts(leader.organization_id).filter(pk=attempt_id, caller=leader)
    found = rows.select_related("enrollment", "participant__person", "contact").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Helper:
    """Whom a caller calls when someone is in danger."""

    called: str
    phone: str


def supervisor_of(leader: PeerLeader) -> Helper | None:
    """The caller's supervisor, who has a phone."""
    rows = Supervision.objects.filter(organization_id=leader.organization_id, peer_leader=leader, ended_on=None)
    people = [row.supervisor for row in rows.select_related("supervisor").order_by("started_on", "pk")]
    best = next((each for each in people if each.phone), people[0] if people else None)
    return Helper(str(best.called), best.phone or "") if best else None


@dataclass(frozen=True)
class EarlierCall:
    """One earlier call. `disposition` and `note` are empty where this caller may not know them."""

    id: UUID
    on: date
    outcome: str
    disposition: str
    note: str
    caller: str


@dataclass(frozen=True)
class Screen:
    """All that the calling screen shows of the person on it."""

    enrollment: CallEnrollment
    participant: Participant
    called: str
    last_two: str
    name_to_say: str
    words: str
    may_leave_message: bool
    custody_before: bool
    in_sight: bool
    asks_to_go_on: bool
    earlier: list[EarlierCall]


def is_in_sight(participant_id: UUID, *, viewer: Viewer) -> bool:
    """Whether this viewer may open their pages."""
    return participants_seen_by(viewer).filter(pk=participant_id).exists()


def screen_of(enrollment: CallEnrollment, *, viewer: Viewer, leader: PeerLeader, at: datetime) -> Screen:
    """The screen. What was said in earlier calls is shown to who is in their circle, and to who heard it."""
    them = enrollment.participant
    in_sight = is_in_sight(them.pk, viewer=viewer)
    number = them.person.phone or ""
    allowed = who_allow(Kind.VOICEMAIL, organization_id=viewer.organization_id, at=at)
    earlier = earlier_calls(enrollment, most=EARLIER_CALLS)
    return Screen(
        enrollment=enrollment,
        participant=them,
        called=str(them.person.called),
        last_two=number[-2:],
        name_to_say=them.name_to_say or "",
        words=them.safe_contact_words or "",
        may_leave_message=allowed.filter(pk=them.pk).exists(),
        custody_before=any(each.outcome == Outcome.CUSTODY for each in earlier),
        in_sight=in_sight,
        asks_to_go_on=enrollment.question_on <= at.astimezone(ZoneInfo(zone_of(them))).date(),
        earlier=[_said(each, tell=in_sight or each.caller_id == leader.pk) for each in earlier],
    )


def earlier_calls(enrollment: CallEnrollment, *, most: int) -> list[CallAttempt]:
    """The last attempts as they stand, the newest first, with caller and contact."""
    rows = standing_attempts(enrollment.organization_id).filter(participant=enrollment.participant_id)
    return list(rows.select_related("caller__person", "contact").order_by("-at", "-pk")[:most])


def standing_attempts(organization_id: UUID) -> QuerySet[CallAttempt]:
    """Attempts that were not corrected since, and did happen."""
    corrected = CallAttempt.objects.filter(organization_id=organization_id, corrects__isnull=False).values("corrects")
    return CallAttempt.objects.filter(organization_id=organization_id, withdrawn=False).exclude(pk__in=corrected)


def _said(attempt: CallAttempt, *, tell: bool) -> EarlierCall:
    note = ""
    if tell and attempt.contact is not None:
        parts = attempt.contact.parts.filter(
            organization_id=attempt.organization_id, participant=attempt.participant_id, withdrawn_at=None
        )
        note = next((part.note or "" for part in parts), "")
    return EarlierCall(
        id=attempt.pk,
        on=attempt.on,
        outcome=str(dict(OUTCOMES)[Outcome(attempt.outcome)]),
        disposition=str(dict(DISPOSITIONS).get(attempt.disposition, "")) if tell else "",
        note=note,
        caller=str(attempt.caller.person.called),
    )


@dataclass(frozen=True)
class CallDay:
    """What waits for this caller today: how many on their list, how many they may call right now, what they did."""

    planned: int
    ready: int
    done: list[CallAttempt]


MOST_READY = 100


def day_of(leader: PeerLeader, *, at: datetime, day: date) -> CallDay:
    """Today, for the page without a person on it."""
    lines = CallListLine.objects.filter(organization_id=leader.organization_id, peer_leader=leader, on=day)
    done = standing_attempts(leader.organization_id).filter(caller=leader, at__gte=at - HALF_HOUR * 24)
    return CallDay(
        planned=lines.count(),
        ready=due_for(leader, at=at).order_by()[:MOST_READY].count(),
        done=list(done.select_related("participant__person").order_by("-at")[:20]),
    )
