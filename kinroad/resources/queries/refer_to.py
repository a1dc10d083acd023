"""Finding a service to refer somebody to, while one is on their page."""

from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import ServiceAtLocation

MOST = 30


def find_to_refer(asked: str, *, viewer: Viewer) -> list[ServiceAtLocation]:
    """Listed services whose words hold everything that was typed, by name. Empty without words. One query."""
    words = asked.casefold().split()
    if not words:
        return []
    rows = ServiceAtLocation.objects.listed().filter(organization_id=viewer.organization_id)
    for word in words:
        rows = rows.filter(words__contains=word)
    return list(rows.only("pk", "name", "agency_name", "summary", "city").order_by("name", "pk")[:MOST])
