"""The report on support given: what stands on the page, in the spreadsheet and in the JSON alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from kinroad.core import small_cells
from kinroad.core.months import months_between
from kinroad.core.small_cells import Cell, over
from kinroad.reporting.rules.shared import SharedMonth, Site
from kinroad.service_log.rules.tally import TYPES, ContactTally, Served, Tally

Counted = TypeVar("Counted", Tally, ContactTally, Served)


@dataclass(frozen=True)
class Row:
    """One line of a table. A cell that is None is not given in this version."""

    key: object
    types: Mapping[str, Cell]
    times: Cell | None = None
    contacts: Cell | None = None
    people: Cell | None = None
    minutes_given: Cell | None = None


@dataclass(frozen=True)
class Report:
    """Support given in some whole months."""

    first: int
    last: int
    shared: bool
    people: Cell
    whole: Row
    minutes_received: Cell | None
    without_record: Cell | None
    months: Sequence[Row]
    activities: Sequence[Row]
    month_activities: Sequence[tuple[int, Row]]
    sites: Sequence[Row] = ()
    programs: Sequence[Row] = ()
    peer_leaders: Sequence[Row] = ()
    kinds: Sequence[Row] = ()
    relations: Sequence[Row] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all was given, hidden or not."""
        return all(cell.value == 0 for row in self.months for cell in row.types.values()) and self.people.value == 0


def program_report(
    tallies: Sequence[Tally],
    contacts: Sequence[ContactTally],
    served: Sequence[Served],
    *,
    people_by_month: Mapping[int, int],
    without_record: int,
    first: int,
    last: int,
) -> Report:
    """Everything, for those who run the program."""

    by_month, met_in = _group(tallies, lambda row: row.month), _group(contacts, lambda row: row.month)
    by_activity = _group(tallies, lambda row: row.activity)
    by_both: dict[tuple[int, str], list[Tally]] = _group(tallies, lambda row: (row.month, row.activity))
    by_site, met_at = _group(tallies, lambda row: row.site), _group(contacts, lambda row: row.site)
    came_to = _group(served, lambda row: row.site)
    return Report(
        first=first,
        last=last,
        shared=False,
        people=Cell(_people(served)),
        whole=_row(None, tallies, contacts),
        minutes_received=Cell(sum(row.minutes for row in tallies)),
        without_record=Cell(without_record),
        months=[
            _row(month, by_month[month], met_in[month], people=people_by_month.get(month, 0))
            for month in months_between(first, last)
        ],
        activities=[_row(key, by_activity[key]) for key in sorted(by_activity)],
        month_activities=[(month, _row(activity, by_both[month, activity])) for month, activity in sorted(by_both)],
        sites=[
            _row(site, by_site[site], met_at[site], people=_people(came_to[site]))
            for site in sorted({*by_site, *met_at}, key=str)
        ],
        programs=_worked(contacts, served, "program"),
        peer_leaders=_worked(contacts, served, "peer_leader"),
        kinds=_given_to(served, "kind"),
        relations=_given_to(served, "relation"),
    )


def shared_report(
    months: Mapping[int, SharedMonth],
    *,
    people: int,
    people_by_site: Mapping[Site, int],
    sites: Sequence[Site],
    activities: Sequence[str],
    site: UUID | None,
    first: int,
    last: int,
) -> Report:
    """What may be shared: of one site the four types alone, of all sites together the rest too."""
    span = [months[month] for month in months_between(first, last)]
    rows = [_shared_row(month, months[month], site) for month in months_between(first, last)]
    whole = Row(
        None,
        {kind: over(row.types[kind] for row in rows) for kind in TYPES},
        times=over(one.times for one in span) if site is None else None,
        contacts=over(one.contacts for one in span) if site is None else None,
        minutes_given=over(one.minutes_given for one in span) if site is None else None,
    )
    per_site = [
        Row(
            key,
            {kind: over(one.by_site[kind].parts[key] for one in span) for kind in TYPES},
            people=small_cells.people(people_by_site.get(key, 0)),
        )
        for key in sites
    ]
    report = Report(
        first=first,
        last=last,
        shared=True,
        people=small_cells.people(people),
        whole=whole,
        minutes_received=None,
        without_record=None,
        months=rows,
        activities=(),
        month_activities=(),
        sites=per_site if site is None else [row for row in per_site if row.key == site],
    )
    return _with_all_sites(report, span, activities) if site is None else report


def _with_all_sites(report: Report, span: Sequence[SharedMonth], activities: Sequence[str]) -> Report:
    """What is told of all sites together only: one more division of one site could point to somebody."""

    def split(which: str, key: object) -> Cell:
        return over(getattr(one, which).parts.get(key, Cell(0)) for one in span)

    def keys(which: str) -> list[str]:
        return sorted({str(key) for one in span for key in getattr(one, which).parts})

    months = list(months_between(report.first, report.last))
    return replace(
        report,
        minutes_received=over(one.minutes_received for one in span),
        without_record=over(one.without_record for one in span),
        activities=[
            Row(key, {kind: over(one.by_activity[kind].parts[key] for one in span) for kind in TYPES})
            for key in activities
        ],
        month_activities=[
            (month, Row(key, {kind: one.by_activity[kind].parts[key] for kind in TYPES}))
            for month, one in zip(months, span, strict=True)
            for key in activities
        ],
        kinds=[Row(key, {}, times=split("by_kind", key)) for key in keys("by_kind")],
        relations=[Row(key, {}, times=split("by_relation", key)) for key in keys("by_relation")],
    )


def _shared_row(month: int, one: SharedMonth, site: UUID | None) -> Row:
    if site is not None:
        return Row(month, {kind: one.by_site[kind].parts[site] for kind in TYPES})
    types = {kind: one.by_site[kind].whole for kind in TYPES}
    return Row(month, types, times=one.times, contacts=one.contacts, minutes_given=one.minutes_given)


def _row(
    key: object,
    tallies: Sequence[Tally],
    contacts: Sequence[ContactTally] | None = None,
    *,
    people: int | None = None,
) -> Row:
    return Row(
        key,
        {kind: Cell(sum(getattr(row, kind) for row in tallies)) for kind in TYPES},
        times=Cell(sum(row.times for row in tallies)),
        contacts=None if contacts is None else Cell(sum(row.contacts for row in contacts)),
        people=None if people is None else Cell(people),
        minutes_given=None if contacts is None else Cell(sum(row.minutes for row in contacts)),
    )


def _group(rows: Iterable[Counted], part: Callable[[Counted], Any]) -> defaultdict[Any, list[Counted]]:
    found: defaultdict[Any, list[Counted]] = defaultdict(list)
    for row in rows:
        found[part(row)].append(row)
    return found


def _people(served: Iterable[Served]) -> int:
    return len({row.person for row in served})


def _worked(contacts: Sequence[ContactTally], served: Sequence[Served], what: str) -> list[Row]:
    met, people = _group(contacts, attrgetter(what)), _group(served, attrgetter(what))
    return [
        Row(
            key,
            {},
            times=Cell(sum(row.times for row in people[key])),
            contacts=Cell(sum(row.contacts for row in met[key])),
            people=Cell(_people(people[key])),
            minutes_given=Cell(sum(row.minutes for row in met[key])),
        )
        for key in sorted({*met, *people}, key=str)
    ]


def _given_to(served: Sequence[Served], what: str) -> list[Row]:
    people = _group(served, attrgetter(what))
    return [
        Row(key, {}, times=Cell(sum(row.times for row in rows)), people=Cell(_people(rows)))
        for key, rows in sorted(people.items())
    ]
