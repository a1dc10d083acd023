"""Asking for practical help: the participant's own pages, and the same beside them."""

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
from kinroad.core.time import now
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_participants, for_roles
from kinroad.practical_help.actions import done, own_ask, take
from kinroad.practical_help.forms.ask import AskForm
from kinroad.practical_help.forms.done import ThanksForm
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.ask import asks_of, get_ask_of
from kinroad.practical_help.rules.ask import Kind

BESIDE = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
KINDS = dict(Ask.Kind.choices)


@require_safe
@for_participants
def me_help(request: SignedInRequest) -> HttpResponse:
    """What I asked for."""
    return _list(request, _mine(request))


@GET_OR_POST
@for_participants
def me_help_new(request: SignedInRequest) -> HttpResponse:
    """Ask for something: first what, then when and where."""
    return _ask(request, _mine(request))


@GET_OR_POST
@for_participants
def me_help_one(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """One thing I asked for: who helps, and thanks."""
    return _one(request, _mine(request), ask_id)


@require_POST
@for_participants
def me_help_answer(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """Yes to whoever offers, or somebody else please."""
    return _answer(request, _mine(request), ask_id)


@require_POST
@for_participants
def me_help_back(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """I do not need it any more."""
    return _take_back(request, _mine(request), ask_id)


@require_safe
@BESIDE
def person_help(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """What somebody asked for, beside them."""
    return _list(request, _theirs(request, participant_id), beside=True)


@GET_OR_POST
@BESIDE
def person_help_new(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Write an ask down at their word."""
    return _ask(request, _theirs(request, participant_id), beside=True)


@GET_OR_POST
@BESIDE
def person_help_one(request: SignedInRequest, participant_id: UUID, ask_id: UUID) -> HttpResponse:
    """One thing they asked for."""
    return _one(request, _theirs(request, participant_id), ask_id, beside=True)


@require_POST
@BESIDE
def person_help_answer(request: SignedInRequest, participant_id: UUID, ask_id: UUID) -> HttpResponse:
    """Write their answer down."""
    return _answer(request, _theirs(request, participant_id), ask_id, beside=True)


@require_POST
@BESIDE
def person_help_back(request: SignedInRequest, participant_id: UUID, ask_id: UUID) -> HttpResponse:
    """They do not need it any more."""
    return _take_back(request, _theirs(request, participant_id), ask_id, beside=True)


def _mine(request: SignedInRequest) -> Participant:
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="help", why=Why.OWN, viewer=request.viewer)
    return mine


def _theirs(request: SignedInRequest, participant_id: UUID) -> Participant:
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="help", why=why, viewer=request.viewer)
    return participant


def _list(request: SignedInRequest, participant: Participant, *, beside: bool = False) -> HttpResponse:
    return _draw(request, "asks", participant, beside, asks=asks_of(participant))


def _ask(request: SignedInRequest, participant: Participant, *, beside: bool = False) -> HttpResponse:
    kind = request.GET.get("kind", "")
    if kind not in set(Kind):
        return _draw(request, "ask_kind", participant, beside, kinds=KINDS)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        zone=zone_of(participant),
        beside=beside,
        initial={"zip": participant.person.zip or ""},
    )
    if form.carry_out(own_ask.ask_for_help, participant=participant, by=request.viewer, at=now()):
        messages.success(request, _("Asked. It stands here until somebody helps."))
        return _to_list(participant, beside=beside)
    form.refresh_id()
    return _draw(request, "ask_new", participant, beside, form=form, kind=kind, kind_name=KINDS[kind])


def _one(request: SignedInRequest, participant: Participant, ask_id: UUID, *, beside: bool = False) -> HttpResponse:
    ask = get_ask_of(ask_id, participant=participant)
    form = ThanksForm(request.POST if request.method == "POST" else None, initial={"words": ask.thanks or ""})
    if form.carry_out(done.thank, ask=ask, by=request.viewer, at=now()):
        messages.success(request, _("Thank you. They will read it."))
        return _to_list(participant, beside=beside)
    return _draw(request, "ask", participant, beside, ask=ask, form=form)


def _answer(request: SignedInRequest, participant: Participant, ask_id: UUID, *, beside: bool = False) -> HttpResponse:
    ask = get_ask_of(ask_id, participant=participant)
    yes = request.POST.get("answer") == "yes"
    form = ActionForm(request.POST)
    if form.carry_out(take.agree if yes else take.ask_for_another, ask=ask, by=request.viewer, at=now()):
        both, another = _("Now you both know who it is."), _("All right. We look for someone else.")
        messages.success(request, both if yes else another)
        return _to_one(participant, ask, beside=beside)
    messages.info(request, " ".join(str(said) for said in form.non_field_errors()))
    return _to_one(participant, ask, beside=beside)


def _take_back(
    request: SignedInRequest, participant: Participant, ask_id: UUID, *, beside: bool = False
) -> HttpResponse:
    ask = get_ask_of(ask_id, participant=participant)
    own_ask.take_back(ask=ask, by=request.viewer, at=now(), whole_row="row" in request.POST)
    messages.success(request, _("Taken back. Nobody looks for it any more."))
    return _to_list(participant, beside=beside)


def _to_list(participant: Participant, *, beside: bool) -> HttpResponse:
    if beside:
        return redirect("practical_help:person_help", participant.pk)
    return redirect("practical_help:me_help")


def _to_one(participant: Participant, ask: Ask, *, beside: bool) -> HttpResponse:
    if beside:
        return redirect("practical_help:person_help_one", participant.pk, ask.pk)
    return redirect("practical_help:me_help_one", ask.pk)


def _draw(request: SignedInRequest, page: str, participant: Participant, beside: bool, **more: Any) -> HttpResponse:
    context = {"participant": participant, "beside": beside, **more}
    return render(request, f"practical_help/{page}.html", context)
