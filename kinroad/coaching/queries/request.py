"""Reading requests for support."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, QuerySet
from django.http import Http404

from kinroad.coaching.models import RequestForSupport
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import NOBODY, in_sight, in_sight_of
from kinroad.people.rules.viewer import Viewer

MOST_REQUESTS = 100


@dataclass(frozen=True)
class WaitingAnswer:
    """A request nobody has answered yet."""

    pk: UUID
    participant_id: UUID
    called: str
    kind: str
    came_by: str
    asked_at: datetime
    due_on: date
    owner: str
    owner_id: UUID | None


def get_request(request_id: UUID, *, viewer: Viewer) -> RequestForSupport:
    """A request of someone this viewer sees. Raises Http404, alike for an unknown one."""
    found = (
        RequestForSupport.objects.filter(in_sight_of(viewer), pk=request_id, organization_id=viewer.organization_id)
        .select_related("participant__person", "participant__program", "participant__site", "owner")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _open(organization: UUID, person: UUID) -> QuerySet[RequestForSupport]:
    return RequestForSupport.objects.filter(
        in_sight(organization, person),
        organization_id=organization,
        state=RequestForSupport.State.OPEN,
        participant__died_on=None,
    )


UNANSWERED = Prepared(
    lambda organization, person: (
        _open(organization, person)
        .filter(answered_at=None)
        .order_by("due_on", "asked_at")
        .values_list(
            "pk",
            "participant_id",
            "participant__person_id",
            "participant__person__called",
            "participant__kind",
            "came_by",
            "asked_at",
            "due_on",
            "owner_id",
            "owner__called",
        )[:MOST_REQUESTS]
    )
)
OPEN = Prepared(
    lambda organization, person: (
        _open(organization, person)
        .order_by()
        .values("organization_id")
        .annotate(many=Count("pk"), first=Min("asked_at"))
        .values_list("many", "first")
    )
)


def open_requests(viewer: Viewer) -> tuple[int, datetime | None]:
    """How many requests of those this viewer sees are open, and when the first of them was asked. One query."""
    found = OPEN(organization=viewer.organization_id, person=viewer.person_id or NOBODY)
    return found[0] if found else (0, None)


def unanswered_requests(viewer: Viewer) -> list[WaitingAnswer]:
    """Open requests nobody has answered yet, of those this viewer sees, the earliest due first (at most 100)."""
    rows = UNANSWERED(organization=viewer.organization_id, person=viewer.person_id or NOBODY)
    return [
        WaitingAnswer(
            pk=pk,
            participant_id=participant_id,
            called=open_sealed(Person, "called", person_id, called),
            kind=kind,
            came_by=came_by,
            asked_at=asked_at,
            due_on=due_on,
            owner=open_sealed(Person, "called", owner_id, owner) if owner_id else "",
            owner_id=owner_id,
        )
        for pk, participant_id, person_id, called, kind, came_by, asked_at, due_on, owner_id, owner in rows
    ]


def open_request_of(participant: Participant) -> RequestForSupport | None:
    """The participant's request that still waits, if there is one."""
    return RequestForSupport.objects.filter(
        organization_id=participant.organization_id, participant=participant, state=RequestForSupport.State.OPEN
    ).first()
