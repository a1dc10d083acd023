"""Who leads a session, and who may open its sheet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.core.time import local, now
from kinroad.gatherings.models import Facilitator, Session, Sheet, State
from kinroad.gatherings.rules.attendance import may_fill
from kinroad.people.models import Person
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Leader:
    """Someone who leads: what they go by, their part, and whether they are a peer leader."""

    id: UUID
    person_id: UUID
    called: str
    part: str
    peer_leader_id: UUID | None


def leading_on(on: date, *, gathering_id: UUID, organization_id: UUID) -> QuerySet[Facilitator]:
    """Those who lead this gathering on that day."""
    return Facilitator.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=on),
        organization_id=organization_id,
        gathering=gathering_id,
        started_on__lte=on,
    )


def leaders_of(session: Session) -> list[Leader]:
    """Those who lead this session, facilitators first (at most 20)."""
    rows = leading_on(session.on, gathering_id=session.gathering_id, organization_id=session.organization_id)
    found = rows.order_by("-part", "started_on", "pk").values_list(
        "pk", "person_id", "person__called", "part", "person__peer_leaders__pk"
    )[:20]
    return [
        Leader(pk, person_id, open_sealed(Person, "called", person_id, called), part, peer_leader_id)
        for pk, person_id, called, part, peer_leader_id in found
    ]


def get_session_with_sheet(session_id: UUID, *, viewer: Viewer) -> Session:
    """The session, for those who may fill its sheet: who leads it, for some days, and coordinators.

    Raises Http404, alike for everyone else and for a session that does not exist.
    """
    rows = Session.objects.filter(organization_id=viewer.organization_id, pk=session_id)
    session = rows.select_related("gathering__site").first()
    if session is None or not _may_open(session, viewer=viewer):
        raise Http404
    return session


def _may_open(session: Session, *, viewer: Viewer) -> bool:
    if viewer.has(*COORDINATING_ROLES):
        return True
    if viewer.person_id is None or not sheet_is_open(session):
        return False
    leading = leading_on(session.on, gathering_id=session.gathering_id, organization_id=session.organization_id)
    return leading.filter(person=viewer.person_id).exists()


def sheet_is_open(session: Session) -> bool:
    """Whether whoever leads this session may open its sheet today."""
    today = local(now(), session.gathering.zone).date()
    days = policy_of(session.organization_id).gatherings.sheet_days
    return may_fill(on=session.on, today=today, days_after=days)


@dataclass(frozen=True)
class Unfilled:
    """A session whose sheet nobody saved yet."""

    session_id: UUID
    name: str
    on: date


@dataclass(frozen=True)
class Led:
    """A session somebody leads soon. `starts_at` is UTC, `zone` an IANA name; the sheet opens the day before."""

    session_id: UUID
    name: str
    starts_at: datetime
    zone: str


def led_soon(viewer: Viewer, *, at: datetime) -> list[Led]:
    """The sessions this viewer leads in the next week, the nearest first (at most 5)."""
    if viewer.person_id is None:
        return []
    found = LED_SOON(organization=viewer.organization_id, person=viewer.person_id, at=at, until=at + SOON)
    return [Led(*row) for row in found]


def unfilled_by(viewer: Viewer, *, today: date) -> list[Unfilled]:
    """The sessions this viewer led until yesterday whose sheet nobody saved, the oldest first (at most 10)."""
    if viewer.person_id is None:
        return []
    first = today - timedelta(days=policy_of(viewer.organization_id).gatherings.sheet_days)
    found = UNFILLED(organization=viewer.organization_id, person=viewer.person_id, first=first, today=today)
    return [Unfilled(*row) for row in found]


def _led_by(organization: UUID, person: UUID) -> QuerySet[Session]:
    """The sessions that take place and that this person leads on their day."""
    leading = Facilitator.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=OuterRef("on")),
        organization_id=organization,
        person=person,
        gathering=OuterRef("gathering"),
        started_on__lte=OuterRef("on"),
    )
    return Session.objects.filter(Exists(leading), organization_id=organization, state=State.PLANNED)


def _led_soon(organization: UUID, person: UUID, at: datetime, until: datetime) -> QuerySet[Any, Any]:
    rows = _led_by(organization, person).filter(ends_at__gt=at, starts_at__lt=until)
    return rows.order_by("starts_at", "pk").values_list("pk", "gathering__name", "starts_at", "gathering__zone")[:5]


def _unfilled(organization: UUID, person: UUID, first: date, today: date) -> QuerySet[Any, Any]:
    saved = Sheet.objects.filter(organization_id=organization, session=OuterRef("pk"), state=Sheet.State.SAVED)
    rows = _led_by(organization, person).filter(~Exists(saved), on__gte=first, on__lt=today)
    return rows.order_by("on", "start_minute", "pk").values_list("pk", "gathering__name", "on")[:10]


LED_SOON, UNFILLED = Prepared(_led_soon), Prepared(_unfilled)
