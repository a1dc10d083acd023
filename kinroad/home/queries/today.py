"""Today: whom to reach out to, in order, with the reason on each line."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kinroad.coaching.models import Match
from kinroad.coaching.queries.matching import asked_of
from kinroad.coaching.queries.request import WaitingAnswer, unanswered_requests
from kinroad.coaching.queries.walks import DoneToday, WalkingWith, done_on, walks_of
from kinroad.coaching.rules.today import Line, lines_for_today
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer

SOON_DAYS = 7


@dataclass(frozen=True)
class Reach:
    """One line: why, and who it is with the ways they allow."""

    line: Line
    who: WalkingWith


@dataclass(frozen=True)
class Soon:
    """A day that was agreed on within the next week."""

    on: date
    participant_id: UUID
    called: str


@dataclass(frozen=True)
class Today:
    """All the page prints."""

    day: date
    reach: list[Reach]
    asked: list[Match]
    requests: list[WaitingAnswer]
    soon: list[Soon]
    done: list[DoneToday]
    walks_with: int

    @property
    def shown(self) -> list[UUID]:
        """The participants this page names."""
        named = [each.who.participant_id for each in self.reach]
        named += [each.participant_id for each in self.asked]
        named += [each.participant_id for each in self.requests]
        named += [each.participant_id for each in self.soon]
        named += [each.participant_id for each in self.done]
        return list(dict.fromkeys(named))


def today_of(viewer: Viewer, *, day: date) -> Today:
    """Today's list of this peer leader. `day` is the day in the organization's zone."""
    policy = policy_of(viewer.organization_id)
    walks = walks_of(viewer, peer_leader_ids=[viewer.peer_leader_id] if viewer.peer_leader_id else [])
    by_id = {each.participant_id: each for each in walks}
    lines = lines_for_today((each.walk for each in walks), today=day, policy=policy)
    return Today(
        day=day,
        reach=[Reach(line, by_id[line.participant_id]) for line in lines],
        asked=asked_of(viewer),
        requests=unanswered_requests(viewer) if viewer.has(*COORDINATING_ROLES) else [],
        soon=_soon(walks, day=day),
        done=done_on(day, viewer=viewer),
        walks_with=len(walks),
    )


def _soon(walks: list[WalkingWith], *, day: date) -> list[Soon]:
    agreed = [
        Soon(each.walk.next_contact_day, each.participant_id, each.called)
        for each in walks
        if each.walk.next_contact_day and day < each.walk.next_contact_day <= day + timedelta(days=SOON_DAYS)
    ]
    return sorted(agreed, key=lambda each: (each.on, each.called.casefold()))
