"""What a participant allows us to send, with the words, the day and who took it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.actions.allowed import say
from kinroad.home.forms.messages import SaidForm, WishesForm
from kinroad.home.queries import messages as queries
from kinroad.home.queries import record as records
from kinroad.home.views.pages import day_here
from kinroad.home.views.record import of_record
from kinroad.notifications.actions.thread import set_wishes
from kinroad.notifications.queries.permission import permissions_of
from kinroad.notifications.queries.thread import wishes_of
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.views.doors import for_participants


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_allowed(request: SignedInRequest) -> HttpResponse:
    """What I allow, and what I want to be told."""
    mine, at = own_participant(request.viewer), now()
    if "said" in request.POST:
        return _said(request, mine, then="home:me_allowed")
    ways = queries.ways_of(mine, at=at)
    data = request.POST if request.method == "POST" else None
    form = WishesForm(data, wishes=wishes_of(mine), ways=ways)
    if form.carry_out(set_wishes, participant=mine, by=request.viewer):
        messages.success(request, _("Saved. We do as you say from now on."))
        return redirect("home:me_allowed")
    if request.method != "POST":
        audit.look(participant_id=mine.pk, page="allowed", why=Why.OWN, viewer=request.viewer)
    context = {"mine": mine, "allowed": permissions_of(mine, at=at), "form": form, "ways": ways, **day_here(request)}
    return render(request, "home/me_allowed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("allowed")
def record_allowed(request: SignedInRequest, record: records.Record) -> HttpResponse:
    """What they allow. What they say on the telephone is written down with one press."""
    if request.method == "POST":
        return _said(request, record.participant, record.participant.pk, then="home:record_allowed")
    allowed = permissions_of(record.participant, at=now())
    return render(request, "home/record_allowed.html", {"record": record, "allowed": allowed, **day_here(request)})


def _said(request: SignedInRequest, participant: Participant, *args: Any, then: str) -> HttpResponse:
    form = SaidForm(request.POST)
    if form.carry_out(say, participant=participant, by=request.viewer, at=now()):
        messages.success(request, _("Written down. It holds from now on."))
    return redirect(then, *args)
