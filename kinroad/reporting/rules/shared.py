"""The version of the report that may be shared, built month by month from what the log says."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kinroad.core.small_cells import HIDDEN, LIMIT, SMALL, Cell, Split, is_small, share
from kinroad.service_log.rules.tally import TYPES, Tally

Site = UUID | None


@dataclass(frozen=True)
class SharedMonth:
    """One month as it may be shared. Nothing in it depends on what was asked, so asking again tells nothing more."""

    by_site: Mapping[str, Split]
    by_activity: Mapping[str, Split]
    times: Cell
    by_kind: Split
    by_relation: Split
    contacts: Cell
    minutes_given: Cell
    minutes_received: Cell
    without_record: Cell


@dataclass(frozen=True)
class Occasions:
    """A month's contacts, the peer leaders' minutes in them, and how many people without a record took part."""

    contacts: int = 0
    minutes: int = 0
    without_record: int = 0


def shared_month(
    tallies: Sequence[Tally],
    occasions: Occasions,
    *,
    sites: Sequence[Site],
    activities: Sequence[str],
    limit: int = LIMIT,
) -> SharedMonth:
    """What may be shared of one month, from all its tallies: every site, whatever was asked."""
    by_site, by_activity = {}, {}
    for kind in TYPES:
        at = _count(tallies, lambda row: row.site, kind, every=sites)
        of = _count(tallies, lambda row: row.activity, kind, every=activities)
        by_site[kind], by_activity[kind] = share(at, of, orders=(list(at), list(of)), limit=limit)
    times = sum(row.times for row in tallies)
    kinds, relations = _count(tallies, lambda row: row.kind), _count(tallies, lambda row: row.relation)
    cuts = share(kinds, relations, orders=(sorted(kinds, key=str), sorted(relations, key=str)), limit=limit)
    if not _leaves_room(tallies, times, by_site=by_site, by_activity=by_activity, limit=limit):
        cuts = tuple(Split(HIDDEN, dict.fromkeys(cut.parts, HIDDEN)) for cut in cuts)
    told = not cuts[0].whole.hidden
    contacts = _alone(occasions.contacts, limit=limit) if told else cuts[0].whole
    return SharedMonth(
        by_site=by_site,
        by_activity=by_activity,
        times=cuts[0].whole,
        by_kind=cuts[0],
        by_relation=cuts[1],
        contacts=contacts,
        minutes_given=HIDDEN if contacts.hidden else Cell(occasions.minutes),
        minutes_received=Cell(sum(row.minutes for row in tallies)) if told else HIDDEN,
        without_record=_alone(occasions.without_record, limit=limit),
    )


def _alone(count: int, *, limit: int) -> Cell:
    return SMALL if is_small(count, limit=limit) else Cell(count)


def _count(
    tallies: Iterable[Tally], part: Callable[[Tally], object], what: str = "times", *, every: Sequence[object] = ()
) -> dict[object, int]:
    found: Counter[object] = Counter(dict.fromkeys(every, 0))
    for row in tallies:
        found[part(row)] += getattr(row, what)
    return dict(found)


def _leaves_room(
    tallies: Sequence[Tally],
    times: int,
    *,
    by_site: Mapping[str, Split],
    by_activity: Mapping[str, Split],
    limit: int,
) -> bool:
    """Whether the number of times may stand beside the four types.

    Each time carries at least one type and each type at most once. So the number of times, less what the shown types
    explain, could leave a hidden type only one value. Where there is no room to err, the number of times is left out.
    """
    hidden = [kind for kind in TYPES if by_site[kind].whole.hidden]
    shown = sum(by_site[kind].whole.value or 0 for kind in TYPES)
    if hidden and times - shown > len(hidden):
        return False
    cuts: tuple[tuple[Mapping[str, Split], Callable[[Tally], object]], ...] = (
        (by_site, lambda row: row.site),
        (by_activity, lambda row: row.activity),
    )
    for splits, part in cuts:
        if any(cell.hidden for split in splits.values() for cell in split.parts.values()):
            most: Counter[object] = Counter()
            for kind in TYPES:
                most |= Counter(_count(tallies, part, kind))
            if times - most.total() < limit - 2:
                return False
    return True
