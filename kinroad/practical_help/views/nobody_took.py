"""What a coordinator looks after: what nobody took, and money."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look, look_at_list
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.views.doors import for_roles
from kinroad.practical_help.actions import fund, own_ask
from kinroad.practical_help.forms.done import GrantForm
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.ask import whose
from kinroad.practical_help.queries.figures import help_sums
from kinroad.practical_help.queries.nobody_took import Left, get_ask, look_after
from kinroad.practical_help.rules.ask import Kind, State
from kinroad.practical_help.views.board import close_ask, close_not_done

COORDINATORS = for_roles(*COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
KINDS = dict(Ask.Kind.choices)
YEAR = timedelta(days=364)


@COORDINATORS
@require_safe
def nobody_took(request: SignedInRequest) -> HttpResponse:
    """What nobody took, overdue first."""
    day = today(request.viewer.organization_zone)
    viewer = request.viewer
    page = look_after(viewer, day=day)
    look_at_list(ids=page.shown, page="help", viewer=viewer)
    since = day - YEAR
    sums = help_sums(viewer.organization_id, since=since, until=day, zone=viewer.organization_zone)
    context = {"page": page, "day": day, "kinds": KINDS, "sums": sums, "since": since}
    return render(request, "practical_help/nobody_took.html", context)


@COORDINATORS
@GET_OR_POST
def nobody_took_one(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """One ask, and what can be done about it. Money is answered here."""
    left = _seen(request, ask_id)
    form = GrantForm(request.POST if request.method == "POST" else None, initial={"dollars": left.ask.dollars})
    asks_money = left.ask.kind == Kind.FUND and left.ask.state == State.OPEN
    if asks_money and form.carry_out(fund.grant, ask=left.ask, by=request.viewer, at=now()):
        messages.success(request, _("Said yes. Write it down when the money is paid."))
        return redirect("practical_help:nobody_took")
    context = {"left": left, "ask": left.ask, "form": form if asks_money else None, "kinds": KINDS}
    return render(request, "practical_help/nobody_took_one.html", context)


@COORDINATORS
@require_POST
def nobody_took_close(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """Nobody can do it, and they are told."""
    own_ask.close(ask=_seen(request, ask_id).ask, by=request.viewer, at=now())
    messages.success(request, _("Closed. They are told to look. Please say it to them yourself too."))
    return redirect("practical_help:nobody_took")


@COORDINATORS
@GET_OR_POST
def nobody_took_done(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """It was done after all."""
    left = _seen(request, ask_id)
    return close_ask(request, left.ask, back="practical_help:nobody_took", called=left.called)


@COORDINATORS
@GET_OR_POST
def nobody_took_not_done(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """It did not happen."""
    left = _seen(request, ask_id)
    return close_not_done(request, left.ask, back="practical_help:nobody_took", called=left.called)


def _seen(request: SignedInRequest, ask_id: UUID) -> Left:
    left = get_ask(ask_id, viewer=request.viewer)
    participant: Participant | None = whose(left.ask)
    if participant is not None:
        why = why_seen(participant, viewer=request.viewer) or Why.COORDINATION
        look(participant_id=participant.pk, page="help", why=why, viewer=request.viewer)
    return left
