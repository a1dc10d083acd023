"""Today: whom to reach out to, in order, with the reason on each line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kinroad.coaching.models import Match
from kinroad.coaching.queries import check_in, message, outreach, plan, trigger_day, warm_hand_off
from kinroad.coaching.queries.call_list import planned_for
from kinroad.coaching.queries.matching import asked_of
from kinroad.coaching.queries.request import WaitingAnswer, unanswered_requests
from kinroad.coaching.queries.walks import DoneToday, WalkingWith, done_on, walks_of
from kinroad.coaching.queries.ways import Ways, ways_to
from kinroad.coaching.rules.cadence import may_try_today, next_try_on, outreach_has_stopped
from kinroad.coaching.rules.outreach import next_way
from kinroad.coaching.rules.today import Line, each_once, lines_for_today
from kinroad.core.policy import Policy
from kinroad.gatherings.queries.leading import Led, Unfilled, led_soon, unfilled_by
from kinroad.home.queries.missed import with_missed
from kinroad.home.queries.referral import referral_lines
from kinroad.people.queries.death import Gone, unread_deaths
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer

SOON_DAYS = 7


@dataclass(frozen=True)
class Reach:
    """One person on the list: every reason, the first one first, and who it is with the ways they allow."""

    lines: list[Line]
    who: Ways

    @property
    def line(self) -> Line:
        """Why they stand where they stand."""
        return self.lines[0]

    @property
    def no_answer_by(self) -> str:
        """The way "No answer" stands for: the next one of an outreach, the only one they allow, else unsaid."""
        allowed = self.who.allowed[:-1]
        after = next((line for line in self.lines if line.due_at is not None), None)
        if after is not None and allowed:
            return next_way(allowed, tried=after.tried)
        return allowed[0] if len(allowed) == 1 else ""

    @property
    def walks(self) -> bool:
        """Whether the viewer walks with them."""
        return isinstance(self.who, WalkingWith)


@dataclass(frozen=True)
class Soon:
    """A day within the next week: one that was agreed on, or the day to try again when nobody answered."""

    on: date
    participant_id: UUID
    called: str
    again: bool = False


@dataclass(frozen=True)
class Today:
    """All the page prints."""

    day: date
    reach: list[Reach]
    asked: list[Match]
    requests: list[WaitingAnswer]
    soon: list[Soon]
    done: list[DoneToday]
    door_open: list[WalkingWith]
    walks_with: int
    calls: int
    sheets: list[Unfilled]
    led: list[Led]
    gone: list[Gone]

    @property
    def shown(self) -> list[UUID]:
        """The participants this page names."""
        named = [each.who.participant_id for each in self.reach]
        named += [each.participant_id for each in self.asked]
        named += [each.participant_id for each in self.requests]
        named += [each.participant_id for each in self.soon]
        named += [each.participant_id for each in self.done]
        named += [each.participant_id for each in self.door_open]
        named += [each.participant_id for each in self.gone]
        return list(dict.fromkeys(named))


def more_lines(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """What every noun brings to the list beside the rhythm of contacts: one line here for each."""
    return [
        *outreach.lines_of(viewer, day=day, at=at),
        *plan.lines_of(viewer, day=day, at=at),
        *warm_hand_off.lines_of(viewer, day=day, at=at),
        *check_in.lines_of(viewer, day=day, at=at),
        *trigger_day.lines_of(viewer, day=day, at=at),
        *message.lines_of(viewer, day=day, at=at),
        *referral_lines(viewer, day=day),
    ]


def today_of(viewer: Viewer, *, day: date, at: datetime) -> Today:
    """Today's list of this peer leader. `day` is the day in the organization's zone at the moment `at`."""
    policy = policy_of(viewer.organization_id)
    walks = walks_of(viewer)
    going_on = [each for each in walks if not door_is_open(each, policy=policy)]
    lines = lines_for_today((each.walk for each in walks), today=day, policy=policy)
    lines = with_missed(lines, viewer=viewer, day=day) + more_lines(viewer, day=day, at=at)
    return Today(
        day=day,
        reach=_reach(lines, walks, viewer=viewer),
        asked=asked_of(viewer),
        requests=unanswered_requests(viewer) if viewer.has(*COORDINATING_ROLES) else [],
        soon=_soon(going_on, day=day),
        done=done_on(day, viewer=viewer),
        door_open=[each for each in walks if each not in going_on],
        walks_with=len(walks),
        calls=planned_for(viewer, on=day),
        sheets=unfilled_by(viewer, today=day),
        led=led_soon(viewer, at=at),
        gone=unread_deaths(viewer),
    )


def _reach(lines: list[Line], walks: list[WalkingWith], *, viewer: Viewer) -> list[Reach]:
    """Everyone once. Whoever the viewer does not walk with is named only as far as they see them."""
    who: dict[UUID, Ways] = {each.participant_id: each for each in walks}
    who |= ways_to((line.participant_id for line in lines if line.participant_id not in who), viewer=viewer)
    return [Reach(each, who[each[0].participant_id]) for each in each_once(lines) if each[0].participant_id in who]


def _soon(walks: list[WalkingWith], *, day: date) -> list[Soon]:
    last = day + timedelta(days=SOON_DAYS)
    coming = []
    for each in walks:
        agreed, last_try = each.walk.next_contact_day, each.walk.last_try
        if last_try is not None and not may_try_today(last_try=last_try, today=day):
            coming.append(Soon(next_try_on(last_try), each.participant_id, each.called, again=True))
        elif agreed is not None and day < agreed <= last:
            coming.append(Soon(agreed, each.participant_id, each.called))
    return sorted(coming, key=lambda each: (each.on, each.called.casefold()))


def door_is_open(each: WalkingWith, *, policy: Policy) -> bool:
    """We tried often enough: no more reminders, and the door stays open."""
    return outreach_has_stopped(tries_made=each.walk.tries_made, outreach=policy.outreach)
