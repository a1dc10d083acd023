"""One participant's calls, for the participant and for those in their circle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinroad.coaching.models import CallEnrollment
from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.coaching.queries.call import THEIRS, standing_attempts, window_of
from kinroad.coaching.rules.call import Outcome, State
from kinroad.coaching.rules.call_window import local_day, next_opening, weekdays_of
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
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
    ids = ids_of_one(participant)
    enrollment = going_on_of(participant, ids)
    attempts = standing_attempts(participant.organization_id).filter(participant__in=ids)
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


def going_on_of(participant: Participant, ids: Sequence[UUID]) -> CallEnrollment | None:
    """The calls that go on or rest: the participant's own before those of a page that was merged into it."""
    rows = CallEnrollment.objects.filter(organization_id=participant.organization_id, participant__in=ids)
    found = rows.exclude(state=State.ENDED.value).select_related(*THEIRS).order_by("pk")
    return min(found, key=lambda row: (row.participant_id != participant.pk, row.pk), default=None)


def _next(enrollment: CallEnrollment, *, at: datetime) -> datetime | None:
    if enrollment.due_at is None:
        return None
    return next_opening(window_of(enrollment), after=max(at, enrollment.due_at))
