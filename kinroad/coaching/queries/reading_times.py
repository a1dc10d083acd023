"""When somebody reads what comes in, and who is on call."""

from datetime import time
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from kinroad.coaching.models import ReadingTimes
from kinroad.coaching.rules.reading_hours import ReadingHours
from kinroad.core.fields import open_sealed
from kinroad.people.models import Organization, Person, RoleHeld, Standing
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer

ANSWERING = (Role.PEER_LEADER, *COORDINATING_ROLES)


def times_of(organization_id: UUID) -> ReadingTimes:
    """What the organization wrote down, or empty times that nobody has saved."""
    rows = ReadingTimes.objects.filter(organization_id=organization_id).select_related("on_call")
    return rows.first() or ReadingTimes(organization_id=organization_id)


def reading_hours(organization_id: UUID) -> ReadingHours:
    """The same for the rule."""
    zone = Organization.objects.values_list("zone", flat=True).get(pk=organization_id)
    times = times_of(organization_id)
    return ReadingHours(
        zone=zone,
        week={
            int(weekday): (time.fromisoformat(start), time.fromisoformat(end))
            for weekday, (start, end) in times.week.items()
        },
        closed=frozenset(times.closed),
    )


def on_call_of(organization_id: UUID) -> Person | None:
    """Who is told at night, as long as they still work here."""
    rows = ReadingTimes.objects.filter(organization_id=organization_id, on_call__isnull=False)
    on_call_id = rows.values_list("on_call", flat=True).first()
    return _answering(organization_id).filter(pk=on_call_id).first() if on_call_id else None


def _answering(organization_id: UUID) -> QuerySet[Person]:
    own = {"organization_id": OuterRef("organization_id"), "person": OuterRef("pk")}
    return Person.objects.filter(
        Exists(RoleHeld.objects.filter(**own, ended_at=None, role__in=[role.value for role in ANSWERING])),
        Exists(Standing.objects.filter(**own)),
        organization_id=organization_id,
    )


def who_may_be_on_call(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Everyone with a way in whose list would show it, by name."""
    rows = _answering(viewer.organization_id).values_list("pk", "called")
    named = [(pk, open_sealed(Person, "called", pk, called)) for pk, called in rows]
    return sorted(named, key=lambda each: each[1].casefold())
