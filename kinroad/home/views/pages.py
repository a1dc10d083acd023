"""Which page of a list is asked for."""

from uuid import UUID

from django.http import HttpRequest


def before_of(request: HttpRequest) -> UUID | None:
    """The id to go on from, or none for the first page."""
    try:
        return UUID(request.GET["before"])
    except (KeyError, ValueError):
        return None
