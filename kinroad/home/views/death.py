"""A participant has died: writing it down, having read it, and taking a mistake back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.coaching.queries.together import who_walks_with
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.home.forms.death import DeathForm
from kinroad.home.forms.people import PressForm
from kinroad.home.queries.record import Record
from kinroad.home.views.record import of_record
from kinroad.people.actions import death as actions
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.death import death_of


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("death")
def death(request: SignedInRequest, record: Record) -> HttpResponse:
    """The day, and who told us. Everything stops at once."""
    if record.participant.died_on is not None and request.method != "POST":
        return redirect("home:record", record.participant.pk)
    form = DeathForm(request.POST or None, today=today(request.viewer.organization_zone))
    if form.carry_out(actions.record, participant=record.participant, by=request.viewer):
        messages.success(request, _("Written down. Every call, message and reminder has stopped."))
        return redirect("home:record", record.participant.pk)
    form.refresh_id()
    return render(request, "home/death.html", {"record": record, "form": form})


@require_POST
@of_record("death")
def death_undo(request: SignedInRequest, record: Record) -> HttpResponse:
    """It was a mistake: everything is as it was."""
    form, walking = PressForm(request.POST), _walking(record.participant)
    if form.carry_out(actions.undo, participant=record.participant, walking=walking, by=request.viewer):
        messages.success(request, _("Taken back. Everything is as it was."))
    return redirect("home:record", record.participant.pk)


def _walking(participant: Participant) -> frozenset[UUID]:
    walking = who_walks_with(ids_of_one(participant), organization_id=participant.organization_id)
    return frozenset(each.person_id for each in walking)


@require_POST
@of_record("death")
def death_read(request: SignedInRequest, record: Record) -> HttpResponse:
    """The viewer has read it."""
    told = death_of(record.participant, viewer=request.viewer)
    if told is not None and told.death is not None:
        PressForm(request.POST).carry_out(actions.read, death=told.death, by=request.viewer)
    return redirect("home:record", record.participant.pk)
