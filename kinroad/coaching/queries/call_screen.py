"""What stands on the caller's screen: one person, or the day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kinroad.coaching.models import CallAttempt, CallEnrollment
from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.coaching.queries.call import due_for, standing_attempts
from kinroad.coaching.queries.call_list import lines_of
from kinroad.coaching.rules.call import Outcome
from kinroad.coaching.rules.call_window import HALF_HOUR
from kinroad.notifications.queries.permission import who_allow
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant, PeerLeader, Supervision
from kinroad.people.queries.circle import ids_of_one, participants_seen_by
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer

EARLIER_CALLS = 3


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
    them = enrollment.them
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
    rows = standing_attempts(enrollment.organization_id).filter(participant__in=ids_of_one(enrollment.them))
    return list(rows.select_related("caller__person", "contact").order_by("-at", "-pk")[:most])


def _said(attempt: CallAttempt, *, tell: bool) -> EarlierCall:
    note = ""
    if tell and attempt.contact is not None:
        parts = attempt.contact.parts.filter(organization_id=attempt.organization_id, withdrawn_at=None)
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
    """What waits for this caller today: how many on their list, how many they may call right now, what they did.

    `next_at`: when nobody can be called right now, the next half hour on their list.
    """

    planned: int
    ready: int
    next_at: datetime | None
    done: list[CallAttempt]


MOST_READY = 100


def day_of(leader: PeerLeader, *, at: datetime, day: date) -> CallDay:
    """Today, for the page without a person on it."""
    done = standing_attempts(leader.organization_id).filter(
        caller=leader, at__gte=at - HALF_HOUR * 24, participant__died_on=None
    )
    lines = lines_of(leader.pk, organization_id=leader.organization_id, on=day)
    ready = due_for(leader, at=at).order_by()[:MOST_READY].count()
    later = None if ready else lines.filter(at__gt=at).order_by("at").first()
    return CallDay(
        planned=lines.count(),
        ready=ready,
        next_at=later.at if later else None,
        done=list(done.select_related("participant__person").order_by("-at")[:20]),
    )
