"""What stood in the way, by service and by place."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from kinroad.resources.models import BarrierMet
from kinroad.resources.rules.barrier import (
    THEIRS,
    Barrier,
    Met,
    Shared,
    first_day,
    last_quarters,
    may_be_shared,
    quarter_of,
)

MOST = 100


@dataclass(frozen=True)
class Barriers:
    """How often each barrier was met: alone, at each service and in each town; the most frequent first."""

    by_code: list[tuple[str, int]]
    by_service: list[tuple[str, int, list[tuple[str, int]]]]
    by_place: list[tuple[str, int, list[tuple[str, int]]]]
    times: int


def barriers_met(organization_id: UUID, *, since: date, until: date) -> Barriers:
    """Met from `since` to `until`, for those who run the program. One query."""
    rows = BarrierMet.objects.filter(
        organization_id=organization_id,
        ended_at=None,
        referral__mistaken=False,
        met_on__gte=since,
        met_on__lte=until,
    ).exclude(code__in=sorted(THEIRS))
    counted = rows.order_by().values_list(
        "code", "referral__service_at_location__name", "referral__service_at_location__city"
    )
    codes: Counter[str] = Counter()
    services: dict[str, Counter[str]] = {}
    places: dict[str, Counter[str]] = {}
    for code, service, place, many in counted.annotate(many=Count("pk")):
        codes[code] += many
        services.setdefault(service, Counter())[code] += many
        places.setdefault(place, Counter())[code] += many
    return Barriers(
        by_code=_most_first(codes), by_service=_each(services), by_place=_each(places), times=sum(codes.values())
    )


def _each(found: dict[str, Counter[str]]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    rows = [(name, sum(counter.values()), _most_first(counter)) for name, counter in found.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].casefold()))[:MOST]


def _most_first(counter: Counter[str]) -> list[tuple[str, int]]:
    order = [str(each) for each in Barrier]
    return sorted(counter.items(), key=lambda each: (-each[1], order.index(each[0])))


@dataclass(frozen=True)
class Brief:
    """What the organization may say aloud: of which quarters, and the counts."""

    since: date
    until: date
    shared: Shared


def advocacy_brief(organization_id: UUID, *, today: date) -> Brief:
    """The last four whole quarters, small numbers hidden. One query."""
    quarters = last_quarters(today)
    begins, after = first_day(quarters[0]), first_day(quarter_of(today))
    rows = BarrierMet.objects.filter(
        organization_id=organization_id,
        ended_at=None,
        referral__mistaken=False,
        met_on__gte=begins,
        met_on__lt=after,
    ).exclude(code__in=sorted(THEIRS))
    met = [
        Met(on, code, service, place)
        for on, code, service, place in rows.values_list(
            "met_on", "code", "referral__service_at_location__name", "referral__service_at_location__city"
        )
    ]
    return Brief(since=begins, until=after - timedelta(days=1), shared=may_be_shared(met, quarters=quarters))
