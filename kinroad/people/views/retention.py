"""Settings: how long what was written down is kept, and what is held longer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.people.actions import retention as actions
from kinroad.people.forms.retention import ProgramHoldForm, RetentionForm
from kinroad.people.queries import retention as queries
from kinroad.people.queries import settings as places
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: SignedInRequest) -> HttpResponse:
    """The schedule, with counsel's name and day beside each number, and what is held."""
    viewer = request.viewer
    form = _form(request)
    if form.carry_out(actions.set_retention, by=viewer):
        messages.success(request, _("Saved."))
        return redirect("people:retention")
    return _page(request, form=form)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def retention_hold(request: SignedInRequest) -> HttpResponse:
    """Keep everything of everyone in a program."""
    form = ProgramHoldForm(request.POST, programs=queries.programs_to_hold(request.viewer))
    if form.is_valid():
        program = places.get_program(UUID(form.cleaned_data.pop("program")), viewer=request.viewer)
        if form.carry_out(actions.hold, program=program, by=request.viewer):
            messages.success(request, _("Held. Nothing of this program is purged until somebody ends it."))
            return redirect("people:retention")
    form.refresh_id()
    return _page(request, hold=form)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def retention_hold_end(request: SignedInRequest, legal_hold_id: UUID) -> HttpResponse:
    """End the hold on a program."""
    held = queries.program_hold(legal_hold_id, viewer=request.viewer)
    if ActionForm(request.POST).carry_out(actions.end_hold, held=held, by=request.viewer):
        messages.success(request, _("The hold has ended. What is past its day goes within a day."))
    return redirect("people:retention")


def _form(request: SignedInRequest) -> RetentionForm:
    of = request.viewer.organization_id
    sent = request.POST if request.method == "POST" and "seen" in request.POST else None
    return RetentionForm(sent, policy=policy_of(of), advice=queries.advice_in(of))


def _page(
    request: SignedInRequest, *, form: RetentionForm | None = None, hold: ProgramHoldForm | None = None
) -> HttpResponse:
    viewer, programs = request.viewer, queries.programs_to_hold(request.viewer)
    context = {
        "form": form or _form(request),
        "hold": hold or ProgramHoldForm(programs=programs),
        "zone": viewer.organization_zone,
        "programs": programs,
        "held": queries.programs_held(viewer),
        "people_held": queries.people_held(viewer),
    }
    return render(request, "people/retention.html", context)
