"""Our own weekly groups beside the lists of others, as the feeds tell them."""

from hashlib import sha256

from django.http import HttpRequest
from django.urls import reverse

from kinroad.core import time
from kinroad.core.http import PublicRequest
from kinroad.gatherings.queries.weekly import OwnGroup, own_weekly_groups


def own_groups(request: PublicRequest) -> list[OwnGroup]:
    """The groups that may be told now; asked once for each request."""
    kept: list[OwnGroup] | None = getattr(request, "own_groups", None)
    if kept is None:
        here = request.organization
        kept = own_weekly_groups(organization_id=here.id, today=time.today(here.zone), state=here.state)
        request.own_groups = kept  # type: ignore[attr-defined]
    return kept


def mark_of(groups: list[OwnGroup]) -> str:
    """A mark that changes whenever one of them does."""
    return sha256(repr(groups).encode()).hexdigest()[:32] if groups else ""


def page_of(group: OwnGroup, request: HttpRequest) -> str:
    """The page on which one reads more, and says that one is coming."""
    return request.build_absolute_uri(reverse("gatherings:calendar_session", args=[group.session_id]))
