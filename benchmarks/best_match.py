"""The best match for everyone: choosing, scoring and solving, beside the solver alone in the same run.

`python -m benchmarks.best_match [PEOPLE PEERS]...` prints JSON and keeps it in benchmarks/best_match.json. Every peer
leader has 15 places. "Alone" is OR-tools' minimum cost flow over the very same candidates, its network included.
With `--against mentor-match` (installed by hand, it is no part of us) both match 200 people to 40 peer leaders.
"""

import argparse
import json
import resource
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from kinroad.coaching.rules.best_match import ALL_PAIRS, MOST_CANDIDATES, Waiting, best_match
from kinroad.coaching.rules.matching import Leader, obstacles, score
from kinroad.coaching.rules.pair_points import Candidates, PairPoints
from kinroad.coaching.tests.best_people import crowd
from kinroad.core.policy import MatchPolicy

KEPT = Path(__file__).with_name("best_match.json")
SIZES = [(10_000, 1_000), (100_000, 10_000)]
TIMES_ALONE = 3  # everything together may take so many times the solver alone


@dataclass(frozen=True)
class Figures:
    """Seconds; the smaller, the better."""

    people: int
    peers: int
    candidates: int
    proposed: int
    preference: float
    whole: float
    choosing_and_scoring: float
    solving: float
    alone: float
    times_alone: float
    megabytes: int


def measure(people: int, peers: int) -> Figures:
    """Everything, then the solver alone over the same candidates."""
    waiting, leaders = crowd(people, peers, seed=1, most_places=15, sites=20)
    started = time.perf_counter()
    best = best_match(waiting, leaders, clock=time.perf_counter)
    whole = time.perf_counter() - started
    everyone = people * peers <= ALL_PAIRS
    points = PairPoints([one.seeker for one in waiting], leaders, taken={}, policy=MatchPolicy())
    candidates = points.best(most=peers if everyone else MOST_CANDIDATES)
    alone = solver_alone(candidates, people=people, room=points.room)
    return Figures(
        people=people,
        peers=peers,
        candidates=len(candidates.who),
        proposed=len(best.pairs),
        preference=best.preference / 100,
        whole=round(whole, 3),
        choosing_and_scoring=round(best.seconds_scoring, 3),
        solving=round(best.seconds_solving, 3),
        alone=round(alone, 3),
        times_alone=round(whole / alone, 2),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def solver_alone(candidates: Candidates, *, people: int, room: Any) -> float:
    """Seconds of the solver with its network: everyone to a peer leader, or to nobody at a price."""
    peers = len(room)
    started = time.perf_counter()
    flow = SimpleMinCostFlow()
    ones = np.ones(len(candidates.who), dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(candidates.who, people + candidates.whom, ones, -candidates.points)
    everyone, nobody, target = np.arange(people), np.full(people, people + peers), people + peers
    flow.add_arcs_with_capacity_and_unit_cost(
        everyone, nobody, np.ones(people, dtype=np.int64), np.full(people, 10_000, dtype=np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        people + np.arange(peers), np.full(peers, target), room, np.zeros(peers, dtype=np.int64)
    )
    flow.set_nodes_supplies(everyone, np.ones(people, dtype=np.int64))
    flow.set_node_supply(target, -people)
    assert flow.solve() == flow.OPTIMAL
    return time.perf_counter() - started


def against_mentor_match(people: int = 200, peers: int = 40, places: int = 5) -> dict[str, Any]:
    """Both match the same people by the same points and hard rules. mentor-match gives a mentor one person a round, so
    it gets as many rounds as there are places ("rounds"); and once each place as a mentor of its own ("places").
    """
    waiting, leaders = crowd(people, peers, seed=1, most_places=15, sites=4)
    leaders = [replace(leader, limit=places) for leader in leaders]
    started = time.perf_counter()
    best = best_match(waiting, leaders)
    seconds = time.perf_counter() - started
    told = {"ours": _told(len(best.pairs), best.preference, seconds)}
    for name, rounds in (("rounds", places), ("places", 1)):
        here = leaders if rounds > 1 else [leader for leader in leaders for _ in range(places)]
        told[name] = _told(*_mentor_match(waiting, here, rounds=rounds))
    return {"people": people, "peers": peers, "places": places, **told}


def _told(proposed: int, preference: int, seconds: float) -> dict[str, float]:
    return {"proposed": proposed, "preference": preference / 100, "seconds": round(seconds, 3)}


def _mentor_match(waiting: list[Waiting], leaders: list[Leader], *, rounds: int) -> tuple[int, int, float]:
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules.rule import Disqualify, Rule

    class Points(Rule):
        def apply(self, match: Any) -> int:
            return score(match.mentee.seeker, match.mentor.leader)

    def made(kind: Any, email: str, **more: Any) -> Any:
        person = kind(grade=1, email=email)
        person.__dict__.update(more)
        return person

    def refused(match: Any) -> bool:
        seeker, leader = match.mentee.seeker, match.mentor.leader
        return bool(match.mentee.mentors or leader.peer_leader_id in seeker.set_aside or obstacles(seeker, leader))

    mentees = [made(Mentee, str(number), seeker=one.seeker) for number, one in enumerate(waiting)]
    mentors = [made(Mentor, f"m{number}", leader=leader) for number, leader in enumerate(leaders)]
    started = time.perf_counter()
    process_data(mentors, mentees, [[Points(), Disqualify(refused)] for _ in range(rounds)])
    seconds = time.perf_counter() - started
    pairs = [(mentee.seeker, mentor.leader) for mentee in mentees for mentor in mentee.mentors]
    return len(pairs), sum(score(*pair) for pair in pairs), seconds


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", nargs="*", type=int)
    asked.add_argument("--against", choices=["mentor-match"])
    options = asked.parse_args()
    if options.against:
        print(json.dumps(against_mentor_match(), indent=1))
        return
    sizes = list(zip(options.sizes[::2], options.sizes[1::2], strict=True)) or SIZES
    figures = [asdict(measure(*size)) for size in sizes]
    KEPT.write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))
    assert all(each["times_alone"] <= TIMES_ALONE for each in figures), "slower than it may be"


if __name__ == "__main__":
    main()
