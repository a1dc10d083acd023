"""Agencies of the directory that somebody may mean by the words they typed."""

from datetime import datetime
from uuid import UUID

from kinroad.resources.models import ServiceAtLocation
from kinroad.resources.queries.finding import find_places
from kinroad.resources.rules.finding import Search
from kinroad.resources.rules.searching import words_of

MOST = 6


def agencies_like(said: str, *, organization_id: UUID, at: datetime) -> list[tuple[UUID, str, str]]:
    """Id, name and towns of agencies whose name holds these words, or is held by them; at most six."""
    wanted = set(words_of(said[:200]))
    if not wanted:
        return []
    found = find_places(Search(said=said[:200]), organization_id=organization_id, at=at)
    rows = ServiceAtLocation.objects.filter(organization_id=organization_id, id__in=found.ids)
    agencies: dict[UUID, tuple[str, set[str]]] = {}
    for agency, name, town in rows.order_by("agency_name", "id").values_list(
        "service__agency_id", "agency_name", "city"
    ):
        named = set(words_of(name))
        if named and (wanted <= named or named <= wanted):
            agencies.setdefault(agency, (name, set()))[1].add(town)
    return [(id, name, ", ".join(sorted(towns - {""})[:3])) for id, (name, towns) in agencies.items()][:MOST]
