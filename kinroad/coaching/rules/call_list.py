"""Call lists for a day: whom each caller calls in which half hour, all of them together as good as can be.

Solved as a flow of least cost (OR-tools): person -> caller's half hour -> done. Windows, languages, places and who must
stay apart are hard. Longest waiting come first; then whoever called them the last time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

NOT_TODAY = 1000
A_DAY_OF_WAITING = 100
MOST_DAYS = 90
ANOTHER_CALLER = 10
TIES = 50


@dataclass(frozen=True, slots=True)
class ToCall:
    """Someone to call: the half hours inside their window, the days they wait, and who called the last time.

    `only`: when set, nobody else may call them.
    """

    id: Any
    language: str
    halves: frozenset[Any]
    waiting_days: int = 0
    last_caller: Any | None = None
    only: frozenset[Any] | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who gives half hours of a day to calls."""

    id: Any
    languages: frozenset[str]
    halves: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a call list."""

    person: Any
    caller: Any
    half: Any


@dataclass(frozen=True)
class CallPlan:
    """The lists, and those for whom there was no place today. Seconds are of the solver alone and of all."""

    lines: list[Planned]
    left: list[Any]
    seconds_solving: float
    seconds: float


def tie(place: int) -> int:
    """A small cost that settles who comes first among equals; the same for the same people."""
    return (place * 2654435761 >> 16) % TIES


@dataclass
class _Net:
    """Arcs as (from, to, places, cost). Node 0 is where everyone ends, then come the people, then all others."""

    nodes: int
    arcs: list[tuple[int, int, int, int]] = field(default_factory=list)
    hours: dict[tuple[Any, Any], int] = field(default_factory=dict)
    spoken: dict[tuple[str, Any], int] = field(default_factory=dict)
    groups: dict[tuple[str, frozenset[Any]], int] = field(default_factory=dict)

    def node(self) -> int:
        self.nodes += 1
        return self.nodes - 1


def plan(
    people: Iterable[ToCall],
    callers: Iterable[Caller],
    *,
    calls_per_half: int,
    taken: Mapping[tuple[Any, Any], int] | None = None,
    apart: Iterable[tuple[Any, Any]] = (),
) -> CallPlan:
    """Plan the lists. `taken` counts places already used by caller and half hour; `apart` are pairs never planned."""
    began = perf_counter()
    ordered = sorted(people, key=lambda each: str(each.id))
    givers = sorted(callers, key=lambda each: str(each.id))
    kept_apart: dict[Any, set[Any]] = defaultdict(set)
    for person, caller in apart:
        kept_apart[person].add(caller)
    net = _Net(nodes=len(ordered) + 1)
    _add_hours(net, givers, per_half=calls_per_half, taken=taken or {})
    _add_people(net, ordered, givers, apart=kept_apart)
    _add_ways(net, givers, per_half=calls_per_half, many=len(ordered))
    flows, solving = _solve(net, ordered)
    lines = _read(net, ordered, flows)
    done = {each.person for each in lines}
    left = [each.id for each in ordered if each.id not in done]
    return CallPlan(lines, left, solving, perf_counter() - began)


def _add_hours(net: _Net, givers: Sequence[Caller], *, per_half: int, taken: Mapping[tuple[Any, Any], int]) -> None:
    """A node for each caller's half hour with its places, and one for each language spoken in a half hour."""
    for caller in givers:
        for half in sorted(caller.halves):
            places = per_half - taken.get((caller.id, half), 0)
            if places <= 0:
                continue
            node = net.hours[caller.id, half] = net.node()
            net.arcs.append((node, 0, places, 0))
            for language in sorted(caller.languages):
                if (language, half) not in net.spoken:
                    net.spoken[language, half] = net.node()


def _add_people(
    net: _Net, ordered: Sequence[ToCall], givers: Sequence[Caller], *, apart: Mapping[Any, set[Any]]
) -> None:
    """A node for each person: to the caller of last time, and to everyone who speaks their language.

    People with the same language and half hours share the way to everyone. Who must be kept apart has own arcs.
    """
    by_id = {caller.id: caller for caller in givers}
    add, hours, groups = net.arcs.append, net.hours, net.groups
    for node, person in enumerate(ordered, start=1):
        if person.only is None and person.id not in apart:
            key = (person.language, person.halves)
            group = groups.get(key)
            if group is None:
                group = groups[key] = net.node()
            add((node, group, 1, ANOTHER_CALLER))
            before = by_id.get(person.last_caller)
            mine = [] if before is None else [before]
        else:
            kept = apart.get(person.id, ())
            mine = [each for each in givers if (person.only is None or each.id in person.only) and each.id not in kept]
        for caller in mine:
            if person.language in caller.languages:
                cost = 0 if caller.id == person.last_caller else ANOTHER_CALLER
                for half in sorted(person.halves & caller.halves):
                    if (caller.id, half) in hours:
                        add((node, hours[caller.id, half], 1, cost))


def _add_ways(net: _Net, givers: Sequence[Caller], *, per_half: int, many: int) -> None:
    """From each group to the half hours in which their language is spoken, and from there to the callers."""
    for (language, halves), group in net.groups.items():
        for half in sorted(halves):
            if (language, half) in net.spoken:
                net.arcs.append((group, net.spoken[language, half], many, 0))
    for caller in givers:
        for half in sorted(caller.halves):
            if (caller.id, half) in net.hours:
                for language in sorted(caller.languages):
                    net.arcs.append((net.spoken[language, half], net.hours[caller.id, half], per_half, 0))


def _solve(net: _Net, ordered: Sequence[ToCall]) -> tuple[list[tuple[int, int, int]], float]:
    """The arcs that carry somebody, as (from, to, how many), in the order they were added; and the solver's seconds.

    Everyone has the way of "not today" besides, the dearer the longer they wait.
    """
    many = len(ordered)
    if not net.arcs or not many:
        return [], 0.0
    # Loading the solver takes a second: whoever plans no list never pays for it.
    import numpy as np
    from ortools.graph.python import min_cost_flow

    tails, heads, places, costs = np.array(net.arcs, dtype=np.int64).T
    waits = [
        NOT_TODAY + A_DAY_OF_WAITING * min(person.waiting_days, MOST_DAYS) + tie(place)
        for place, person in enumerate(ordered)
    ]
    nodes = np.arange(1, many + 1, dtype=np.int32)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tails.astype(np.int32), heads.astype(np.int32), places, costs)
    flow.add_arcs_with_capacity_and_unit_cost(
        nodes, np.zeros(many, np.int32), np.ones(many, np.int64), np.array(waits, dtype=np.int64)
    )
    flow.set_nodes_supplies(np.append(nodes, np.int32(0)), np.append(np.ones(many, np.int64), -many))
    began = perf_counter()
    status = flow.solve()
    solving = perf_counter() - began
    assert status == flow.OPTIMAL, "there is always the way of not today"
    flows = flow.flows(arcs)
    used = np.flatnonzero(flows)
    return list(zip(tails[used].tolist(), heads[used].tolist(), flows[used].tolist(), strict=True)), solving


def _read(net: _Net, ordered: Sequence[ToCall], flows: Sequence[tuple[int, int, int]]) -> list[Planned]:
    """Who is on whose list. People come before the ways of their group, and these before the callers."""
    owners = {node: key for key, node in net.hours.items()}
    waiting: dict[int, list[Any]] = defaultdict(list)  # at a group, or at a language and half hour
    lines = []
    people = len(ordered)
    for tail, head, many in flows:
        if head == 0:
            continue
        if tail <= people:
            movers = [ordered[tail - 1].id]
        else:
            movers = waiting[tail][-many:]
            del waiting[tail][-many:]
        if head in owners:
            caller, half = owners[head]
            lines += [Planned(each, caller, half) for each in movers]
        else:
            waiting[head] += movers
    return lines
