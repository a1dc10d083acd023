"""The numbers of support by phone."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.coaching.forms.call_figures import DaysForm
from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.coaching.queries.call_figures import call_figures, outcomes_by_month
from kinroad.coaching.rules.call_figures import year_up_to
from kinroad.coaching.rules.call_sharing import last_whole_year, shared
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

INSIDE = (Role.SUPERVISOR, *COORDINATING_ROLES)


@for_roles(*INSIDE, Role.EVALUATOR)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """For those who run the program; and, without small numbers and for fixed months, for the evaluator."""
    day = today(request.viewer.organization_zone)
    inside = request.viewer.has(*INSIDE)
    form = DaysForm(request.GET or None, initial=dict(zip(("since", "until"), year_up_to(day), strict=True)))
    since, until = _days(form, day) if inside else last_whole_year(day)
    days = {"since": since, "until": until}
    found: Any = call_figures(request.viewer.organization_id, today=day, **days)
    if not inside:
        found = shared(found, months=list(outcomes_by_month(request.viewer.organization_id, **days).values()))
    context: dict[str, Any] = {
        "figures": found,
        "form": form if inside else None,
        "since": since,
        "until": until,
        "outcomes": OUTCOMES,
        "dispositions": DISPOSITIONS if inside else (),
    }
    return render(request, "coaching/call_figures.html", context)


def _days(form: forms.Form, day: date) -> tuple[date, date]:
    if not form.is_bound or not form.is_valid():
        return year_up_to(day)
    return form.cleaned_data["since"], form.cleaned_data["until"]
