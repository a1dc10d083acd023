"""Pages for when something went wrong."""

import sys
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinroad.core.http import reference_of
from kinroad.people.views.here import recognize


@login_not_required
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Not here, or not for this viewer: the same page."""
    if request.resolver_match is None:
        recognize(request)
    return render(request, "404.html", status=404)


@login_not_required
def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Not allowed."""
    return render(request, "403.html", status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The browser sent something we cannot read."""
    return render(request, "400.html", status=400)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's safety check failed, mostly because the page was open for too long."""
    return render(request, "403_csrf.html", status=403)


AWAY = (InterfaceError, OperationalError)
COME_BACK_IN = 5  # seconds


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Our mistake, or the database does not answer just now. The page must not need the database."""
    if isinstance(sys.exc_info()[1], AWAY):
        answer = render(None, "503.html", {"reference": reference_of(request)}, status=503)
        answer["Retry-After"] = str(COME_BACK_IN)
        return answer
    return render(None, "500.html", {"reference": reference_of(request)}, status=500)
