"""A hold on one record: nothing of it goes away until somebody ends it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import SignedInRequest
from kinroad.home.forms.people import PressForm
from kinroad.home.queries.record import Record
from kinroad.home.views.record import of_record
from kinroad.people.actions import retention as actions
from kinroad.people.forms.retention import HoldForm
from kinroad.people.queries.retention import hold_on
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles

MAY_HOLD = (Role.COORDINATOR, Role.PROGRAM_MANAGER)


@for_roles(*MAY_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@of_record("hold")
def hold(request: SignedInRequest, record: Record) -> HttpResponse:
    """Why it is held, or a place to say why it should be."""
    form = HoldForm(request.POST or None)
    if form.carry_out(actions.hold, participant=record.participant, by=request.viewer):
        messages.success(request, _("Held. Nothing of this record goes away until somebody ends it."))
        return redirect("home:record", record.participant.pk)
    form.refresh_id()
    return render(request, "home/hold.html", {"record": record, "form": form, "held": hold_on(record.participant)})


@for_roles(*MAY_HOLD)
@require_POST
@of_record("hold")
def hold_end(request: SignedInRequest, record: Record) -> HttpResponse:
    """The hold is not needed any more."""
    held = hold_on(record.participant)
    if held is not None and PressForm(request.POST).carry_out(actions.end_hold, held=held, by=request.viewer):
        messages.success(request, _("The hold has ended."))
    return redirect("home:record", record.participant.pk)
