"""Reading a short list by its link."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from kinroad.core.ids import hash_of
from kinroad.people.queries.finding import Found, find_participants
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Shortlist
from kinroad.resources.rules.shortlist import as_secret

SHOWN = 8


def list_of(secret: str, *, organization_id: UUID, at: datetime) -> Shortlist:
    """The list behind a link. Raises Http404, alike for a link that is over and one that never was."""
    found = Shortlist.objects.filter(
        organization_id=organization_id, secret_hash=hash_of(as_secret(secret)), expires_at__gt=at
    ).first()
    if found is None:
        raise Http404
    return found


def places_of(found: Shortlist) -> list[UUID]:
    """The ids of its places, in their order."""
    return [UUID(each) for each in found.places]


def whom_to_send(words: str, *, viewer: Viewer) -> list[Found]:
    """People in the viewer's circle whose name is near these words."""
    return find_participants(words, viewer=viewer, shown=SHOWN)
