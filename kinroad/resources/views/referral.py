"""Referrals: the participant's own pages, and the same beside them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.design.paper import can_make_pdf
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_participants, for_roles
from kinroad.people.views.limits import is_search, limited
from kinroad.resources.actions import referral as actions
from kinroad.resources.actions.referral_day import agree_on_day
from kinroad.resources.forms.referral import AskForm, DayForm, LetterForm, OfferForm, OutcomeForm, SentForm
from kinroad.resources.models import Referral
from kinroad.resources.queries import referral as queries
from kinroad.resources.queries.refer_to import find_to_refer
from kinroad.resources.queries.referral_identity import telling
from kinroad.resources.rules.referral import STANDING

BESIDE = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_participants
def me_referrals(request: SignedInRequest) -> HttpResponse:
    """Where I was referred to, and how it went."""
    mine = own(request)
    return draw(request, "referrals", mine, False, page=queries.referrals_of(mine))


@GET_OR_POST
@for_participants
def me_referral_new(request: SignedInRequest, public_place_id: UUID) -> HttpResponse:
    """I would like this: who walks with me sees it on Today."""
    mine = own(request)
    place = queries.get_place(public_place_id, viewer=request.viewer)
    form = AskForm(request.POST if request.method == "POST" else None)
    given = {"participant": mine, "service_at_location": place, "by": request.viewer, "at": now()}
    if form.carry_out(actions.ask_for, **given):
        messages.success(request, _("Written down. We ask how it went."))
        return redirect("resources:me_referral", form.result.pk)
    form.refresh_id()
    return draw(request, "referral_ask", mine, False, form=form, place=place)


@require_safe
@for_participants
def me_referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """One of them: every step, and what I say to it."""
    mine = own(request)
    return one(request, mine, queries.get_referral(referral_id, participant=mine))


@require_POST
@for_participants
def me_referral_yes(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Yes, I would like that."""
    return _yes(request, own(request), referral_id)


@require_POST
@for_participants
def me_referral_close(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """I do not want it, or not any more."""
    return _close(request, own(request), referral_id)


@require_POST
@for_participants
def me_referral_outcome(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """How it went, in my own word."""
    return _outcome(request, own(request), referral_id)


@require_safe
@BESIDE
def person_referrals(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Where somebody was referred to, beside them."""
    them = theirs(request, participant_id)
    return draw(request, "referrals", them, True, page=queries.referrals_of(them))


@GET_OR_POST
@BESIDE
@limited("search", when=is_search)
def person_referral_new(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Offer a service: first which one, then how."""
    them = theirs(request, participant_id)
    wanted = request.GET.get("to", "")
    place = queries.get_place(UUID(wanted), viewer=request.viewer) if _is_id(wanted) else None
    if place is None:
        asked = request.GET.get("q", "").strip()[:100]
        found = find_to_refer(asked, viewer=request.viewer, at=now())
        return draw(request, "referral_find", them, True, asked=asked, found=found)
    form = OfferForm(request.POST if request.method == "POST" else None)
    given = {"participant": them, "service_at_location": place, "by": request.viewer, "at": now()}
    if form.carry_out(actions.offer, **given):
        messages.success(request, _("Written down. It stands on Today until we know how it went."))
        return redirect("resources:person_referral", them.pk, form.result.pk)
    form.refresh_id()
    return draw(request, "referral_new", them, True, form=form, place=place)


@require_safe
@BESIDE
def person_referral(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """One referral, beside them."""
    them = theirs(request, participant_id)
    return one(request, them, queries.get_referral(referral_id, participant=them), beside=True)


@require_POST
@BESIDE
def person_referral_yes(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write their yes down."""
    return _yes(request, theirs(request, participant_id), referral_id, beside=True)


@require_POST
@BESIDE
def person_referral_close(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """They do not want it any more; or nothing is left to do."""
    return _close(request, theirs(request, participant_id), referral_id, beside=True)


@require_POST
@BESIDE
def person_referral_sent(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """We called or went together, or the letter is given."""
    return _step(request, participant_id, referral_id, actions.send, sent_form=SentForm(request.POST))


@require_POST
@BESIDE
def person_referral_day(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """The day on which we call or go together."""
    return _step(request, participant_id, referral_id, agree_on_day, day_form=DayForm(request.POST))


def _step(
    request: SignedInRequest, participant_id: UUID, referral_id: UUID, act: Callable[..., Any], **named: Any
) -> HttpResponse:
    """One form of the page, named as the page names it: carried out, or shown again with what is wrong."""
    them = theirs(request, participant_id)
    row = queries.get_referral(referral_id, participant=them)
    (form,) = named.values()
    if form.carry_out(act, referral=row, by=request.viewer, at=now()):
        messages.success(request, _("Written down."))
        return to_one(them, row, beside=True)
    return one(request, them, row, beside=True, **named)


@require_POST
@BESIDE
def person_referral_outcome(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """How it went."""
    return _outcome(request, theirs(request, participant_id), referral_id, beside=True)


@require_POST
@BESIDE
def person_referral_mistake(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """It was written down by mistake."""
    them = theirs(request, participant_id)
    row = queries.get_referral(referral_id, participant=them)
    actions.take_out(referral=row, by=request.viewer, at=now())
    messages.success(request, _("Taken out. It counts nowhere."))
    return redirect("resources:person_referrals", them.pk)


def own(request: SignedInRequest) -> Participant:
    """The participant who is signed in; the look is written."""
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="referrals", why=Why.OWN, viewer=request.viewer)
    return mine


def theirs(request: SignedInRequest, participant_id: UUID) -> Participant:
    """The participant one is beside; the look is written."""
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="referrals", why=why, viewer=request.viewer)
    return participant


def draw(request: SignedInRequest, template: str, participant: Participant, beside: bool, **more: Any) -> HttpResponse:
    """A page about one participant, for them or beside them."""
    context = {"participant": participant, "beside": beside, "today": today(request.viewer.organization_zone)}
    zone = request.viewer.organization_zone
    return render(request, f"resources/{template}.html", {**context, "zone": zone, **more})


def to_one(participant: Participant, referral: Referral, *, beside: bool) -> HttpResponse:
    """Back to the page of one referral."""
    if beside:
        return redirect("resources:person_referral", participant.pk, referral.pk)
    return redirect("resources:me_referral", referral.pk)


def one(
    request: SignedInRequest,
    participant: Participant,
    referral: Referral,
    *,
    beside: bool = False,
    form: OutcomeForm | None = None,
    sent_form: SentForm | None = None,
    day_form: DayForm | None = None,
    link: str = "",
) -> HttpResponse:
    context = {
        "referral": referral,
        "steps": queries.steps_of(referral),
        "barriers": queries.barriers_of(referral),
        "has_link": queries.has_link(referral),
        "form": form or OutcomeForm(initial={"outcome": referral.outcome}),
        "sent_form": sent_form or SentForm(),
        "day_form": day_form or DayForm(initial={"together_on": referral.together_on}),
        "letter_form": LetterForm(own=not beside),
        "paper": can_make_pdf(),
        "may_answer": referral.accepted_on is not None and referral.state in STANDING,
        "telling": telling(referral, participant=participant, at=now())
        if beside and referral.state in STANDING and referral.accepted_on is not None
        else None,
        "open_now": referral.state in STANDING,
        "link": link,
    }
    return draw(request, "referral", participant, beside, **context)


def _yes(
    request: SignedInRequest, participant: Participant, referral_id: UUID, *, beside: bool = False
) -> HttpResponse:
    row = queries.get_referral(referral_id, participant=participant)
    form = ActionForm(request.POST)
    if form.carry_out(actions.say_yes, referral=row, by=request.viewer, at=now()):
        messages.success(request, _("Written down. We ask how it went."))
    return to_one(participant, row, beside=beside)


def _close(
    request: SignedInRequest, participant: Participant, referral_id: UUID, *, beside: bool = False
) -> HttpResponse:
    row = queries.get_referral(referral_id, participant=participant)
    actions.close(referral=row, by=request.viewer, at=now())
    messages.success(request, _("Closed. Nobody asks about it any more."))
    return to_one(participant, row, beside=beside)


def _outcome(
    request: SignedInRequest, participant: Participant, referral_id: UUID, *, beside: bool = False
) -> HttpResponse:
    row = queries.get_referral(referral_id, participant=participant)
    form = OutcomeForm(request.POST)
    if form.carry_out(actions.say_outcome, referral=row, by=request.viewer, at=now()):
        messages.success(request, _("Saved."))
        return to_one(participant, row, beside=beside)
    return one(request, participant, row, beside=beside, form=form)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
