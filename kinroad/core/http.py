"""Types of requests, and the reference by which one is found in the log."""

import secrets
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from kinroad.people.models import Organization
    from kinroad.people.rules.viewer import Viewer


class PublicRequest(HttpRequest):
    """A request of anyone, to the public site of one organization."""

    organization: "Organization"
    htmx: "HtmxDetails"


class SignedInRequest(PublicRequest):
    """A request of someone who is signed in: `viewer` says who, in which organization, in which roles."""

    viewer: "Viewer"


def reference_of(request: HttpRequest) -> str:
    """Eight letters that stand on the page of an error and in the log. They say nothing about anybody."""
    if not hasattr(request, "reference"):
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
    return str(request.reference)  # type: ignore[attr-defined]


def clear_this_device(answer: HttpResponseBase) -> None:
    """Let the browser forget every page and everything it stored for us (ASVS 14.3.1).

    Cookies stay: the session's goes with signing out; language, theme and the mark of a known device say nothing.
    """
    answer["Clear-Site-Data"] = '"cache", "storage"'
