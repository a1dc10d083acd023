"""Program: who waits, who has room, and what nobody has answered."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from kinroad.coaching.models import Match
from kinroad.coaching.queries import check_in, message, trigger_day
from kinroad.coaching.queries.figures import (
    BarrierCount,
    ReachedAgain,
    barriers_met,
    people_supported,
    reached_again,
)
from kinroad.coaching.queries.request import WaitingAnswer, open_requests, unanswered_requests
from kinroad.coaching.queries.ways import ways_to
from kinroad.coaching.rules.today import each_once
from kinroad.core.fields import open_sealed
from kinroad.core.time import local
from kinroad.gatherings.queries.source import lists_with_changes
from kinroad.home.queries.today import Reach
from kinroad.people.models import Participant, PeerLeader, Person, PossibleDuplicate
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
    nobody_there: list[Reach]
    barriers: list[BarrierCount]
    supported: int
    reached: ReachedAgain
    lists_waiting: int

    @property
    def shown(self) -> list[UUID]:
        """The participants this page names."""
        named = [each.participant_id for each in self.unanswered]
        named += [each.who.participant_id for each in self.nobody_there]
        return list(dict.fromkeys(named))


def program_of(viewer: Viewer, *, day: date, at: datetime) -> ProgramToday:
    """What a coordinator or program manager looks after, at the moment `at` of this day."""
    waiting, first = open_requests(viewer)
    rooms = _rooms(viewer)
    active = [each for each in rooms if each.state == PeerLeader.State.ACTIVE]
    walking = sum(each.walks_with for each in active)
    return ProgramToday(
        unanswered=unanswered_requests(viewer),
        waiting=waiting,
        longest_wait=(day - local(first, viewer.organization_zone).date()).days if first else None,
        rooms=_named(rooms[:MOST_PEER_LEADERS]),
        places_left=max(0, sum(each.limit for each in active) - walking),
        caseload=walking,
        duplicates=_duplicates(viewer),
        nobody_there=_nobody_there(viewer, day=day, at=at),
        barriers=barriers_met(viewer.organization_id),
        supported=people_supported(viewer.organization_id),
        reached=reached_again(viewer, at=at),
        lists_waiting=lists_with_changes(organization_id=viewer.organization_id),
    )


def _nobody_there(viewer: Viewer, *, day: date, at: datetime) -> list[Reach]:
    """People to reach out to today with whom nobody walks, or whose peer leader is away."""
    lines = [
        *check_in.lines_for_nobody(viewer, day=day, at=at),
        *trigger_day.lines_for_nobody(viewer, day=day, at=at),
        *message.lines_for_nobody(viewer, day=day, at=at),
    ]
    who = ways_to((line.participant_id for line in lines), viewer=viewer)
    return [Reach(each, who[each[0].participant_id]) for each in each_once(lines) if each[0].participant_id in who]


def _duplicates(viewer: Viewer) -> int:
    died = Participant.objects.filter(organization_id=viewer.organization_id, died_on__isnull=False).values("person")
    pairs = PossibleDuplicate.objects.filter(organization_id=viewer.organization_id, state=PossibleDuplicate.State.OPEN)
    return pairs.exclude(first__in=died).exclude(second__in=died).count()


def _rooms(viewer: Viewer) -> list[Room]:
    """Everyone who may have room, those with the most places first; their names are not read yet."""
    current = Match.objects.current().filter(organization_id=viewer.organization_id).order_by()
    walking = dict(current.values_list("peer_leader").annotate(Count("pk")))
    died = Participant.objects.filter(organization_id=viewer.organization_id, died_on__isnull=False)
    for leader in current.filter(participant__in=died.values("pk")).values_list("peer_leader", flat=True):
        walking[leader] -= 1
    rows = (
        PeerLeader.objects.filter(organization_id=viewer.organization_id)
        .exclude(state=PeerLeader.State.ALUMNI)
        .values_list("pk", "title", "state", "caseload_limit")
    )
    rooms = [Room(pk, "", title, state, walking.get(pk, 0), limit) for pk, title, state, limit in rows]
    return sorted(rooms, key=lambda each: (-each.places, each.peer_leader_id))


def _named(rooms: list[Room]) -> list[Room]:
    rows = PeerLeader.objects.filter(pk__in=[each.peer_leader_id for each in rooms])
    called = {
        pk: open_sealed(Person, "called", person_id, name)
        for pk, person_id, name in rows.values_list("pk", "person_id", "person__called")
    }
    named = [replace(each, called=called[each.peer_leader_id]) for each in rooms]
    return sorted(named, key=lambda each: (-each.places, each.called.casefold()))
