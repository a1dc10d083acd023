"""One participant's calls, for the participant and for those in their circle."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinroad.coaching.models import CallEnrollment
from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.coaching.queries.call import standing_attempts, window_of
from kinroad.coaching.rules.call import Outcome, State
from kinroad.coaching.rules.call_window import local_day, next_opening, weekdays_of
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant
from kinroad.people.queries.zones import zone_of

MOST = 20


@dataclass(frozen=True)
class CallLine:
    """One attempt as the participant reads it."""

    id: UUID
    at: datetime
    outcome: str
    disposition: str
    caller: str


@dataclass(frozen=True)
class CallPage:
    """Where the calls stand, the next time, and every attempt of late. `next_at` is the next moment a call may come."""

    enrollment: CallEnrollment | None
    zone: str
    weekdays: list[int]
    next_at: datetime | None
    allowed: bool
    may_leave_message: bool
    asks_to_go_on: bool
    lines: list[CallLine]
    more: bool


def call_page(participant: Participant, *, at: datetime) -> CallPage:
    """The calls of one participant. The caller has checked sight."""
    zone = zone_of(participant)
    rows = CallEnrollment.objects.filter(organization_id=participant.organization_id, participant=participant)
    going_on = rows.exclude(state=State.ENDED.value).select_related("participant__site", "participant__organization")
    enrollment = going_on.first()
    attempts = standing_attempts(participant.organization_id).filter(participant=participant)
    found = list(attempts.select_related("caller__person").order_by("-at", "-pk")[: MOST + 1])
    return CallPage(
        enrollment=enrollment,
        zone=zone,
        weekdays=weekdays_of(enrollment.days) if enrollment else [],
        next_at=_next(enrollment, at=at) if enrollment else None,
        allowed=may(participant, Kind.CALL, at=at),
        may_leave_message=may(participant, Kind.VOICEMAIL, at=at),
        asks_to_go_on=enrollment is not None and enrollment.question_on <= local_day(at, zone),
        lines=[
            CallLine(
                id=each.pk,
                at=each.at,
                outcome=str(dict(OUTCOMES)[Outcome(each.outcome).value]),
                disposition=str(dict(DISPOSITIONS).get(each.disposition, "")),
                caller=str(each.caller.person.called),
            )
            for each in found[:MOST]
        ],
        more=len(found) > MOST,
    )


def _next(enrollment: CallEnrollment, *, at: datetime) -> datetime | None:
    if enrollment.due_at is None:
        return None
    return next_opening(window_of(enrollment), after=max(at, enrollment.due_at))
