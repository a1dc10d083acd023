"""Pages of who calls when, and whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.coaching.actions import call_list as actions
from kinroad.coaching.actions.call_dialing import set_prefix
from kinroad.coaching.forms.call_list import DialingForm, HoursForm, SomeonesHoursForm
from kinroad.coaching.forms.match import PressForm
from kinroad.coaching.queries import call_list as queries
from kinroad.coaching.queries.call import get_caller
from kinroad.coaching.queries.call_dialing import prefix_of
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_peer_leaders, for_roles

PLANNERS = (Role.SUPERVISOR, *COORDINATING_ROLES)


@for_roles(*PLANNERS)
@require_http_methods(["GET", "POST"])
def lists(request: SignedInRequest) -> HttpResponse:
    """Who calls today, with how many people on each list."""
    return _lists(request, None)


def _lists(request: SignedInRequest, dialing: DialingForm | None) -> HttpResponse:
    day = today(request.viewer.organization_zone)
    callers = queries.callers_to_choose(request.viewer)
    posted = None if dialing else request.POST or None
    form = SomeonesHoursForm(posted, callers=callers, today=day)
    if form.carry_out(actions.give_hours, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("coaching:calls_lists")
    form.refresh_id()
    context = {
        "form": form,
        "dialing": dialing or DialingForm(initial={"prefix": prefix_of(request.viewer.organization_id)}),
        "day": day,
        "zone": request.viewer.organization_zone,
        "shifts": queries.lists_on(request.viewer, on=day),
        "waiting": queries.waiting_for_a_list(request.viewer, on=day, at=now()),
    }
    return render(request, "coaching/call_lists.html", context)


@for_roles(*PLANNERS)
@require_POST
def plan_lists(request: SignedInRequest) -> HttpResponse:
    """Plan the lists of today."""
    form = PressForm(request.POST)
    on = today(request.viewer.organization_zone)
    if form.carry_out(actions.plan_day, on=on, by=request.viewer, at=now()):
        many = len(form.result)
        said = ngettext("One person is on a list now.", "%(num)s people are on a list now.", many)
        messages.success(request, said % {"num": many} if many else _("Nobody else has a place on a list today."))
    return redirect("coaching:calls_lists")


@for_roles(*PLANNERS)
@require_POST
def dialing(request: SignedInRequest) -> HttpResponse:
    """What callers dial before every number."""
    form = DialingForm(request.POST)
    if form.carry_out(set_prefix, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("coaching:calls_lists")
    return _lists(request, form)


@for_roles(*PLANNERS)
@require_POST
def away(request: SignedInRequest, call_shift_id: UUID) -> HttpResponse:
    """A caller is away: their list goes to others."""
    _away(request, call_shift_id, own=False)
    return redirect("coaching:calls_lists")


@for_peer_leaders
@require_http_methods(["GET", "POST"])
def hours(request: SignedInRequest) -> HttpResponse:
    """The hours I give."""
    leader = get_caller(request.viewer)
    day = today(request.viewer.organization_zone)
    form = HoursForm(request.POST or None, today=day)
    if form.carry_out(actions.give_hours, peer_leader=leader.pk, by=request.viewer):
        messages.success(request, _("Thank you. These are your hours."))
        return redirect("coaching:calls_hours")
    form.refresh_id()
    context = {"form": form, "shifts": queries.own_shifts(leader, since=day), "zone": request.viewer.organization_zone}
    return render(request, "coaching/call_hours.html", context)


@for_peer_leaders
@require_POST
def own_away(request: SignedInRequest, call_shift_id: UUID) -> HttpResponse:
    """I cannot call: my list goes to others."""
    _away(request, call_shift_id, own=True)
    return redirect("coaching:calls_hours")


def _away(request: SignedInRequest, call_shift_id: UUID, *, own: bool) -> None:
    shift = queries.get_shift(call_shift_id, viewer=request.viewer, own=own)
    form = PressForm(request.POST)
    if form.carry_out(actions.away, shift=shift, by=request.viewer, at=now()):
        said = ngettext("One person went to another list.", "%(num)s people went to other lists.", form.result)
        others = _("Whoever found no place comes up as the next person for anyone who calls.")
        messages.success(request, (said % {"num": form.result} if form.result else _("Handed over.")) + " " + others)
