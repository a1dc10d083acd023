"""A participant's own calendar: the address for their phone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.gatherings.actions import calendar_link as actions
from kinroad.gatherings.forms.calendar_link import BY_NAME, DISCREET, TitlesForm
from kinroad.gatherings.queries.calendar_link import link_of, participant_of
from kinroad.people.models import Participant, Why
from kinroad.people.views.doors import for_participants


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_calendar(request: SignedInRequest) -> HttpResponse:
    """My calendar on my phone: make an address, or a new one. It is shown once."""
    mine = _mine(request)
    link, address = link_of(mine), ""
    form = TitlesForm(request.POST or None, initial={"titles": BY_NAME if link and link.by_name else DISCREET})
    if form.carry_out(actions.make_calendar_link, participant=mine, by=request.viewer, at=now()):
        address = request.build_absolute_uri(reverse("icalendar:own", args=[form.result]))
        link = link_of(mine)
    context = {
        "form": form,
        "link": link,
        "address": address,
        "opens": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "organization": request.organization,
        "today": today(request.viewer.organization_zone),
        "zone": request.viewer.organization_zone,
    }
    return render(request, "gatherings/me_calendar.html", context)


@require_POST
@for_participants
def me_calendar_titles(request: SignedInRequest) -> HttpResponse:
    """Choose what the titles say; the address stays."""
    form = TitlesForm(request.POST)
    if form.carry_out(actions.title_calendar, participant=_mine(request), by=request.viewer):
        messages.success(request, _("Saved. Your phone shows it when it reads the calendar again."))
    return redirect("gatherings:me_calendar")


@require_POST
@for_participants
def me_calendar_stop(request: SignedInRequest) -> HttpResponse:
    """Stop the address."""
    actions.withdraw_calendar_link(participant=_mine(request), by=request.viewer, at=now())
    messages.success(request, _("The address is stopped. Whoever has it sees nothing more."))
    return redirect("gatherings:me_calendar")


def _mine(request: SignedInRequest) -> Participant:
    found = participant_of(request.viewer)
    if found is None:
        raise Http404
    if request.method != "POST":
        audit.look(participant_id=found.pk, page="me_calendar", why=Why.OWN, viewer=request.viewer)
    return found
