"""Someone's calls: beginning, other times, stopping; beside a participant and on their own page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.audit.actions import look
from kinroad.coaching.actions import call_enrollment as actions
from kinroad.coaching.forms.call_enrollment import CallPressForm, ChangeWindowForm, EnrollForm
from kinroad.coaching.models import CallEnrollment
from kinroad.coaching.queries.call_page import CallPage, call_page
from kinroad.coaching.rules.call import Because
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.notifications.queries.permission import wording_now
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_participants, for_roles

WITH_PEOPLE = (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "POST"])


@for_roles(*WITH_PEOPLE)
@GET_OR_POST
def person_calls(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The calls of somebody in sight."""
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="person_calls", why=why, viewer=request.viewer)
    return _page(request, participant, own=False)


@for_participants
@GET_OR_POST
def me_calls(request: SignedInRequest) -> HttpResponse:
    """My calls."""
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="me_calls", why=Why.OWN, viewer=request.viewer)
    return _page(request, mine, own=True)


def _page(request: SignedInRequest, participant: Participant, *, own: bool) -> HttpResponse:
    page = call_page(participant, at=now())
    form, done = _form(request, participant, page)
    if done:
        messages.success(request, _("Saved. We call in these times from now on."))
        return _back(participant, own=own)
    context = {"page": page, "form": form, "participant": participant, "own": own, "zone": page.zone, "at": now()}
    context["allow_words"] = wording_now()[Kind.CALL]
    return render(request, "coaching/my_calls.html" if own else "coaching/person_calls.html", context)


def _form(request: SignedInRequest, participant: Participant, page: CallPage) -> tuple[Any, bool]:
    """The form that fits: to begin, or to change the times. And whether it was carried out."""
    data, doing = request.POST or None, {"by": request.viewer, "at": now()}
    if page.enrollment is None:
        begin = EnrollForm.of(data, participant)
        done = begin.carry_out(actions.enroll, participant=participant, **doing)
        begin.refresh_id()
        return begin, done
    change = ChangeWindowForm.of(data, page.enrollment)
    return change, change.carry_out(actions.change_window, enrollment=page.enrollment, **doing)


def _back(participant: Participant, *, own: bool) -> HttpResponse:
    return redirect("coaching:me_calls") if own else redirect("coaching:person_calls", participant.pk)


@for_roles(*WITH_PEOPLE)
@require_POST
def person_press(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Stop, go on, yes or no: at the participant's word."""
    participant = get_participant(participant_id, viewer=request.viewer)
    _press(request, participant)
    return _back(participant, own=False)


@for_participants
@require_POST
def me_press(request: SignedInRequest) -> HttpResponse:
    """Stop, go on, yes or no: in one step."""
    mine = own_participant(request.viewer)
    _press(request, mine)
    return _back(mine, own=True)


def _press(request: SignedInRequest, participant: Participant) -> None:
    enrollment = call_page(participant, at=now()).enrollment
    form = CallPressForm(request.POST)
    if enrollment is None or not form.is_valid():
        return
    said = form.cleaned_data["said"]
    if form.carry_out(_say, enrollment=enrollment, by=request.viewer, at=now()):
        messages.success(request, SAYS[said]())
    else:
        messages.error(request, " ".join(str(each) for each in form.non_field_errors()))


def _say(*, said: str, enrollment: CallEnrollment, **doing: Any) -> CallEnrollment:
    if said == "stop":
        return actions.end_calls(enrollment=enrollment, because=Because.ASKED_TO_STOP, **doing)
    if said == "allow":
        return actions.allow_calls(enrollment=enrollment, **doing)
    if said == "again":
        return actions.call_again(enrollment=enrollment, **doing)
    return actions.answer(enrollment=enrollment, wants=said == "yes", **doing)


SAYS = {
    "stop": lambda: _("No more calls. You can begin again any time."),
    "again": lambda: _("Calls go on."),
    "allow": lambda: _("Saved. Calls go on."),
    "yes": lambda: _("Calls go on. We ask again after twelve weeks."),
    "no": lambda: _("Calls have ended. The door stays open."),
}
