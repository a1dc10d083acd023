"""My days: what I lived, and what I told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.coaching.actions import recurrence as actions
from kinroad.coaching.forms.outreach import AgainForm, PressForm
from kinroad.coaching.queries import recurrence as queries
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.queries.circle import own_participant
from kinroad.people.views.doors import for_participants


@require_safe
@for_participants
def me_lived(request: SignedInRequest) -> HttpResponse:
    """Every day I lived, and every return I told of."""
    return _draw(request)


@require_POST
@for_participants
def me_lived_again(request: SignedInRequest, recurrence_id: UUID) -> HttpResponse:
    """From which day I count again."""
    row = queries.get_own_recurrence(recurrence_id, participant=own_participant(request.viewer))
    form = AgainForm(request.POST)
    if form.carry_out(actions.count_again, recurrence=row, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("coaching:me_lived")
    return _draw(request, refused=form, about=recurrence_id)


@require_POST
@for_participants
def me_lived_back(request: SignedInRequest, recurrence_id: UUID) -> HttpResponse:
    """It was written by mistake."""
    row = queries.get_own_recurrence(recurrence_id, participant=own_participant(request.viewer))
    if PressForm(request.POST).carry_out(actions.take_back, recurrence=row, by=request.viewer):
        messages.success(request, _("Taken back. Nothing counts from it."))
    return redirect("coaching:me_lived")


def _draw(request: SignedInRequest, refused: ActionForm | None = None, about: UUID | None = None) -> HttpResponse:
    mine = own_participant(request.viewer)
    told = queries.told_of_returns(mine)
    day = today(request.viewer.organization_zone)
    forms = {
        each.id: refused
        if each.id == about
        else AgainForm(initial={"again_on": each.again_on}, auto_id=f"{each.id}-%s")
        for each in told
    }
    context = {"days": queries.lived_of(mine, told=told, today=day), "told": told, "forms": forms, "refused": refused}
    return render(request, "coaching/me_lived.html", context)
