"""The report on how soon people were reached after a return to use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.coaching.rules.outreach import WINDOWS
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles
from kinroad.reporting.queries.outreach import reached_by_half_year
from kinroad.reporting.views.support import INSIDE


@require_safe
@for_roles(*INSIDE, Role.EVALUATOR)
def outreach(request: SignedInRequest) -> HttpResponse:
    """By half-years that are over. Evaluators, and whoever wants it so, get the version to share."""
    viewer, inside = request.viewer, request.viewer.has(*INSIDE)
    shared = not inside or request.GET.get("version") == "to_share"
    day = today(viewer.organization_zone)
    halves = reached_by_half_year(viewer, today=day, share=shared)
    context = {"halves": halves, "windows": WINDOWS, "shared": shared, "inside": inside, "day": day}
    return render(request, "reporting/outreach.html", context)
