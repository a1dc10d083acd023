"""Doors of pages: for whom they open. To everyone else the page does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

View = Callable[..., HttpResponse]


def for_roles(*roles: str) -> Callable[[View], View]:
    """Open a page to those who hold one of `roles` now; others get the 404 of an unknown address."""

    def door(view: View) -> View:
        @wraps(view)
        def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.viewer.has(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        opened.roles = roles  # type: ignore[attr-defined]
        return opened

    return door


def for_participants(view: View) -> View:
    """Open a page to participants, about themselves."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.participant_id is None:
            raise Http404
        return view(request, *args, **kwargs)

    return opened


def for_peer_leaders(view: View) -> View:
    """Open a page to peer leaders."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.peer_leader_id is None:
            raise Http404
        return view(request, *args, **kwargs)

    return opened
