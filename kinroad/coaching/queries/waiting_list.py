"""Everyone who waits for someone to walk with them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinroad.coaching.models import Match, RequestForSupport
from kinroad.core.time import local
from kinroad.people.queries.circle import in_sight_of
from kinroad.people.rules.viewer import Viewer

SHOWN = 50


@dataclass(frozen=True)
class Waits:
    """One person on the waiting list. `asked` is the first name of the peer leader who was asked, if any."""

    request_id: UUID
    participant_id: UUID
    called: str
    asked_on: date
    days: int
    due_on: date
    left_to_coordinator: bool
    asked: str
    asked_since: date | None


def waiting_list(*, viewer: Viewer, today: date, page: int = 1) -> tuple[list[Waits], bool]:
    """The open requests this viewer may see, oldest first, fifty a page, and whether there are more."""
    first = (page - 1) * SHOWN
    requests = list(
        RequestForSupport.objects.filter(
            in_sight_of(viewer),
            organization_id=viewer.organization_id,
            participant__died_on=None,
            state=RequestForSupport.State.OPEN,
        )
        .select_related("participant__person")
        .order_by("asked_at", "pk")[first : first + SHOWN + 1]
    )
    asked = {
        match.participant_id: match
        for match in Match.objects.proposed()
        .filter(
            organization_id=viewer.organization_id,
            participant__in=[request.participant_id for request in requests],
        )
        .select_related("peer_leader__person")
        .order_by("proposed_at")
    }
    lines = [
        _line(request, asked.get(request.participant_id), zone=viewer.organization_zone, today=today)
        for request in requests[:SHOWN]
    ]
    return lines, len(requests) > SHOWN


def _line(request: RequestForSupport, asked: Match | None, *, zone: str, today: date) -> Waits:
    asked_on = local(request.asked_at, zone).date()
    return Waits(
        request_id=request.pk,
        participant_id=request.participant_id,
        called=request.participant.person.called,
        asked_on=asked_on,
        days=(today - asked_on).days,
        due_on=request.due_on,
        left_to_coordinator=request.leave_to_coordinator,
        asked=asked.peer_leader.person.called if asked else "",
        asked_since=local(asked.proposed_at, zone).date() if asked else None,
    )
