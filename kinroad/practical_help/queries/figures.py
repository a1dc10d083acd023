"""Practical help in numbers: counts and one median, never whose."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Sum

from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.rules.ask import STANDING, Kind, State
from kinroad.practical_help.rules.figures import KindFigures, median_hours


@dataclass(frozen=True)
class HelpSums:
    """What was done in a time: how often, in how many minutes, over how many miles, for how many cents. Each with how
    many of those done say it (`with_miles`, `with_cost`)."""

    done: int
    minutes: int
    miles: int
    with_miles: int
    cents: int
    with_cost: int


def help_sums(organization_id: UUID, *, since: date, until: date, zone: str) -> HelpSums:
    """Of what was done from `since` to `until` (days in `zone`). One question."""
    found = Ask.objects.filter(
        organization_id=organization_id,
        state=State.DONE,
        settled_at__gte=_start(since, zone),
        settled_at__lt=_start(until + timedelta(days=1), zone),
    ).aggregate(
        all=Count("pk"),
        time=Sum("minutes"),
        way=Sum("miles"),
        ways=Count("miles"),
        paid=Sum("cost_cents"),
        pays=Count("cost_cents"),
    )
    return HelpSums(
        done=found["all"],
        minutes=found["time"] or 0,
        miles=found["way"] or 0,
        with_miles=found["ways"],
        cents=found["paid"] or 0,
        with_cost=found["pays"],
    )


def help_figures(organization_id: UUID, *, since: date, until: date, zone: str) -> list[KindFigures]:
    """Of what was asked for from `since` to `until` (days in `zone`), by kind, in the order of kinds. Two questions."""
    asked = Ask.objects.filter(
        organization_id=organization_id,
        asked_at__gte=_start(since, zone),
        asked_at__lt=_start(until + timedelta(days=1), zone),
    )
    counts: dict[tuple[str, str], int] = {
        (kind, state): many
        for kind, state, many in asked.order_by().values_list("kind", "state").annotate(many=Count("pk"))
    }
    times: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    takes = Take.objects.filter(organization_id=organization_id, ask__in=asked.values("pk"))
    first = takes.order_by().values_list("ask", "ask__kind", "ask__asked_at").annotate(at=Min("offered_at"))
    for _ask, kind, asked_at, at in first:
        times[kind].append((asked_at, at))
    return [figures for kind in Kind if (figures := _of(kind, counts, times[kind])).asked]


def _start(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone))


def _of(kind: str, counts: dict[tuple[str, str], int], times: list[tuple[datetime, datetime]]) -> KindFigures:
    def many(*states: str) -> int:
        return sum(counts.get((kind, state), 0) for state in states)

    return KindFigures(
        kind=kind,
        asked=many(*State),
        taken=len(times),
        done=many(State.DONE),
        not_done=many(State.NOT_DONE),
        nobody=many(State.NOBODY),
        back=many(State.WITHDRAWN),
        open=many(*STANDING),
        hours_to_taken=median_hours(times),
    )
