"""Practical help in numbers."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.figures import help_figures
from kinroad.practical_help.rules.figures import last_whole_year, shared

INSIDE = (Role.SUPERVISOR, *COORDINATING_ROLES)


@for_roles(*INSIDE, Role.EVALUATOR)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """For those who run the program; and, without small numbers and for fixed months, for the evaluator."""
    viewer = request.viewer
    day, inside = today(viewer.organization_zone), viewer.has(*INSIDE)
    since, until = (day - timedelta(days=364), day) if inside else last_whole_year(day)
    found = help_figures(viewer.organization_id, since=since, until=until, zone=viewer.organization_zone)
    context = {
        "figures": found if inside else shared(found),
        "inside": inside,
        "since": since,
        "until": until,
        "kinds": dict(Ask.Kind.choices),
    }
    return render(request, "practical_help/figures.html", context)
