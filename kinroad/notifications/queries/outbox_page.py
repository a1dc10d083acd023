"""The outbox as an administrator sees it: times, ways and what happened, and never whom it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from kinroad.notifications.models import Outgoing
from kinroad.people.rules.viewer import Viewer

State = Outgoing.State
MOST = 50
LATELY = timedelta(days=30)
STUCK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One message that needs a person: when it was put there, by which way, what happened. Not for whom."""

    id: UUID
    put_at: datetime
    channel: Any
    state: str
    why: Any
    tries: int
    may_go_again: bool


@dataclass(frozen=True)
class Outbox:
    """How many messages stand where, over thirty days, and those that need somebody."""

    counts: dict[str, int]
    unknown: list[OutboxLine]
    failed: list[OutboxLine]


def outbox_of(viewer: Viewer, *, at: datetime) -> Outbox:
    """The whole page. Three queries, however many messages there are."""
    rows = Outgoing.objects.filter(organization_id=viewer.organization_id)
    lately = rows.filter(Q(put_at__gte=at - LATELY) | Q(ended_at=None)).order_by()
    counted = dict(lately.values_list("state").annotate(many=Count("pk")).values_list("state", "many"))
    return Outbox(
        counts={state: counted.get(state, 0) for state in State.values},
        unknown=_lines(viewer, State.UNKNOWN, at=at),
        failed=_lines(viewer, State.FAILED, at=at),
    )


def _lines(viewer: Viewer, state: str, *, at: datetime) -> list[OutboxLine]:
    rows = Outgoing.objects.filter(organization_id=viewer.organization_id, state=state, put_at__gte=at - LATELY)
    return [
        OutboxLine(
            id=row.pk,
            put_at=row.put_at,
            channel=row.get_channel_display(),
            state=row.state,
            why=row.get_why_display(),
            tries=row.tries,
            may_go_again=row.use_until > at,
        )
        for row in rows.order_by("-due_at")[:MOST]
    ]


def stuck(*, at: datetime) -> dict[str, int]:
    """What waits for somebody, or longer than it should, in the whole installation: for `kinroad check`."""
    return {
        "unknown": Outgoing.objects.filter(state=State.UNKNOWN).count(),
        "no_provider": Outgoing.objects.filter(state=State.WAITING, why=Outgoing.Why.NO_PROVIDER).count(),
        "overdue": Outgoing.objects.filter(state=State.WAITING, due_at__lt=at - STUCK).count(),
        "sending": Outgoing.objects.filter(state=State.SENDING, claimed_at__lt=at - STUCK).count(),
    }
