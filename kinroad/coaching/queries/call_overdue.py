"""What came up on calls and waits for somebody, and everyone whose call is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kinroad.coaching.models import CallEnrollment, CallFollowUp
from kinroad.coaching.queries.call import WHOSE, goes_first, theirs, who_are_called
from kinroad.coaching.rules.call import FollowUp, State, days_late
from kinroad.core.fields import open_sealed
from kinroad.people.models import Person, Supervision
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

MOST = 100
FIRST = (FollowUp.CRISIS.value, FollowUp.DIED.value)


@dataclass(frozen=True)
class LateCall:
    """Somebody who waits for a call. Without `allowed` nobody may call until they say yes again."""

    participant_id: UUID
    called: str
    days: int
    allowed: bool


@dataclass(frozen=True)
class OpenFollowUp:
    """What waits for somebody. `in_sight`: their page may be opened."""

    id: UUID
    kind: str
    label: Any
    participant_id: UUID
    called: str
    opened_at: datetime
    due_on: date
    can_go_on: bool
    in_sight: bool


@dataclass(frozen=True)
class Overdue:
    """The page."""

    follow_ups: list[OpenFollowUp]
    late: list[LateCall]

    @property
    def shown(self) -> list[UUID]:
        """The participants it names."""
        named = [each.participant_id for each in self.follow_ups] + [each.participant_id for each in self.late]
        return list(dict.fromkeys(named))


def overdue_of(viewer: Viewer, *, at: datetime) -> Overdue:
    """For a supervisor: the calls of those they supervise, and everyone in sight; for a coordinator everyone in sight.

    Danger first, then by the day it is due. A fixed number of questions.
    """
    return Overdue(_follow_ups(viewer), _late(viewer, at=at))


def _supervised(viewer: Viewer) -> QuerySet[Any, Any]:
    return Supervision.objects.filter(
        organization_id=viewer.organization_id, supervisor_id=viewer.person_id, ended_on=None
    ).values("peer_leader")


def follow_ups_of(viewer: Viewer) -> QuerySet[Any]:
    """Open ones this viewer looks after."""
    seen = participants_seen_by(viewer).filter(pk=OuterRef("whose"))
    return (
        CallFollowUp.objects.filter(
            organization_id=viewer.organization_id,
            done_at=None,
            participant__died_on=None,
            participant__merged_into__died_on=None,
        )
        .annotate(whose=WHOSE, in_sight=Exists(seen))
        .filter(Q(in_sight=True) | Q(attempt__caller__in=_supervised(viewer)))
    )


def _follow_ups(viewer: Viewer) -> list[OpenFollowUp]:
    rows = follow_ups_of(viewer).select_related("participant__person", "participant__merged_into__person", "enrollment")
    rows = rows.order_by("due_on", "pk")[:MOST]
    labels = dict(CallFollowUp.KINDS)
    found = [
        OpenFollowUp(
            id=row.pk,
            kind=row.kind,
            label=labels[row.kind],
            participant_id=row.whose,
            called=str((row.participant.merged_into or row.participant).person.called),
            opened_at=row.opened_at,
            due_on=row.due_on,
            can_go_on=row.enrollment.state == State.PAUSED and row.kind not in FIRST,
            in_sight=bool(row.in_sight),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.kind not in FIRST, each.due_on))


def late_calls(viewer: Viewer, *, at: datetime) -> QuerySet[Any]:
    """Calls that are due longer than the policy allows, or that nobody may make because the yes is missing."""
    policy = policy_of(viewer.organization_id).calls
    allowed = who_are_called(viewer.organization_id, at=at).filter(pk=OuterRef("pk")).order_by()
    seen = participants_seen_by(viewer).filter(pk=OuterRef("whose"))
    late = Q(due_at__lt=at - timedelta(days=policy.overdue_days))
    return (
        CallEnrollment.objects.filter(
            organization_id=viewer.organization_id,
            state=State.ACTIVE.value,
            due_at__lt=at,
            participant__died_on=None,
            participant__merged_into__died_on=None,
        )
        .annotate(whose=WHOSE, allowed=Exists(allowed))
        .exclude(Exists(goes_first()))
        .filter(late | Q(allowed=False))
        .filter(Exists(seen) | Q(last_caller__in=_supervised(viewer)))
    )


def _late(viewer: Viewer, *, at: datetime) -> list[LateCall]:
    rows = late_calls(viewer, at=at).order_by("due_at", "pk")
    found = rows.annotate(who=theirs("person"), called=theirs("person__called"))
    return [
        LateCall(pk, open_sealed(Person, "called", person_id, called), days_late(due_at, at=at), allowed)
        for pk, person_id, called, due_at, allowed in found.values_list("whose", "who", "called", "due_at", "allowed")[
            :MOST
        ]
        if due_at is not None
    ]


def get_follow_up(follow_up_id: UUID, *, viewer: Viewer) -> CallFollowUp:
    """One this viewer looks after, with its calls. Raises Http404 otherwise."""
    row: CallFollowUp | None = follow_ups_of(viewer).filter(pk=follow_up_id).select_related("enrollment").first()
    if row is None:
        raise Http404
    return row
