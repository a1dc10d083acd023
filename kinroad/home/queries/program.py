"""Program: who waits, who has room, and what nobody has answered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from kinroad.coaching.models import Match, RequestForSupport
from kinroad.coaching.queries.request import WaitingAnswer, unanswered_requests
from kinroad.core.fields import open_sealed
from kinroad.core.time import local
from kinroad.people.models import Participant, PeerLeader, Person, PossibleDuplicate
from kinroad.people.queries.circle import in_sight_of
from kinroad.people.rules.viewer import Viewer

MOST_PEER_LEADERS = 50


@dataclass(frozen=True)
class Room:
    """How many people a peer leader walks with, and how many they can."""

    peer_leader_id: UUID
    called: str
    title: str
    state: str
    walks_with: int
    limit: int

    @property
    def places(self) -> int:
        """Places left; none while on a break."""
        return max(0, self.limit - self.walks_with) if self.state == PeerLeader.State.ACTIVE else 0


@dataclass(frozen=True)
class ProgramToday:
    """All the page prints. Days are whole days in the organization's zone."""

    unanswered: list[WaitingAnswer]
    waiting: int
    longest_wait: int | None
    rooms: list[Room]
    places_left: int
    caseload: int
    duplicates: int

    @property
    def shown(self) -> list[UUID]:
        """The participants this page names."""
        return [each.participant_id for each in self.unanswered]


def program_of(viewer: Viewer, *, day: date) -> ProgramToday:
    """What a coordinator or program manager looks after."""
    open_requests = RequestForSupport.objects.filter(
        in_sight_of(viewer),
        organization_id=viewer.organization_id,
        participant__died_on=None,
        state=RequestForSupport.State.OPEN,
    )
    first = open_requests.order_by("asked_at").values_list("asked_at", flat=True).first()
    active = PeerLeader.objects.filter(organization_id=viewer.organization_id, state=PeerLeader.State.ACTIVE)
    rooms = _rooms(viewer)
    limit = active.aggregate(total=Sum("caseload_limit"))["total"] or 0
    caseload = Match.objects.current().filter(
        organization_id=viewer.organization_id,
        peer_leader__state=PeerLeader.State.ACTIVE,
        participant__died_on=None,
    )
    walking = caseload.count()
    return ProgramToday(
        unanswered=unanswered_requests(viewer),
        waiting=open_requests.count(),
        longest_wait=(day - local(first, viewer.organization_zone).date()).days if first else None,
        rooms=rooms,
        places_left=max(0, limit - walking),
        caseload=walking,
        duplicates=_duplicates(viewer),
    )


def _duplicates(viewer: Viewer) -> int:
    died = Participant.objects.filter(organization_id=viewer.organization_id, died_on__isnull=False).values("person")
    pairs = PossibleDuplicate.objects.filter(organization_id=viewer.organization_id, state=PossibleDuplicate.State.OPEN)
    return pairs.exclude(first__in=died).exclude(second__in=died).count()


def _rooms(viewer: Viewer) -> list[Room]:
    walking = (
        Match.objects.current()
        .filter(organization_id=viewer.organization_id, peer_leader_id=OuterRef("pk"), participant__died_on=None)
        .order_by()
        .values("peer_leader_id")
        .annotate(total=Count("pk"))
        .values("total")
    )
    rows = (
        PeerLeader.objects.filter(organization_id=viewer.organization_id)
        .exclude(state=PeerLeader.State.ALUMNI)
        .annotate(walking=Coalesce(Subquery(walking), 0))
        .order_by("walking", "pk")
        .values_list("pk", "person_id", "person__called", "title", "state", "walking", "caseload_limit")
    )
    rooms = [
        Room(pk, open_sealed(Person, "called", person_id, called), title, state, walking, limit)
        for pk, person_id, called, title, state, walking, limit in rows[:MOST_PEER_LEADERS]
    ]
    return sorted(rooms, key=lambda each: (-each.places, each.called.casefold()))
