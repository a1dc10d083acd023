"""Whose line it is: of the peer leader who walks with them, else of whoever coordinates."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from kinroad.coaching.models import Match
from kinroad.people.models import PeerLeader
from kinroad.people.queries.circle import participants_in_sight


def of_survivors(rows: QuerySet[Any], *, organization: UUID, person: UUID) -> QuerySet[Any]:
    """Rows about people this person sees and who live. What stands under a merged record counts for its survivor,
    who is `survivor_id`."""
    seen = participants_in_sight(organization=organization, person=person)
    found: QuerySet[Any] = rows.annotate(survivor_id=Coalesce("participant__merged_into", "participant")).filter(
        Exists(seen.filter(pk=OuterRef("survivor_id"), died_on=None))
    )
    return found


def walked_with(organization: UUID, peer_leader: UUID) -> Q:
    """Of rows with `survivor_id`: those of people this peer leader walks with now."""
    walks = Match.objects.current().filter(organization_id=organization, peer_leader_id=peer_leader)
    return Q(survivor_id__in=walks.values("participant"))


def somebody_there() -> Q:
    """Of rows with `survivor_id`: those of people with whom somebody walks now who is not away."""
    walks = Match.objects.current().filter(
        organization_id=OuterRef("organization_id"),
        participant=OuterRef("survivor_id"),
        peer_leader__state=PeerLeader.State.ACTIVE,
    )
    return Q(Exists(walks))
