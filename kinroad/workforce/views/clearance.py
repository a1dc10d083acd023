"""Checks of drivers and of people who look after children."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.queries.staff import get_staff
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.workforce.actions import clearance as actions
from kinroad.workforce.forms.clearance import ClearanceForm
from kinroad.workforce.models import Clearance
from kinroad.workforce.queries import clearance as queries

THOSE_WHO_CHECK = for_roles(Role.SUPERVISOR, *COORDINATING_ROLES)


@THOSE_WHO_CHECK
@require_safe
def checks(request: SignedInRequest) -> HttpResponse:
    """Everyone who works here, and what they are cleared for."""
    everyone = queries.everyone_checked(request.viewer, today=today(request.viewer.organization_zone))
    return render(request, "workforce/checks.html", {"everyone": everyone, "kinds": dict(Clearance.Kind.choices)})


@THOSE_WHO_CHECK
@require_http_methods(["GET", "HEAD", "POST"])
def person_checks(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """One worker's checks, and a new one."""
    person = get_staff(person_id, viewer=request.viewer)
    form = ClearanceForm(request.POST if request.method == "POST" else None)
    day = today(request.viewer.organization_zone)
    if form.carry_out(actions.write_clearance, person=person, on=day, by=request.viewer):
        messages.success(request, _("Written down. They are cleared until that day."))
        return redirect("workforce:person_checks", person_id)
    form.refresh_id()
    rows = queries.history_of(person.pk, viewer=request.viewer)
    context = {"form": form, "person": person, "rows": rows, "own": person.pk == request.viewer.person_id, "day": day}
    return render(request, "workforce/person_checks.html", context)


@THOSE_WHO_CHECK
@require_POST
def check_end(request: SignedInRequest, clearance_id: UUID) -> HttpResponse:
    """A check no longer stands."""
    clearance = queries.get_clearance(clearance_id, viewer=request.viewer)
    actions.end_clearance(clearance=clearance, by=request.viewer, on=today(request.viewer.organization_zone))
    messages.success(request, _("Taken back. What they had said yes to is open again in a minute."))
    return redirect("workforce:person_checks", clearance.person_id)
