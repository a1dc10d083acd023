"""Referrals in numbers: counts and one median, never whose."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinroad.core.small_cells import Cell, over, share
from kinroad.resources.models import BarrierMet, Referral
from kinroad.resources.rules.barrier import Barrier, first_day, quarter_of
from kinroad.resources.rules.referral import STANDING, State, median_days

MOST_SERVICES = 100
PARTS = ("connected", "not_connected", "open", "back")


@dataclass(frozen=True)
class ServiceFigures:
    """Of one service, or of all (`service` empty): how many referrals were made, and what became of them.

    made = connected + not_connected + open + back; `back` were closed before anybody knew. `days`: the median from the
    yes to the connection. `reasons`: how often each barrier stood in the way of those that did not work out.
    """

    service: str
    made: int
    connected: int
    not_connected: int
    open: int
    back: int
    days: float | None
    reasons: list[tuple[str, int]]

    @property
    def known(self) -> int:
        """Those of which the outcome is known."""
        return self.connected + self.not_connected

    @property
    def rate(self) -> int | None:
        """Connected, of those whose outcome is known, in percent."""
        return round(100 * self.connected / self.known) if self.known else None


def part_of(state: str, outcome: str) -> str:
    """Which of the parts a referral is."""
    return outcome or ("open" if state in STANDING else "back")


def referral_figures(organization_id: UUID, *, since: date, until: date) -> list[ServiceFigures]:
    """Of the referrals made from `since` to `until`: all first, then each service, most first. Two queries."""
    rows = Referral.objects.filter(
        organization_id=organization_id, mistaken=False, made_on__gte=since, made_on__lte=until
    )
    found = list(
        rows.values_list(
            "service_at_location_id", "service_at_location__name", "state", "outcome", "accepted_on", "outcome_on"
        )
    )
    why = _reasons(organization_id, since=since, until=until)
    by_service: dict[UUID, list[tuple[str, str, date | None, date | None]]] = defaultdict(list)
    names: dict[UUID, str] = {}
    for service, name, state, outcome, yes_on, outcome_on in found:
        names[service] = name
        by_service[service].append((state, outcome, yes_on, outcome_on))
    if not found:
        return []
    everything = [row for some in by_service.values() for row in some]
    total = _figures("", everything, sum(why.values(), Counter()))
    each = [_figures(names[service], some, why[service]) for service, some in by_service.items()]
    return [total, *sorted(each, key=lambda one: (-one.made, one.service.casefold()))[:MOST_SERVICES]]


def _reasons(organization_id: UUID, *, since: date, until: date) -> dict[UUID, Counter[str]]:
    """Why it did not work out, by service, of referrals made in this time."""
    met = BarrierMet.objects.filter(
        organization_id=organization_id,
        ended_at=None,
        referral__mistaken=False,
        referral__outcome=State.NOT_CONNECTED,
        referral__made_on__gte=since,
        referral__made_on__lte=until,
    )
    why: dict[UUID, Counter[str]] = defaultdict(Counter)
    for service, code in met.values_list("referral__service_at_location_id", "code"):
        why[service][code] += 1
    return why


def _figures(
    service: str, rows: Iterable[tuple[str, str, date | None, date | None]], why: Counter[str]
) -> ServiceFigures:
    listed = list(rows)
    parts = Counter(part_of(state, outcome) for state, outcome, _yes, _on in listed)
    ways = [(yes_on, on) for _state, outcome, yes_on, on in listed if outcome == State.CONNECTED and yes_on and on]
    reasons = sorted(why.items(), key=lambda each: (-each[1], list(Barrier).index(Barrier(each[0]))))
    return ServiceFigures(
        service=service,
        made=len(listed),
        connected=parts["connected"],
        not_connected=parts["not_connected"],
        open=parts["open"],
        back=parts["back"],
        days=median_days(ways),
        reasons=reasons,
    )


@dataclass(frozen=True)
class SharedFigures:
    """What may be seen outside the program: all referrals by what became of them, and by service."""

    made: Cell
    parts: dict[str, Cell]
    services: dict[str, Cell]
    rate: int | None
    days: float | None


def shared_figures(organization_id: UUID, *, quarters: list[tuple[int, int]], until: date) -> SharedFigures:
    """The same for fixed quarters, small numbers hidden, and with each a second one that would give it back.

    A rate and a median are said only where the counts they are made of are shown.
    """
    rows = Referral.objects.filter(
        organization_id=organization_id, mistaken=False, made_on__gte=first_day(quarters[0]), made_on__lt=until
    )
    found = [
        (quarter_of(made_on), service, part_of(state, outcome), yes_on, on)
        for made_on, service, state, outcome, yes_on, on in rows.values_list(
            "made_on", "service_at_location__name", "state", "outcome", "accepted_on", "outcome_on"
        )
    ]
    services = sorted({row[1] for row in found}, key=str.casefold)
    splits = []
    for quarter in quarters:
        here = [row for row in found if row[0] == quarter]
        by_part, by_service = dict.fromkeys(PARTS, 0), dict.fromkeys(services, 0)
        for _quarter, service, part, _yes, _on in here:
            by_part[part] += 1
            by_service[service] += 1
        splits.append(share(by_part, by_service, orders=(PARTS, services)))
    parts = {part: over(split[0].parts[part] for split in splits) for part in PARTS}
    connected, not_connected = parts["connected"].value, parts["not_connected"].value
    known = (connected or 0) + (not_connected or 0)
    whole = connected is not None and not_connected is not None and known > 0
    ways = [(yes_on, on) for _quarter, _service, part, yes_on, on in found if part == "connected" and yes_on and on]
    return SharedFigures(
        made=over(split[0].whole for split in splits),
        parts=parts,
        services={name: over(split[1].parts[name] for split in splits) for name in services},
        rate=round(100 * (connected or 0) / known) if whole else None,
        days=median_days(ways) if connected else None,
    )
