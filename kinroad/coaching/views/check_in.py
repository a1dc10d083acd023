"""Check-ins of a participant: on their own page, and by a link."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.coaching.actions import check_in as actions
from kinroad.coaching.actions.check_in_link import answer_by_link
from kinroad.coaching.actions.check_in_rhythm import set_rhythm
from kinroad.coaching.forms.check_in import FEELINGS, WEEKS, CheckInForm, RhythmForm, SharingForm
from kinroad.coaching.models import CheckIn, Helps
from kinroad.coaching.queries import check_in as queries
from kinroad.coaching.queries.answer_page import answer_page
from kinroad.coaching.queries.check_in_link import waiting_link
from kinroad.coaching.queries.trigger_day import days_of
from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now
from kinroad.design.formats import month_day
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.languages import first_written
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import counted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters("words")
@GET_OR_POST
@for_participants
def check_in(request: SignedInRequest) -> HttpResponse:
    """How are you?"""
    mine = _mine(request, "check_in")
    sent = request.POST if request.method == "POST" else None
    form = CheckInForm(sent, kind=mine.kind, initial={"shared": queries.last_shared(mine)})
    if form.carry_out(actions.check_in, participant=mine, by=request.viewer, at=now()):
        return redirect("coaching:check_in_answered")
    form.refresh_id()
    return render(request, "coaching/check_in.html", {"form": form, "own": True})


@require_safe
@for_participants
def check_in_answered(request: SignedInRequest) -> HttpResponse:
    """What happens now, when a person reads it, and what helps in danger."""
    given = queries.answered_lately(_mine(request, "check_in"), at=now())
    if given is None:
        return redirect("coaching:check_in")
    return _answered(request, given, own=True)


@login_not_required
@never_cache
@sensitive_post_parameters("words")
@GET_OR_POST
@counted("welcome")
def check_in_by_link(request: PublicRequest, secret: str) -> HttpResponse:
    """The same by a link: opening it changes nothing, the button uses it up. No name stands on the page."""
    link = waiting_link(secret, at=now())
    if link is not None:
        _speak_with(request, link.participant)
    kind = (link.participant.merged_into or link.participant).kind if link else "recovery"
    form = CheckInForm(request.POST if request.method == "POST" else None, kind=kind)
    if form.carry_out(answer_by_link, secret=secret, at=now()):
        _speak_with(request, form.result.participant)
        return _answered(request, form.result, own=False)
    if link is None:
        return render(request, "coaching/check_in_closed.html")
    form.refresh_id()
    return render(request, "coaching/check_in.html", {"form": form, "own": False})


@require_safe
@for_participants
def me_check_ins(request: SignedInRequest) -> HttpResponse:
    """Everything I answered, over time; for me alone unless I share it."""
    return _my_check_ins(request, _mine(request, "check_in"))


@require_POST
@for_participants
def me_check_in_rhythm(request: SignedInRequest) -> HttpResponse:
    """How often I would like to be asked."""
    mine = _mine(request, "check_in")
    form = RhythmForm(request.POST)
    if form.carry_out(set_rhythm, participant=mine, by=request.viewer, at=now()):
        messages.success(request, _("Saved. We do as you say from now on."))
        return redirect("coaching:me_check_ins")
    return _my_check_ins(request, mine, rhythm_form=form)


@require_POST
@for_participants
def me_check_in_share(request: SignedInRequest, check_in_id: UUID) -> HttpResponse:
    """Show an answer, or words I kept, to the people who walk with me; or keep it from now on."""
    given = queries.get_own_check_in(check_in_id, participant=_mine(request, "check_in"))
    form = SharingForm(request.POST)
    if form.carry_out(_share, check_in=given, by=request.viewer):
        messages.success(request, _("Saved."))
    return redirect("coaching:me_check_ins")


def _speak_with(request: HttpRequest, participant: Participant) -> None:
    """Whoever follows a link reads it in the participant's language, unless this browser was told another."""
    theirs = first_written(participant.person.languages)
    if theirs and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(theirs)


def _share(*, check_in: CheckIn, share: str, by: Any) -> CheckIn:
    if share == "words":
        return actions.share_words(check_in=check_in, by=by)
    return actions.set_shared(check_in=check_in, shared=share == "yes", by=by)


def _mine(request: SignedInRequest, page: str) -> Participant:
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page=page, why=Why.OWN, viewer=request.viewer)
    return mine


def _answered(request: HttpRequest, given: CheckIn, *, own: bool) -> HttpResponse:
    context = {"page": answer_page(given, at=now()), "own": own}
    return render(request, "coaching/check_in_answered.html", context)


def _my_check_ins(request: SignedInRequest, mine: Participant, rhythm_form: RhythmForm | None = None) -> HttpResponse:
    given = queries.own_check_ins(mine)
    asking = queries.rhythm_of(mine)
    starts = {"weeks": asking.weeks, "weekday": asking.weekday, "hour": asking.hour} if asking else {"hour": 10}
    scale = [each for each in given if each.feeling][: queries.ON_THE_SCALE][::-1]
    context = {
        "check_ins": given,
        "scale": scale,
        "labels": [month_day(each.on) for each in scale],
        "feelings": dict(FEELINGS),
        "weeks": dict(WEEKS[mine.kind]),
        "help_words": dict(Helps.choices),
        "rhythm_form": rhythm_form or RhythmForm(initial=starts),
        "asked_now": asking.due_at if asking else None,
        "days": days_of(mine, at=now())[:3],
        "zone": zone_of(mine),
        "mine": mine,
    }
    return render(request, "coaching/me_check_ins.html", context)
