"""Who in my team has been quiet too long."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.home.queries.quiet import Place, quiet_of
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles


@require_safe
@for_roles(Role.SUPERVISOR)
def quiet(request: SignedInRequest) -> HttpResponse:
    """The facts of everyone who is quiet too long, and who is expected to reach out."""
    viewer = request.viewer
    day, after = today(viewer.organization_zone), _place(request.GET.get("after", ""))
    page = quiet_of(viewer, day=day, after=after)
    audit.look_at_list(ids=[each.who.participant_id for each in page.people], page="quiet", viewer=viewer)
    return render(request, "home/quiet.html", {"page": page, "day": day, "first": after is None})


def _place(said: str) -> Place | None:
    """Where a page begins, as an address says it. Whatever is no place is the beginning."""
    on, _dot, pk = said.partition("_")
    try:
        return date.fromisoformat(on), UUID(pk)
    except ValueError:
        return None
