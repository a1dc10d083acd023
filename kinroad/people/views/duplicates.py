"""Records that may be of one person: the coordinator compares them and decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.people.actions.merging import unmerge_participant
from kinroad.people.forms.duplicates import DecideForm, PressForm, decide
from kinroad.people.queries import duplicates as queries
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles

coordinators = for_roles(Role.COORDINATOR, Role.PROGRAM_MANAGER)


@require_safe
@coordinators
def duplicates(request: SignedInRequest) -> HttpResponse:
    """Pairs to be looked at, and those of which one stands for the other."""
    pairs, merged = queries.open_pairs(request.viewer), queries.merged_pairs(request.viewer)
    shown = [side.pk for pair in (*pairs, *merged) for side in (pair.first, pair.second)]
    audit.look_at_list(ids=list(dict.fromkeys(shown)), page="duplicates", viewer=request.viewer)
    return render(request, "people/duplicates.html", {"pairs": pairs, "merged": merged})


@require_http_methods(["GET", "POST"])
@coordinators
def duplicate(request: SignedInRequest, possible_duplicate_id: UUID) -> HttpResponse:
    """Two records side by side."""
    row, pair = queries.open_pair(possible_duplicate_id, viewer=request.viewer)
    form = DecideForm(request.POST or None)
    if form.carry_out(decide, row=row, pair=pair, by=request.viewer):
        two = form.cleaned_data["decision"] == DecideForm.TWO
        messages.success(request, _("They stay two people.") if two else _("One page stands for both now."))
        return redirect("people:duplicates")
    audit.look_at_list(ids=[pair.first.pk, pair.second.pk], page="duplicates", viewer=request.viewer)
    return render(request, "people/duplicate.html", {"compared": pair, "form": form})


@require_POST
@coordinators
def unmerge(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Take a merge back."""
    merged = queries.merged_one(participant_id, viewer=request.viewer)
    form = PressForm(request.POST)
    if form.carry_out(unmerge_participant, merged=merged, by=request.viewer):
        messages.success(request, _("Both pages stand for themselves again."))
    for refused in form.non_field_errors():
        messages.warning(request, str(refused))
    return redirect("people:duplicates")
