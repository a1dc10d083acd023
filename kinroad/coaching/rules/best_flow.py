"""The solver's side of the best match: OR-tools' minimum cost flow, over whole numbers alone."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from kinroad.coaching.rules.pair_points import Candidates

Numbers = NDArray[np.int64]
LARGEST = 2**61  # the solver multiplies costs by its nodes, in 64 bits


class Flow:
    """Each person sends one unit: to a peer leader with room, or to "not matched yet", which is always there.

    How many get someone is found first, by a maximum flow. With that number settled, a cost needs only two parts:
    preference, and strictly below it who has waited longest.
    """

    def __init__(self, *, since: Sequence[datetime], room: Numbers) -> None:
        self.people, self.leaders, self.room = len(since), len(room), room
        self.target, self.not_yet = self.people + self.leaders, self.people + self.leaders + 1
        newest_first = {moment: number for number, moment in enumerate(sorted(set(since), reverse=True))}
        self.waited: Numbers = np.array([newest_first[moment] for moment in since], dtype=np.int64)

    def solve(self, candidates: Candidates) -> Numbers:
        """The position of the peer leader for each person; -1 for not yet."""
        leader_of = np.full(self.people, -1, dtype=np.int64)
        if not len(candidates.who):
            return leader_of
        most = self._most(candidates)
        flow = SimpleMinCostFlow()
        ones = np.ones(len(candidates.who), dtype=np.int64)
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            candidates.who, self.people + candidates.whom, ones, self._costs(candidates, most)
        )
        people, leaders = np.arange(self.people), self.people + np.arange(self.leaders)
        nothing = np.zeros(max(self.people, self.leaders), dtype=np.int64)
        flow.add_arcs_with_capacity_and_unit_cost(
            people, np.full(self.people, self.not_yet), np.ones(self.people, dtype=np.int64), nothing[: self.people]
        )
        flow.add_arcs_with_capacity_and_unit_cost(
            leaders, np.full(self.leaders, self.target), self.room, nothing[: self.leaders]
        )
        flow.add_arc_with_capacity_and_unit_cost(self.not_yet, self.target, self.people - most, 0)
        flow.set_nodes_supplies(people, np.ones(self.people, dtype=np.int64))
        flow.set_node_supply(self.target, -self.people)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise ArithmeticError(f"The solver found no proposal: {status}.")
        chosen = flow.flows(arcs) > 0
        leader_of[candidates.who[chosen]] = candidates.whom[chosen]
        return leader_of

    def _most(self, candidates: Candidates) -> int:
        """How many people can have someone at the same time."""
        flow = SimpleMaxFlow()
        source = self.not_yet
        people, leaders = np.arange(self.people), self.people + np.arange(self.leaders)
        flow.add_arcs_with_capacity(np.full(self.people, source), people, np.ones(self.people, dtype=np.int64))
        flow.add_arcs_with_capacity(
            candidates.who, self.people + candidates.whom, np.ones(len(candidates.who), dtype=np.int64)
        )
        flow.add_arcs_with_capacity(leaders, np.full(self.leaders, self.target), self.room)
        if flow.solve(source, self.target) != flow.OPTIMAL:
            raise ArithmeticError("The solver could not tell how many can have someone.")
        return int(flow.optimal_flow())

    def _costs(self, candidates: Candidates, most: int) -> Numbers:
        """Preference first. Who has waited longest counts only when not everyone gets someone, and never more than
        the smallest difference of preference of all pairs together. In a list too long for that to fit in 64 bits,
        neighbours in the order of waiting count as equals."""
        if most == self.people:
            return -candidates.points
        nodes, best = self.not_yet + 2, int(candidates.points.max()) + 1
        waited = self.waited
        while best * (most * int(waited.max(initial=0)) + 1) * nodes >= LARGEST:
            waited = waited // 2
        step = most * int(waited.max(initial=0)) + 1
        return -(candidates.points * step + waited[candidates.who])

    def in_the_way(
        self, candidates: Candidates, leader_of: Numbers
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
        """The people whose cut lists may keep someone without a place, and the peer leaders who might help them.

        From those who are left one walks to the peer leaders they could have, and on to the people these have been
        given. Unless someone met on the way could have a peer leader not met, no proposal serves more people.
        """
        met = leader_of < 0
        if not met.any() or not self.leaders or self.room.sum() == self.people - met.sum():
            return None
        while True:
            reached = np.zeros(self.leaders, dtype=bool)
            reached[candidates.whom[met[candidates.who]]] = True
            further = met | ((leader_of >= 0) & reached[leader_of])
            if (further == met).all():
                break
            met = further
        cut = met & ~candidates.whole
        return (cut, ~reached) if cut.any() and not reached.all() else None
