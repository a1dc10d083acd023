"""Finding a service to refer somebody to, while one is on their page."""

from datetime import datetime

from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import ServiceAtLocation
from kinroad.resources.queries.finding import find_places
from kinroad.resources.queries.resource import lines_of
from kinroad.resources.rules.finding import Search


def find_to_refer(asked: str, *, viewer: Viewer, at: datetime) -> list[ServiceAtLocation]:
    """The first page of what the public finder answers, spelling forgiven. Empty without words."""
    if not asked:
        return []
    found = find_places(Search(said=asked), organization_id=viewer.organization_id, at=at)
    return [each.place for each in lines_of(found.ids, organization_id=viewer.organization_id, at=at)]
