"""Who leads a gathering, and when a series ends."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinroad.audit.actions import look_at_list
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.gatherings.actions import facilitator as actions
from kinroad.gatherings.actions import series
from kinroad.gatherings.forms.session import EndForm, FindParticipantForm, LeaderForm
from kinroad.gatherings.models import Gathering, Part
from kinroad.gatherings.queries import facilitator as queries
from kinroad.gatherings.queries.gathering import get_gathering
from kinroad.gatherings.views.gathering import GET_OR_POST, PLANNERS
from kinroad.people.models import Person
from kinroad.people.queries.finding import Found, find_participants


@GET_OR_POST
@PLANNERS
def leaders(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """Who leads it; somebody who works here begins to."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    form = LeaderForm(request.POST or None, workers=queries.workers_to_lead(request.viewer))
    if form.is_bound and form.is_valid():
        person = queries.get_worker(form.cleaned_data["person"], viewer=request.viewer)
        _begin(request, found, person, form.cleaned_data["part"])
        return redirect("gatherings:leaders", found.pk)
    return _draw(request, found, form)


def _begin(request: SignedInRequest, gathering: Gathering, person: Person, part: str) -> None:
    on = today(gathering.zone)
    actions.begin_leading(gathering=gathering, person=person, part=part, on=on, by=request.viewer)
    messages.success(request, _("Saved."))


@require_POST
@PLANNERS
def find_co_lead(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """Participants in sight who may be meant."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    finder = FindParticipantForm(request.POST)
    people: list[Found] = []
    if finder.is_valid():
        people = find_participants(finder.cleaned_data["words"], viewer=request.viewer)
        look_at_list(ids=[each.participant_id for each in people], page="co_lead", viewer=request.viewer)
    form = LeaderForm(workers=queries.workers_to_lead(request.viewer))
    return _draw(request, found, form, finder=finder, people=people, searched=finder.is_valid())


@require_POST
@PLANNERS
def add_co_lead(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """A participant in sight leads beside others."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    try:
        participant_id = UUID(request.POST.get("participant", ""))
    except ValueError:
        return redirect("gatherings:leaders", found.pk)
    person = queries.person_of_participant(participant_id, viewer=request.viewer)
    _begin(request, found, person, Part.CO_LEAD)
    return redirect("gatherings:leaders", found.pk)


@require_POST
@PLANNERS
def end_leading(request: SignedInRequest, gathering_id: UUID, facilitator_id: UUID) -> HttpResponse:
    """Somebody leads it no more."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    line = queries.get_facilitator(facilitator_id, gathering=found)
    actions.end_leading(facilitator=line, on=today(found.zone), by=request.viewer)
    messages.success(request, _("Saved."))
    return redirect("gatherings:leaders", found.pk)


def _draw(request: SignedInRequest, gathering: Gathering, form: LeaderForm, **more: Any) -> HttpResponse:
    lead = queries.leaders_of(gathering)
    look_at_list(ids=lead.participant_ids, page="leaders", viewer=request.viewer)
    page = {"gathering": gathering, "leaders": lead, "form": form, "finder": FindParticipantForm(), **more}
    return render(request, "gatherings/leaders.html", page)


@GET_OR_POST
@PLANNERS
def end_gathering(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """The last day of a series. Ending deletes nothing that was."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    form = EndForm(request.POST if request.method == "POST" else None, gathering=found, at=now())
    doing = {"gathering": found, "by": request.viewer, "today": today(found.zone), "at": now()}
    if form.carry_out(series.end_series, **doing):
        messages.success(request, _("It ends on that day. All that was stays."))
        return redirect("gatherings:gathering", found.pk)
    return render(request, "gatherings/end.html", {"gathering": found, "form": form})


@require_POST
@PLANNERS
def begin_again(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """A series that was ended goes on."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    series.begin_again(gathering=found, by=request.viewer, today=today(found.zone))
    messages.success(request, _("It goes on."))
    return redirect("gatherings:gathering", found.pk)
