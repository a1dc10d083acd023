"""What only one-to-one support knows, as counts: never a name, never a word somebody wrote."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce

from kinroad.coaching.models import Barrier
from kinroad.people.models import Episode


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
