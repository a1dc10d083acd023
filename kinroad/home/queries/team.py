"""My team: who needs attention, among participants and among peer leaders."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery

from kinroad.coaching.models import Contact, Match
from kinroad.coaching.queries.walks import WalkingWith, walks_of_team
from kinroad.coaching.rules.today import Line, Reason, line_for
from kinroad.core.fields import SealedBytes, open_sealed
from kinroad.home.queries.today import door_is_open
from kinroad.people.models import PeerLeader, Person, Supervision
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

MOST_PEER_LEADERS = 60
GRIEF = timedelta(days=60)
"""How long a loss stands on the page of whoever supervises."""
ATTENTION = frozenset({Reason.QUIET, Reason.NEW_MATCH, Reason.BY_WISH, Reason.BY_CADENCE, Reason.NEXT_DAY})


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits to hear from their peer leader."""

    line: Line
    who: WalkingWith


@dataclass(frozen=True)
class Grieving:
    """A peer leader of the team who walked with somebody who died."""

    participant_id: UUID
    called: str
    leader: str
    on: date


@dataclass(frozen=True)
class TeamMember:
    """A peer leader of the team. `last_contact_on` is the last day they wrote a contact down."""

    peer_leader_id: UUID
    called: str
    title: str
    state: str
    walks_with: int
    limit: int
    last_contact_on: date | None
    waiting: list[Waiting]
    door_open: list[WalkingWith]

    @property
    def is_full(self) -> bool:
        """They walk with as many people as they can."""
        return self.walks_with >= self.limit


def team_of(viewer: Viewer, *, day: date) -> list[TeamMember]:
    """The peer leaders this viewer supervises, those with the most people waiting first. Three queries."""
    rows = list(_rows(viewer))
    policy = policy_of(viewer.organization_id)
    walks: dict[UUID, list[WalkingWith]] = {}
    for each in walks_of_team(viewer):
        walks.setdefault(each.peer_leader_id, []).append(each)
    members = []
    for pk, person_id, called, title, state, limit, last_contact_on in rows:
        own = walks.get(pk, [])
        lines = [(line_for(each.walk, today=day, policy=policy), each) for each in own]
        waiting = [Waiting(line, who) for line, who in lines if line is not None and line.reason in ATTENTION]
        waiting.sort(key=lambda each: (each.line.reason != Reason.QUIET, each.line.since))
        members.append(
            TeamMember(
                peer_leader_id=pk,
                called=open_sealed(Person, "called", person_id, called),
                title=title,
                state=state,
                walks_with=len(own),
                limit=limit,
                last_contact_on=last_contact_on,
                waiting=waiting,
                door_open=[each for each in own if door_is_open(each, policy=policy)],
            )
        )
    return sorted(members, key=lambda each: (-len(each.waiting), each.called.casefold()))


def grief_of(viewer: Viewer, *, day: date) -> list[Grieving]:
    """Who of the team walked with somebody who died in the last sixty days, the latest first. One query."""
    supervised = Supervision.objects.filter(
        organization_id=viewer.organization_id, supervisor_id=viewer.person_id, ended_on=None
    )
    rows = (
        Match.objects.current()
        .filter(
            organization_id=viewer.organization_id,
            peer_leader__in=supervised.values("peer_leader"),
            participant__died_on__gt=day - GRIEF,
        )
        .order_by("-participant__died_on", "pk")
        .values_list(
            "participant_id",
            "participant__person_id",
            "participant__person__called",
            "peer_leader__person_id",
            "peer_leader__person__called",
            "participant__died_on",
        )[:MOST_PEER_LEADERS]
    )
    return [
        Grieving(
            participant_id,
            open_sealed(Person, "called", person_id, called),
            open_sealed(Person, "called", leader_id, leader),
            on,
        )
        for participant_id, person_id, called, leader_id, leader, on in rows
        if on is not None
    ]


def _rows(viewer: Viewer) -> list[tuple[UUID, UUID, SealedBytes, str, str, int, date | None]]:
    supervised = Supervision.objects.filter(
        organization_id=viewer.organization_id, supervisor_id=viewer.person_id, ended_on=None
    )
    last = Contact.objects.filter(organization_id=viewer.organization_id, peer_leader_id=OuterRef("pk")).order_by("-on")
    return list(
        PeerLeader.objects.filter(
            organization_id=viewer.organization_id, pk__in=supervised.values("peer_leader")
        ).values_list(
            "pk",
            "person_id",
            "person__called",
            "title",
            "state",
            "caseload_limit",
            Subquery(last.values("on")[:1]),
        )[:MOST_PEER_LEADERS]
    )
