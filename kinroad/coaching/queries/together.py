"""Who walks together now, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kinroad.coaching.models import Match
from kinroad.core.prepared import Prepared
from kinroad.people.queries.shown import Shown, shown


@dataclass(frozen=True, slots=True)
class WalksWith:
    """A peer leader who walks with a participant, since a day; what they like to say about themselves."""

    peer_leader_id: UUID
    person_id: UUID
    shown: Shown
    since: date


def _walking(organization: UUID, of: Q) -> QuerySet[Any, Any]:
    rows = Match.objects.current().filter(of, organization_id=organization)
    return rows.order_by("started_on", "pk").values_list(
        "peer_leader_id",
        "peer_leader__person_id",
        "peer_leader__person__called",
        "peer_leader__title",
        "started_on",
    )


WITH_ONE = Prepared(lambda organization, participant: _walking(organization, Q(participant=participant)))


def who_walks_with(participant_ids: Sequence[UUID], *, organization_id: UUID) -> list[WalksWith]:
    """Who walks with one participant now, the longest first. `participant_ids`: theirs and those merged into them."""
    if len(participant_ids) == 1:
        found = WITH_ONE(organization=organization_id, participant=participant_ids[0])
    else:
        found = list(_walking(organization_id, Q(participant__in=participant_ids)))
    return [
        WalksWith(leader_id, person_id, shown(person_id, called, title), since)
        for leader_id, person_id, called, title, since in found
        if since is not None
    ]


def together_since(*, peer_leader_id: UUID | None, organization_id: UUID) -> dict[UUID, date]:
    """Since when this peer leader walks with each of their participants."""
    if peer_leader_id is None:
        return {}
    rows = Match.objects.current().filter(organization_id=organization_id, peer_leader=peer_leader_id)
    return {each: since for each, since in rows.values_list("participant_id", "started_on") if since}
