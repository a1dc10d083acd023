"""Reaching out after a return to use: the list, one outreach, and what a participant told."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions import outreach as actions
from kinroad.coaching.actions import recurrence as recurrences
from kinroad.coaching.forms.outreach import FamilyForm, OffersForm, PressForm, ReachForm, ToldForm
from kinroad.coaching.models import Outreach
from kinroad.coaching.queries import outreach as queries
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.people.models import Kind
from kinroad.people.queries.circle import get_participant, why_seen
from kinroad.people.queries.facts import recovery_dates_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

BESIDE_PARTICIPANTS = (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)


@require_safe
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_list(request: SignedInRequest) -> HttpResponse:
    """One's own outreach, and what is open among the people one sees."""
    viewer = request.viewer
    page = queries.outreach_page(viewer, at=now())
    audit.look_at_list(ids=page.shown, page="outreach", viewer=viewer)
    return render(request, "coaching/outreach.html", {"page": page, **_clock(request)})


@require_safe
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_one(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """What was told, what to do next, what to offer."""
    return _draw(request, queries.get_outreach(outreach_id, viewer=request.viewer))


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_try(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Nobody answered. The next try goes another way."""
    on = today(request.viewer.organization_zone)
    said = _("Written down. Next time, another way.")
    return _do(request, outreach_id, ReachForm(request.POST), actions.try_once, said, on=on)


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_reached(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """They were reached, without a contact to log."""
    return _do(request, outreach_id, PressForm(request.POST), actions.reached, _("Written down: reached."))


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_offers(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Where the offers stand."""
    return _do(request, outreach_id, OffersForm(request.POST), actions.set_offers, _("Saved."))


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_family(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """The participant asked us to reach their family."""
    return _do(request, outreach_id, FamilyForm(request.POST), actions.ask_family, _("Saved, in their own name."))


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_let_be(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """The participant asked us to stop."""
    return _do(request, outreach_id, PressForm(request.POST), actions.let_be, _("We stop. The door stays open."))


@require_POST
@for_roles(*BESIDE_PARTICIPANTS)
def outreach_mistake(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """It was written by mistake."""
    found = queries.get_outreach(outreach_id, viewer=request.viewer)
    recurrences.take_back(recurrence=found.recurrence, by=request.viewer)
    messages.success(request, _("Taken back. Nothing counts from it."))
    return redirect("home:record", found.participant_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BESIDE_PARTICIPANTS)
def told(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """What the participant told. It opens outreach."""
    viewer = request.viewer
    participant = get_participant(participant_id, viewer=viewer)
    if participant.kind == Kind.FAMILY or participant.died_on:
        raise Http404
    names = list(dict.fromkeys(what for _on, what in recovery_dates_of(participant) if what))
    form = ToldForm(request.POST or None, names=names)
    if form.carry_out(recurrences.record, participant=participant, by=viewer, at=now()):
        messages.success(request, _("Saved. Nobody is discharged, and no day is lost."))
        return redirect("coaching:outreach_one", queries.outreach_of(form.result).pk)
    form.refresh_id()
    audit.look(participant_id=participant.pk, page="told", why=why_seen(participant, viewer=viewer), viewer=viewer)
    return render(request, "coaching/told.html", {"form": form, "participant": participant})


def _do(
    request: SignedInRequest,
    outreach_id: UUID,
    form: ActionForm,
    action: Callable[..., Any],
    said: str,
    **more: Any,
) -> HttpResponse:
    found = queries.get_outreach(outreach_id, viewer=request.viewer)
    if form.carry_out(action, outreach=found, by=request.viewer, **more):
        messages.success(request, said)
        return redirect("coaching:outreach_one", found.pk)
    return _draw(request, found, form)


def _draw(request: SignedInRequest, found: Outreach, refused: ActionForm | None = None) -> HttpResponse:
    viewer, participant = request.viewer, found.participant
    why = why_seen(participant, viewer=viewer)
    audit.look(participant_id=participant.pk, page="outreach", why=why, viewer=viewer)
    reaching = queries.reaching_one(found, viewer=viewer, at=now())
    stands = {"treatment": found.treatment, "supplies": found.supplies}
    forms = {
        "reach_form": ReachForm(initial={"how": reaching.next_way}),
        "offers_form": OffersForm(initial=stands),
        "family_form": FamilyForm(),
    }
    if refused is not None:
        mine = {ReachForm: "reach_form", OffersForm: "offers_form", FamilyForm: "family_form"}
        forms |= {name: refused for kind, name in mine.items() if isinstance(refused, kind)}
    context = {"outreach": found, "reaching": reaching, "refused": refused, **forms, **_clock(request)}
    return render(request, "coaching/outreach_one.html", context)


def _clock(request: SignedInRequest) -> dict[str, Any]:
    zone = request.viewer.organization_zone
    return {"zone": zone, "today": today(zone), "viewer": request.viewer}
