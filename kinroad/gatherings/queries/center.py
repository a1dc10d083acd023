"""The hours of the recovery community center, from the calendar."""

from datetime import datetime, timedelta
from uuid import UUID

from kinroad.core.time import local
from kinroad.gatherings.models import GatheringKind, Session, State
from kinroad.gatherings.queries.calendar import STILL_RUNS
from kinroad.gatherings.rules.center import Hours, hours_of

AHEAD = timedelta(days=14)
MOST = 40


def center_hours(organization_id: UUID, *, zone: str, at: datetime) -> Hours | None:
    """Whether the center is open at this moment; None without hours in the next two weeks. One question."""
    today = local(at, zone).date()
    rows = Session.objects.filter(
        STILL_RUNS,
        organization_id=organization_id,
        on__gte=today - timedelta(days=1),
        on__lte=today + AHEAD,
        ends_at__gt=at,
        state=State.PLANNED,
        gathering__kind=GatheringKind.CENTER,
        gathering__public=True,
        gathering__in_person=True,
    )
    return hours_of(rows.order_by("starts_at").values_list("starts_at", "ends_at")[:MOST], at=at)
