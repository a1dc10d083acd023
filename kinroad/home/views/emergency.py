"""Emergency sight: the door, closing it again, and having read that somebody used it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.actions.emergency import open_sight
from kinroad.home.forms.emergency import EmergencySightForm
from kinroad.home.forms.people import PressForm
from kinroad.home.queries.record import Record
from kinroad.home.views.record import BESIDE_PARTICIPANTS, of_record
from kinroad.people.actions.emergency import end_sight, read_alert
from kinroad.people.queries.policies import policy_of
from kinroad.people.views.doors import for_roles
from kinroad.people.views.step_up import fresh_sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BESIDE_PARTICIPANTS)
@fresh_sign_in
def emergency(request: SignedInRequest) -> HttpResponse:
    """Open the page of somebody one does not walk with, for some hours, with a reason that others read."""
    form = EmergencySightForm(request.POST if request.method == "POST" else None)
    nothing = False
    if form.carry_out(open_sight, by=request.viewer, at=now()):
        if form.result.participant_id is not None:
            messages.warning(request, _("Open for now. Your supervisor was told, and the person is told too."))
            return redirect("home:record", form.result.participant_id)
        nothing, form = True, EmergencySightForm()
    form.refresh_id()
    policy = policy_of(request.viewer.organization_id).emergency
    return render(request, "home/emergency.html", {"form": form, "nothing": nothing, "policy": policy})


@require_POST
@of_record("emergency")
def emergency_end(request: SignedInRequest, record: Record) -> HttpResponse:
    """The emergency is over."""
    if PressForm(request.POST).carry_out(end_sight, participant=record.participant, by=request.viewer):
        messages.success(request, _("Closed. Thank you for closing it."))
    return redirect("home:people")


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def emergency_read(request: SignedInRequest, emergency_id: UUID) -> HttpResponse:
    """The viewer has read that somebody used the door."""
    PressForm(request.POST).carry_out(read_alert, sight_id=emergency_id, by=request.viewer)
    return redirect("people:first_page")
