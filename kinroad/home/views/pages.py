"""What several pages ask of a request: which page of a list, and which day it is here."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from kinroad.core.http import SignedInRequest
from kinroad.core.time import today


def before_of(request: HttpRequest) -> UUID | None:
    """The id to go on from, or none for the first page."""
    try:
        return UUID(request.GET["before"])
    except (KeyError, ValueError):
        return None


def day_here(request: SignedInRequest) -> dict[str, Any]:
    """What pages with days print by: the organization's zone, its day, and who looks."""
    zone = request.viewer.organization_zone
    return {"zone": zone, "today": today(zone), "viewer": request.viewer}
