"""What people did together, counted from the sheets that were saved."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from kinroad.core.months import month_of, months_between
from kinroad.gatherings.models import Attended, Sheet
from kinroad.gatherings.rules.together import Month, Together

KIND = "session__gathering__kind"


def together(organization_id: UUID, *, since: date, until: date, site_id: UUID | None = None) -> Together:
    """The figures from the first day of a month to the last day of one. Three questions, however much took place."""
    sheets = Sheet.objects.filter(organization_id=organization_id, state=Sheet.State.SAVED)
    if site_id is not None:
        sheets = sheets.filter(session__gathering__site=site_id)
    inside = sheets.filter(session__on__gte=since, session__on__lte=until)
    people = _people(organization_id, sheets.filter(session__on__lte=until), since=since)
    return Together(_months(organization_id, inside, since=since, until=until), **people)


def _months(organization_id: UUID, sheets: QuerySet[Sheet], *, since: date, until: date) -> dict[int, Month]:
    sessions: dict[int, dict[str, int]] = defaultdict(dict)
    came: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_sheet = sheets.annotate(month=TruncMonth("session__on")).order_by().values_list("month", KIND)
    numbers = ("head_count", "children", "volunteers")
    rows = by_sheet.annotate(Count("pk"), *(Sum(name) for name in numbers))
    for month, kind, many, heads, young, volunteers in rows:
        key = month_of(month)
        sessions[key][kind] = many
        beside = heads + young
        came[key][kind] += beside
        sums[key]["children"] += young
        sums[key]["without_record"] += beside
        sums[key]["volunteers"] += volunteers
    named = Attended.objects.filter(organization_id=organization_id, came=True, sheet__in=sheets)
    by_name = named.annotate(month=TruncMonth("sheet__session__on")).order_by().values_list("month", f"sheet__{KIND}")
    each = by_name.annotate(Count("pk"), Count("participant"), Sum("guests"), Sum("children"))
    for month, kind, many, with_record, guests, young in each:
        key = month_of(month)
        came[key][kind] += many + guests + young
        sums[key]["children"] += young
        sums[key]["without_record"] += many - with_record + guests + young
    return {
        key: Month(dict(sessions[key]), dict(came[key]), **sums[key])
        for key in months_between(month_of(since), month_of(until))
    }


def _people(organization_id: UUID, sheets: QuerySet[Sheet], *, since: date) -> dict[str, Any]:
    """Participants who came since that day, each once, whichever of their pages stands on a sheet."""
    rows = Attended.objects.filter(
        organization_id=organization_id, came=True, participant__isnull=False, sheet__in=sheets
    )
    each = (
        rows.annotate(who=Coalesce("participant__merged_into_id", "participant_id"))
        .order_by()
        .values("who")
        .annotate(first=Min("sheet__session__on"), newest=Max("sheet__session__on"))
        .filter(newest__gte=since)
    )
    return each.aggregate(
        people=Count("who"),
        first_timers=Count("who", filter=Q(first__gte=since)),
        came_back=Count("who", filter=Q(newest__gt=F("first"))),
    )
