"""My own pages about what left, and what I ask not to be shared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.consent.actions import restriction as actions
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.forms.disclosures import RestrictForm
from kinroad.home.forms.people import PressForm
from kinroad.home.views.disclosures import class_names, what_left
from kinroad.home.views.me import own_page
from kinroad.people.queries.circle import own_participant
from kinroad.people.views.doors import for_participants
from kinroad.people.views.step_up import fresh_sign_in


@require_safe
@for_participants
def me_disclosures(request: SignedInRequest) -> HttpResponse:
    """Whom we told about me, in three years."""
    mine = own_page(request, "me_disclosures")
    return render(request, "home/me_disclosures.html", {"called": mine.person.called, **what_left(request, mine)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_restrict(request: SignedInRequest) -> HttpResponse:
    """Ask that something is not shared."""
    mine = own_page(request, "me_disclosures")
    form = RestrictForm(request.POST if request.method == "POST" else None, words=class_names())
    if form.carry_out(actions.restrict, participant=mine, by=request.viewer, at=now()):
        messages.success(request, _("Saved. It holds from now on. You read our answer here."))
        return redirect("home:me_disclosures")
    form.refresh_id()
    return render(request, "home/me_restrict.html", {"form": form})


@require_POST
@for_participants
@fresh_sign_in
def me_restrict_lift(request: SignedInRequest, restriction_id: UUID) -> HttpResponse:
    """Lift it again."""
    given = {"participant": own_participant(request.viewer), "by": request.viewer, "at": now()}
    PressForm(request.POST).carry_out(actions.lift, restriction_id=restriction_id, **given)
    return redirect("home:me_disclosures")
