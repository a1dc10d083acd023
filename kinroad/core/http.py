"""Types of requests."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

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
