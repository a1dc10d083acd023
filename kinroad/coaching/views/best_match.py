"""The page of one proposal for everyone who waits. Nobody is asked before a coordinator presses so."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kinroad.audit.actions import look_at_list
from kinroad.coaching.actions import best_match as actions
from kinroad.coaching.forms.best_match import AskAllForm, AskForm, SettleForm
from kinroad.coaching.forms.match import PressForm
from kinroad.coaching.queries import best_match_page as queries
from kinroad.coaching.queries.matching import candidates_for
from kinroad.coaching.views.match import GET_OR_POST, doing, draw, look_here, page_number
from kinroad.core.forms import ActionForm, new_form_id
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.queries.circle import get_participant
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.views.doors import for_roles


@for_roles(*COORDINATING_ROLES)
@GET_OR_POST
def matching(request: SignedInRequest) -> HttpResponse:
    """The coordinator's proposal; a press makes it, or makes it again."""
    form = PressForm(request.POST if request.method == "POST" else None)
    make = actions.start_over if "start_over" in request.POST else actions.make
    if form.carry_out(make, by=request.viewer):
        return redirect("coaching:matching")
    return draw_proposal(request, form)


@for_roles(*COORDINATING_ROLES)
@require_POST
def matching_settle(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Two stay together, or must not, or somebody is left out: the rest is made again around it."""
    participant = get_participant(participant_id, viewer=request.viewer)
    form = SettleForm(request.POST)
    if form.carry_out(actions.settle, participant=participant, by=request.viewer):
        messages.success(request, _("Done. The rest of the proposal was made again around it."))
        return redirect("coaching:matching")
    return draw_proposal(request, form)


@for_roles(*COORDINATING_ROLES)
@require_POST
def matching_ask(request: SignedInRequest) -> HttpResponse:
    """Ask two people of the proposal."""
    form = AskForm(request.POST)
    if form.carry_out(actions.ask, **doing(request)):
        messages.success(request, _("We asked both. When both have said yes, they walk together."))
        return redirect("coaching:matching")
    return draw_proposal(request, form)


@for_roles(*COORDINATING_ROLES)
@require_POST
def matching_ask_all(request: SignedInRequest) -> HttpResponse:
    """Ask everyone on the proposal."""
    form = AskAllForm(request.POST)
    if form.carry_out(actions.ask_all, **doing(request)):
        tell(request, form.result)
        return redirect("coaching:matching")
    return draw_proposal(request, form)


def tell(request: SignedInRequest, result: tuple[int, int] | None) -> None:
    """How many were asked, and how many could not be: counts alone, no names."""
    if result is None:
        return
    asked, left = result
    if asked:
        words = ngettext("We asked about %(num)s pair.", "We asked about %(num)s pairs.", asked) % {"num": asked}
        messages.success(request, words)
    if left:
        words = ngettext(
            "%(num)s pair could not be asked. Why stands beside it.",
            "%(num)s pairs could not be asked. Why stands beside each.",
            left,
        )
        messages.warning(request, words % {"num": left})


@for_roles(*COORDINATING_ROLES)
@require_safe
def matching_choose(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Everyone who could walk with one person of the proposal, to keep the two together."""
    participant = get_participant(participant_id, viewer=request.viewer)
    look_here(request, participant)
    page = page_number(request)
    candidates, more = candidates_for(participant, page=page)
    context: dict[str, Any] = {"candidates_here": candidates, "more": more, "page": page, "new_form_id": new_form_id}
    return draw(request, "matching_choose", participant=participant, **context)


def place_in(request: SignedInRequest) -> int:
    """From which place on the proposal is shown; whatever is no place is the beginning."""
    said = request.GET.get("from", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0


def draw_proposal(request: SignedInRequest, form: ActionForm) -> HttpResponse:
    """The page, with what it prints read last."""
    viewer = request.viewer
    proposal = queries.proposal_of(viewer, today=today(viewer.organization_zone), start=place_in(request))
    look_at_list(ids=proposal.shown if proposal else [], page="matching", viewer=viewer)
    context = {"others": queries.others_at_work(viewer), "zone": viewer.organization_zone, "new_form_id": new_form_id}
    return draw(request, "matching", proposal=proposal, form=form, **context)
