"""The calling screen: one person at a time, for a volunteer with two hours."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look, look_at_list
from kinroad.coaching.actions import call as actions
from kinroad.coaching.actions.call_correction import correct_attempt
from kinroad.coaching.forms.call import CallForm, CorrectCallForm, held_in, hold_of
from kinroad.coaching.forms.match import PressForm
from kinroad.coaching.models import CallAttempt, CallEnrollment
from kinroad.coaching.queries import call as queries
from kinroad.coaching.queries import call_screen as screens
from kinroad.coaching.queries.call_dialing import prefix_of
from kinroad.coaching.rules.call import Disposition, Outcome
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.design.formats import weekday
from kinroad.people.models import Kind, PeerLeader
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_peer_leaders

WHY = "calls"
SCRIPTS = ("en", "es")
DEATH = "home:death"


class DialRedirect(HttpResponseRedirect):
    """Leads to the phone itself."""

    allowed_schemes = ["tel"]


@require_safe
@for_peer_leaders
def calls(request: SignedInRequest) -> HttpResponse:
    """Whoever is on the screen; with nobody on it, what waits."""
    leader = queries.get_caller(request.viewer)
    at = now()
    held = queries.held_by(leader, at=at)
    if held is None:
        return _between(request, leader, at=at)
    return _draw(request, held, leader, None, at=at)


def _between(request: SignedInRequest, leader: PeerLeader, *, at: datetime) -> HttpResponse:
    day = screens.day_of(leader, at=at, day=today(request.viewer.organization_zone))
    look_at_list(ids=[each.participant_id for each in day.done], page="calls", viewer=request.viewer)
    context = {"day": day, "zone": request.viewer.organization_zone, "today": today(request.viewer.organization_zone)}
    return render(request, "coaching/calls.html", context)


def _draw(
    request: SignedInRequest, held: CallEnrollment, leader: PeerLeader, form: CallForm | None, *, at: datetime
) -> HttpResponse:
    viewer = request.viewer
    screen = screens.screen_of(held, viewer=viewer, leader=leader, at=at)
    look(participant_id=screen.participant.pk, page="calls", why=WHY, viewer=viewer)
    form = form or _form(None, screen, leader)
    context = {
        "screen": screen,
        "form": form,
        "zone": viewer.organization_zone,
        "their_zone": zone_of(screen.participant),
        "at": at,
        "script": _script(screen, caller=viewer.called),
        "supervisor": screens.supervisor_of(leader),
        "prefix": prefix_of(viewer.organization_id),
    }
    return render(request, "coaching/call.html", context)


def _form(data: Any, screen: screens.Screen, leader: PeerLeader) -> CallForm:
    return CallForm(
        data,
        family=screen.participant.kind == Kind.FAMILY,
        messages=screen.may_leave_message,
        question=screen.asks_to_go_on,
        initial={"hold": hold_of(screen.enrollment.pk, peer_leader_id=leader.pk)},
    )


def _script(screen: screens.Screen, *, caller: str) -> dict[str, str]:
    """What to say, in their language; where we have no words in it, in English."""
    language = screen.enrollment.language if screen.enrollment.language in SCRIPTS else "en"
    with override(language):
        words = render_to_string("coaching/_call_script.html", {"screen": screen, "caller": caller})
    return {"language": language, "words": words}


@require_POST
@for_peer_leaders
def take_next(request: SignedInRequest) -> HttpResponse:
    """Bring the next person onto this screen alone."""
    leader = queries.get_caller(request.viewer)
    form = PressForm(request.POST)
    if form.carry_out(actions.take_next, leader=leader, by=request.viewer, at=now()) and form.result is None:
        messages.info(request, _("Nobody waits for a call right now. Look again in a while."))
    return redirect("coaching:calls")


@require_safe
@for_peer_leaders
def dial(request: SignedInRequest) -> HttpResponse:
    """Opening the number is a look. The prefix hides the number of the caller, unless they chose another."""
    leader = queries.get_caller(request.viewer)
    held = queries.held_by(leader, at=now())
    number = held.them.person.phone if held else None
    if held is None or not number:
        raise Http404
    look(participant_id=held.them.pk, page="dial", why=WHY, viewer=request.viewer)
    prefix = quote(prefix_of(request.viewer.organization_id), safe="*")
    answer = DialRedirect(f"tel:{prefix}{number.removeprefix('+1') if prefix else number}")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@for_peer_leaders
def give_back(request: SignedInRequest) -> HttpResponse:
    """Not now: somebody else may call them."""
    leader = queries.get_caller(request.viewer)
    held = queries.held_by(leader, at=now())
    if held is not None:
        PressForm(request.POST).carry_out(actions.give_back, enrollment=held, leader=leader, by=request.viewer)
    return redirect("coaching:calls")


@require_POST
@for_peer_leaders
def write(request: SignedInRequest) -> HttpResponse:
    """How it went, in one tap."""
    viewer, at = request.viewer, now()
    leader = queries.get_caller(viewer)
    enrollment_id = held_in(request.POST.get("hold", ""), peer_leader_id=leader.pk)
    held = queries.enrollment_of(enrollment_id, organization_id=viewer.organization_id)
    if held is None:
        messages.info(request, _("This page is too old. Take the next person, or ask your supervisor to help."))
        return redirect("coaching:calls")
    form = _form(request.POST, screens.screen_of(held, viewer=viewer, leader=leader, at=at), leader)
    doing = {"enrollment": held, "leader": leader, "by": viewer, "at": at, "zone": viewer.organization_zone}
    if form.carry_out(actions.write_attempt, **doing):
        return _after(request, form.result)
    if held.them.died_on:
        messages.info(request, _("This person is not called any more. Nothing was written down."))
        return redirect("coaching:calls")
    form.refresh_id()
    return _draw(request, held, leader, form, at=at)


def _after(request: SignedInRequest, attempt: CallAttempt) -> HttpResponse:
    row = queries.enrollment_of(attempt.enrollment_id, organization_id=attempt.organization_id)
    assert row is not None
    if attempt.outcome == Outcome.ASKED_TO_STOP:
        messages.success(request, _("Written down. We do not call them again."))
    elif row.them.died_on:
        messages.success(request, _("Written down. This person is not called any more."))
    elif attempt.outcome == Outcome.DIED:
        messages.success(request, _("Thank you for telling us. No calls go out. Someone looks into it today."))
    elif row.due_at is not None:
        next_on = weekday(row.due_at, zone=queries.window_of(row).zone)
        messages.success(request, _("Written down. The next call is on %(day)s.") % {"day": next_on})
    else:
        messages.success(request, _("Written down. Calls rest, and someone looks into it."))
    if attempt.disposition == Disposition.CRISIS:
        return redirect("coaching:calls_danger")
    return redirect(_after_a_death(attempt, viewer=request.viewer) or reverse("coaching:calls"))


def _after_a_death(attempt: CallAttempt, *, viewer: Viewer) -> str:
    """The page that writes a death down, for a caller who may open it; for others a coordinator looks into it."""
    if attempt.outcome != Outcome.DIED or not screens.is_in_sight(attempt.participant_id, viewer=viewer):
        return ""
    try:
        return reverse(DEATH, args=[attempt.participant_id])
    except NoReverseMatch:
        return ""


@require_safe
@for_peer_leaders
def danger(request: SignedInRequest) -> HttpResponse:
    """Stay on the line: the steps, and whom to call."""
    leader = queries.get_caller(request.viewer)
    return render(request, "coaching/call_danger.html", {"supervisor": screens.supervisor_of(leader)})


@require_http_methods(["GET", "POST"])
@for_peer_leaders
def correct(request: SignedInRequest, call_attempt_id: UUID) -> HttpResponse:
    """A wrong tap put right."""
    viewer = request.viewer
    leader = queries.get_caller(viewer)
    attempt = queries.get_own_attempt(call_attempt_id, leader=leader)
    initial = {"outcome": attempt.outcome, "disposition": attempt.disposition}
    form = CorrectCallForm(request.POST or None, initial=initial)
    doing = {"attempt": attempt, "leader": leader, "by": viewer, "at": now(), "zone": viewer.organization_zone}
    if form.carry_out(correct_attempt, **doing):
        messages.success(request, _("Corrected. What was written before is kept."))
        return redirect("coaching:calls")
    form.refresh_id()
    look(participant_id=attempt.participant_id, page="calls", why=WHY, viewer=viewer)
    return render(request, "coaching/call_correct.html", {"form": form, "attempt": attempt, **_zone(viewer)})


def _zone(viewer: Viewer) -> dict[str, Any]:
    return {"zone": viewer.organization_zone, "today": today(viewer.organization_zone)}
