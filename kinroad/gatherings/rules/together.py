"""What people did together, in numbers, and what of it may leave the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kinroad.core.small_cells import LIMIT, Cell, over, people, share


@dataclass(frozen=True)
class Month:
    """One month: sessions that took place, by kind of gathering, and how often somebody came to each kind.

    `children` are part of those who came, as are people without a record; `volunteers` are not.
    """

    sessions: Mapping[str, int] = field(default_factory=dict)
    came: Mapping[str, int] = field(default_factory=dict)
    children: int = 0
    without_record: int = 0
    volunteers: int = 0

    @property
    def times(self) -> int:
        """How often somebody came."""
        return sum(self.came.values())


@dataclass(frozen=True)
class Together:
    """Some months. `people` are participants who came, each once; of them `first_timers` came for the first time ever,
    and `came_back` had come on an earlier day too. Somebody can be both."""

    months: Mapping[int, Month]
    people: int
    first_timers: int
    came_back: int

    @property
    def sessions(self) -> int:
        return sum(sum(month.sessions.values()) for month in self.months.values())

    @property
    def times(self) -> int:
        return sum(month.times for month in self.months.values())

    @property
    def children(self) -> int:
        return sum(month.children for month in self.months.values())

    @property
    def without_record(self) -> int:
        return sum(month.without_record for month in self.months.values())

    @property
    def volunteers(self) -> int:
        return sum(month.volunteers for month in self.months.values())

    def of_kind(self, kind: str) -> tuple[int, int]:
        """Sessions of this kind, and how often somebody came to one."""
        sessions = sum(month.sessions.get(kind, 0) for month in self.months.values())
        return sessions, sum(month.came.get(kind, 0) for month in self.months.values())


@dataclass(frozen=True)
class Shown:
    """The figures as they are shown. Sessions stand in the public calendar and are told plainly to everyone."""

    sessions: int
    by_month: Mapping[int, Cell]
    by_kind: Mapping[str, tuple[int, Cell]]
    times: Cell
    children: Cell
    without_record: Cell
    volunteers: Cell
    people: Cell
    first_timers: Cell
    came_back: Cell


def plain(found: Together, *, kinds: Sequence[str]) -> Shown:
    """Every count, for those who run the program."""
    return Shown(
        sessions=found.sessions,
        by_month={key: Cell(month.times) for key, month in found.months.items()},
        by_kind={kind: (found.of_kind(kind)[0], Cell(found.of_kind(kind)[1])) for kind in kinds},
        times=Cell(found.times),
        children=Cell(found.children),
        without_record=Cell(found.without_record),
        volunteers=Cell(found.volunteers),
        people=Cell(found.people),
        first_timers=Cell(found.first_timers),
        came_back=Cell(found.came_back),
    )


def shared(found: Together, *, kinds: Sequence[str], limit: int = LIMIT) -> Shown:
    """Small counts are hidden month by month, and whatever would give them back; people are told in tens.

    Volunteers are a count of their own and no part of another: a small month of theirs hides that month alone.
    """
    by_kind, by_age, by_record, volunteers = [], [], [], []
    for month in found.months.values():
        came = {kind: month.came.get(kind, 0) for kind in kinds}
        ages = {"children": month.children, "grown": month.times - month.children}
        records = {"without": month.without_record, "with": month.times - month.without_record}
        cuts = share(came, ages, records, orders=[kinds, tuple(ages), tuple(records)], limit=limit)
        by_kind.append(cuts[0])
        by_age.append(cuts[1])
        by_record.append(cuts[2])
        volunteers.append(share({"all": month.volunteers}, orders=[("all",)], limit=limit)[0].whole)
    return Shown(
        sessions=found.sessions,
        by_month=dict(zip(found.months, (split.whole for split in by_kind), strict=True)),
        by_kind={kind: (found.of_kind(kind)[0], over(split.parts[kind] for split in by_kind)) for kind in kinds},
        times=over(split.whole for split in by_kind),
        children=over(split.parts["children"] for split in by_age),
        without_record=over(split.parts["without"] for split in by_record),
        volunteers=over(volunteers),
        people=people(found.people, limit=limit),
        first_timers=people(found.first_timers, limit=limit),
        came_back=people(found.came_back, limit=limit),
    )
