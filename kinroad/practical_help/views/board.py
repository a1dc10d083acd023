"""The board, and what a helper said yes to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look, look_at_list
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.practical_help.actions import done, take
from kinroad.practical_help.forms.done import DoneForm, NotDoneForm
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.board import board_for, get_offerable
from kinroad.practical_help.queries.helping import Mine, ended_for, get_helping, helped, helping
from kinroad.practical_help.queries.stock import on_shelf

HELPERS = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
KINDS = dict(Ask.Kind.choices)
HELPS = "helps"  # why a helper may look: both said yes


@HELPERS
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """What somebody could help with, and what one said yes to."""
    viewer = request.viewer
    far = "far" in request.GET
    mine, before = helping(viewer), helped(viewer)
    shown = [each.participant_id for each in (*mine, *before) if each.participant_id]
    look_at_list(ids=list(dict.fromkeys(shown)), page="help", viewer=viewer)
    context = {
        "board": board_for(viewer, day=today(viewer.organization_zone), with_far=far),
        "with_far": far,
        "mine": mine,
        "before": before,
        "ended": ended_for(viewer, at=now()),
        "kinds": KINDS,
    }
    return render(request, "practical_help/board.html", context)


@HELPERS
@require_POST
def board_take(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """I will do it. Whatever cannot be taken, known or unknown, was taken by somebody faster."""
    form = ActionForm(request.POST)
    try:
        ask = get_offerable(ask_id, viewer=request.viewer, day=today(request.viewer.organization_zone))
    except Http404:
        messages.info(request, _("Somebody was faster. Look at what else there is."))
        return redirect("practical_help:board")
    if form.carry_out(take.take, ask=ask, by=request.viewer, at=now()):
        messages.success(request, _("Thank you. It stands among what you said yes to."))
    else:
        messages.info(request, " ".join(str(said) for said in form.non_field_errors()))
    return redirect("practical_help:board")


@HELPERS
@require_POST
def board_read(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """I have read that it is over for me."""
    for ended in ended_for(request.viewer, at=now()):
        if ended.ask_id == ask_id:
            take.read_ended(ask=ended.ask, by=request.viewer, at=now())
    return redirect("practical_help:board")


@HELPERS
@require_safe
def helping_one(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """What I said yes to: whom for, where, and how to reach them."""
    return _draw(request, "helping", _mine(request, ask_id))


@HELPERS
@require_POST
def helping_back(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """I cannot after all."""
    mine = get_helping(ask_id, viewer=request.viewer)
    take.give_back(ask=mine.ask, by=request.viewer, at=now())
    messages.success(request, _("Given back. Others see it again."))
    return redirect("practical_help:board")


@HELPERS
@require_http_methods(["GET", "HEAD", "POST"])
def helping_done(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """It is done: how long, how far, what it cost."""
    mine = _mine(request, ask_id)
    return close_ask(request, mine.ask, back="practical_help:board", called=mine.called)


@HELPERS
@require_http_methods(["GET", "HEAD", "POST"])
def helping_not_done(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """It did not happen, and why."""
    mine = _mine(request, ask_id)
    return close_not_done(request, mine.ask, back="practical_help:board", called=mine.called)


def close_ask(request: SignedInRequest, ask: Ask, *, back: str, called: str) -> HttpResponse:
    """The page on which an ask is done."""
    items = on_shelf(request.viewer, shelf=ask.kind)
    form = DoneForm(request.POST if request.method == "POST" else None, ask=ask, items=items)
    if form.carry_out(done.write_done, ask=ask, by=request.viewer, at=now()):
        messages.success(request, _("Written down. Thank you."))
        return redirect(back)
    context = {"form": form, "ask": ask, "called": called, "back": back, "kinds": KINDS}
    return render(request, "practical_help/done.html", context)


def close_not_done(request: SignedInRequest, ask: Ask, *, back: str, called: str) -> HttpResponse:
    """The page on which an ask did not happen."""
    form = NotDoneForm(request.POST if request.method == "POST" else None)
    if form.carry_out(done.write_not_done, ask=ask, by=request.viewer, at=now()):
        messages.success(request, _("Written down."))
        return redirect(back)
    context = {"form": form, "ask": ask, "called": called, "back": back, "kinds": KINDS}
    return render(request, "practical_help/not_done.html", context)


def _mine(request: SignedInRequest, ask_id: UUID) -> Mine:
    mine = get_helping(ask_id, viewer=request.viewer)
    if mine.participant_id is not None:
        look(participant_id=mine.participant_id, page="help", why=HELPS, viewer=request.viewer)
    return mine


def _draw(request: SignedInRequest, page: str, mine: Mine, **more: Any) -> HttpResponse:
    return render(request, f"practical_help/{page}.html", {"mine": mine, "ask": mine.ask, "kinds": KINDS, **more})
