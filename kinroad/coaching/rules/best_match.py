"""The best match for everyone who waits: one proposal, optimal for all of them together."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kinroad.coaching.rules.matching import DEFAULT, Leader, Seeker, obstacles, score
from kinroad.core.policy import MatchPolicy

ALL_PAIRS = 500_000  # up to so many people times peer leaders, every possible pair is weighed
MOST_CANDIDATES = 30  # beyond, the best so many of each person, widened where someone would stay without for it
WIDER = 4  # how many times more candidates someone gets who stands in the way


@dataclass(frozen=True)
class Waiting:
    """Someone who waits, and since when."""

    seeker: Seeker
    since: datetime


@dataclass(frozen=True)
class Edits:
    """What the coordinator has settled: pairs kept together, pairs that are not to be, people left out for now."""

    fixed: Mapping[UUID, UUID] = field(default_factory=dict)
    forbidden: frozenset[tuple[UUID, UUID]] = frozenset()
    left_out: frozenset[UUID] = frozenset()


NO_EDITS = Edits()


@dataclass(frozen=True)
class Pair:
    """Two people proposed to each other. `points` are the hundredths of a point of `matching.score`."""

    participant_id: UUID
    peer_leader_id: UUID
    points: int
    fixed: bool = False


@dataclass(frozen=True)
class NotYet:
    """Someone for whom there is no place now: although somebody would fit, or because nobody with room does."""

    participant_id: UUID
    somebody_fits: bool


@dataclass(frozen=True)
class Best:
    """One proposal for everyone who waits, the longest waiting first. Seconds are those of the clock passed in."""

    pairs: tuple[Pair, ...]
    not_yet: tuple[NotYet, ...]
    seconds_scoring: float = 0.0
    seconds_solving: float = 0.0

    @property
    def preference(self) -> int:
        """What speaks for all pairs together, in hundredths of a point."""
        return sum(pair.points for pair in self.pairs)


def best_match(
    waiting: Sequence[Waiting],
    leaders: Sequence[Leader],
    *,
    edits: Edits = NO_EDITS,
    policy: MatchPolicy = DEFAULT,
    clock: Callable[[], float] = lambda: 0.0,
    all_pairs: int = ALL_PAIRS,
    most: int = MOST_CANDIDATES,
) -> Best:
    """As many people as can be get someone; among such proposals the one they prefer most together; among equals the
    one that leaves the longest waiting without last. No hard rule is broken, fixed pairs included.

    What is left equal is settled by a hash of the ids, so that the same people give the same proposal.
    """
    # Both load slowly, and only a proposal needs them.
    from kinroad.coaching.rules.best_flow import Flow
    from kinroad.coaching.rules.pair_points import PairPoints

    started = clock()
    here = sorted((one for one in waiting if one.seeker.participant_id not in edits.left_out), key=_longest_first)
    fixed = _fixed_pairs(here, leaders, edits=edits, policy=policy)
    kept = {pair.participant_id for pair in fixed}
    free = [one for one in here if one.seeker.participant_id not in kept]
    taken = Counter(pair.peer_leader_id for pair in fixed)
    points = PairPoints([_forbidding(one.seeker, edits) for one in free], leaders, taken=taken, policy=policy)
    flow = Flow(since=[one.since for one in free], room=points.room)
    candidates = points.best(most=len(leaders) if len(free) * len(leaders) <= all_pairs else most)
    scored = clock()
    scoring, solving = scored - started, 0.0
    while True:
        leader_of = flow.solve(candidates)
        solved = clock()
        solving += solved - scored
        widened = None
        if (in_the_way := flow.in_the_way(candidates, leader_of)) is not None:
            most *= WIDER
            widened = points.widened(candidates, who=in_the_way[0], among=in_the_way[1], most=most)
        if widened is None:
            break
        candidates, scored = widened, clock()
        scoring += scored - solved
    found, without = points.told(candidates, leader_of)
    place = {one.seeker.participant_id: number for number, one in enumerate(here)}
    pairs = fixed + [Pair(*each) for each in found]
    return Best(
        pairs=tuple(sorted(pairs, key=lambda pair: place[pair.participant_id])),
        not_yet=tuple(NotYet(*each) for each in without),
        seconds_scoring=scoring + clock() - solved,
        seconds_solving=solving,
    )


def _longest_first(one: Waiting) -> tuple[datetime, bytes]:
    return one.since, one.seeker.participant_id.bytes


def _forbidding(seeker: Seeker, edits: Edits) -> Seeker:
    not_these = {leader for participant, leader in edits.forbidden if participant == seeker.participant_id}
    return replace(seeker, set_aside=seeker.set_aside | not_these) if not_these else seeker


def _fixed_pairs(
    here: Sequence[Waiting], leaders: Sequence[Leader], *, edits: Edits, policy: MatchPolicy
) -> list[Pair]:
    """The pairs the coordinator keeps together, as far as no hard rule speaks against them by now."""
    by_id = {leader.peer_leader_id: leader for leader in leaders}
    taken: Counter[UUID] = Counter()
    kept = []
    for one in here:
        leader = by_id.get(edits.fixed.get(one.seeker.participant_id, one.seeker.participant_id))
        if leader is None or leader.peer_leader_id in one.seeker.set_aside:
            continue
        now = replace(leader, walking_with=leader.walking_with + taken[leader.peer_leader_id])
        if obstacles(one.seeker, now):
            continue
        taken[leader.peer_leader_id] += 1
        points = score(one.seeker, leader, policy)
        kept.append(Pair(one.seeker.participant_id, leader.peer_leader_id, points, fixed=True))
    return kept
