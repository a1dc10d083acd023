"""What only one-to-one support knows, as counts: never a name, never a word somebody wrote."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from kinroad.coaching.models import Barrier, Outreach
from kinroad.coaching.queries.outreach import with_contact
from kinroad.coaching.rules.outreach import WINDOWS, Window, reached_within
from kinroad.core.prepared import Prepared
from kinroad.people.models import Episode
from kinroad.people.queries.circle import NOBODY, in_sight
from kinroad.people.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class BarrierCount:
    """How many people meet a barrier of one kind now, in all and by place (site id and name)."""

    kind: str
    people: int
    places: list[tuple[UUID, str, int]]


def barriers_met(organization_id: UUID) -> list[BarrierCount]:
    """What stands in the way of people with support under way, the most frequent first. One query.

    People are counted once, also when two of their pages were merged. Whoever shows this outside the program hides
    small counts.
    """
    under_way = Episode.objects.filter(
        organization_id=organization_id, participant=OuterRef("stands_for"), ended_on=None
    )
    rows = (
        Barrier.objects.filter(organization_id=organization_id, participant__died_on=None, ended_on=None)
        .annotate(stands_for=Coalesce("participant__merged_into_id", "participant_id"))
        .filter(Exists(under_way))
        .order_by()
        .values_list("kind", "participant__site_id", "participant__site__name")
        .annotate(people=Count("stands_for", distinct=True))
    )
    places: dict[str, list[tuple[UUID, str, int]]] = defaultdict(list)
    for kind, site_id, name, people in rows:
        places[kind].append((site_id, name, people))
    counts = [
        BarrierCount(kind, sum(each[2] for each in found), sorted(found, key=lambda each: (-each[2], each[1])))
        for kind, found in places.items()
    ]
    return sorted(counts, key=lambda each: (-each.people, each.kind))


def people_supported(organization_id: UUID) -> int:
    """How many people have support under way: the whole beside every count of some of them. One query."""
    rows = Episode.objects.filter(organization_id=organization_id, ended_on=None, participant__died_on=None)
    person = Coalesce("participant__merged_into_id", "participant_id")
    people: int = rows.aggregate(people=Count(person, distinct=True))["people"]
    return people


def outreach_between(
    since: datetime, until: datetime, *, organization_id: UUID, seen_by: Viewer | None
) -> list[tuple[datetime, datetime | None]]:
    """When each return to use was told between two moments, and when they were reached. One query.

    `seen_by`: only of the people this viewer sees; None: of everyone, and then small counts are hidden by whoever
    shows it. Who has died, and what was written by mistake, is in no number.
    """
    rows = Outreach.objects.filter(
        organization_id=organization_id,
        participant__died_on=None,
        withdrawn_at=None,
        opened_at__gte=since,
        opened_at__lt=until,
    )
    if seen_by is not None:
        rows = rows.filter(in_sight(organization_id, seen_by.person_id or NOBODY))
    return list(with_contact(rows).order_by().values_list("opened_at", "back_at"))


YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ReachedAgain:
    """Of the returns to use told in the last 365 days: how many were reached within each window of hours.

    `overdue` is how many wait longer than policy now.
    """

    told: int
    overdue: int
    windows: list[Window]


def _told(organization: UUID, person: UUID, after: datetime, at: datetime) -> QuerySet[Any, Any]:
    rows = Outreach.objects.filter(
        in_sight(organization, person),
        organization_id=organization,
        participant__died_on=None,
        withdrawn_at=None,
        opened_at__gt=after,
        opened_at__lte=at,
    )
    return with_contact(rows).order_by().values_list("opened_at", "back_at", "due_at", "let_be_at")


TOLD = Prepared(_told)


def reached_again(viewer: Viewer, *, at: datetime) -> ReachedAgain:
    """Counted afresh from what was told and from the contacts, of the people this viewer sees. One query.

    Who has died, and what was written by mistake, is in no number. Whoever shows this outside the program hides
    small counts.
    """
    rows = TOLD(organization=viewer.organization_id, person=viewer.person_id or NOBODY, after=at - YEAR, at=at)
    return ReachedAgain(
        told=len(rows),
        overdue=sum(1 for _opened, back, due, let_be in rows if back is None and let_be is None and at > due),
        windows=[
            reached_within(((opened, back) for opened, back, *_rest in rows), hours=hours, at=at) for hours in WINDOWS
        ],
    )
