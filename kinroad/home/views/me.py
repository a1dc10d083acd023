"""A participant's own pages."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions.request import ask_again
from kinroad.coaching.queries.plan_version import LABELS
from kinroad.consent.queries.accounting import was_told_of
from kinroad.consent.queries.corrections import beside_entries
from kinroad.core.http import SignedInRequest
from kinroad.core.time import local, now, today
from kinroad.home.actions.facts import change_facts
from kinroad.home.forms.own import HideNotesForm
from kinroad.home.forms.support import BeginSupportForm
from kinroad.home.queries import own as queries
from kinroad.home.queries.own_lists import LISTED_DAYS, who_listed
from kinroad.home.views.notes_lock import notes_are_open, open_notes_first
from kinroad.home.views.pages import before_of, day_here
from kinroad.people.forms.facts import OwnFactsForm
from kinroad.people.forms.safe_contact import SafeContactForm
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.queries.emergency import emergencies_of
from kinroad.people.views.doors import for_participants

TOLD_FOR = timedelta(days=30)
"""How long an emergency stands on my page; under who looked it stays."""


@require_safe
@for_participants
def me(request: SignedInRequest) -> HttpResponse:
    """My page."""
    mine = own_page(request, "me")
    with_notes = not mine.notes_need_sign_in or notes_are_open(request)
    day = day_here(request)
    page = queries.my_page(mine, viewer=request.viewer, today=day["today"], at=now(), with_notes=with_notes)
    context = {
        "mine": mine,
        "page": page,
        "labels": LABELS,
        "hour": _hour(request),
        "phone": request.organization.phone,
        "opened": emergencies_of(mine, since=now() - TOLD_FOR),
        "told_in_emergency": was_told_of(mine, since=now() - TOLD_FOR),
        "at": now(),
        **day,
    }
    return render(request, "home/me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_about(request: SignedInRequest) -> HttpResponse:
    """What I tell about me, strengths first."""
    mine = own_page(request, "me_about")
    form = OwnFactsForm(request.POST or None, participant=mine, today=today(request.viewer.organization_zone))
    if form.carry_out(change_facts, participant=mine, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("home:me")
    return render(request, "home/me_about.html", {"mine": mine, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_reach(request: SignedInRequest) -> HttpResponse:
    """How to reach me safely."""
    mine = own_page(request, "me_reach")
    form = SafeContactForm(request.POST or None, participant=mine)
    if form.carry_out(change_facts, participant=mine, by=request.viewer):
        messages.success(request, _("Saved. We do as you say from now on."))
        return redirect("home:me")
    return render(request, "home/me_reach.html", {"mine": mine, "form": form})


@require_safe
@for_participants
def me_circle(request: SignedInRequest) -> HttpResponse:
    """Everyone who may see me, and why."""
    mine = own_page(request, "me_circle")
    return render(request, "home/me_circle.html", {"seers": queries.my_circle(mine), **day_here(request)})


@require_safe
@for_participants
@open_notes_first
def me_notes(request: SignedInRequest) -> HttpResponse:
    """Every note about me."""
    mine = own_page(request, "me_notes")
    notes = queries.my_notes(mine, viewer=request.viewer, before=before_of(request))
    form = HideNotesForm(initial={"notes_need_sign_in": mine.notes_need_sign_in})
    context = {"notes": notes, "touched": queries.my_goals_on(notes, mine), "form": form, **day_here(request)}
    context["beside"] = beside_entries(mine)
    return render(request, "home/me_notes.html", context)


@require_safe
@for_participants
@open_notes_first
def me_note(request: SignedInRequest, contact_part_id: UUID) -> HttpResponse:
    """A note about me, now and as it stood before each change."""
    mine = own_page(request, "me_notes")
    found = queries.my_versions(contact_part_id, participant=mine, viewer=request.viewer)
    return render(request, "home/me_note.html", {"versions": found, **day_here(request)})


@require_POST
@for_participants
@open_notes_first
def me_hide_notes(request: SignedInRequest) -> HttpResponse:
    """Keep notes behind my password, or not."""
    mine = own_participant(request.viewer)
    form = HideNotesForm(request.POST)
    if form.carry_out(_set_facts, participant=mine, by=request.viewer):
        messages.success(request, _("Saved."))
    return redirect("home:me_notes")


@require_safe
@for_participants
def me_who_looked(request: SignedInRequest) -> HttpResponse:
    """Everyone who ever looked."""
    mine = own_page(request, "me_looks")
    looks = queries.my_looks(mine, viewer=request.viewer, before=before_of(request))
    context = {
        "looks": looks,
        "opened": emergencies_of(mine),
        "listed": who_listed(mine, viewer=request.viewer, at=now()),
        "listed_days": LISTED_DAYS,
        "at": now(),
        **day_here(request),
    }
    return render(request, "home/me_who_looked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_ask_again(request: SignedInRequest) -> HttpResponse:
    """Ask for support again: nothing is asked twice."""
    mine = own_page(request, "me")
    if queries.somebody_walks_with(mine):
        return redirect("home:me")
    form = BeginSupportForm(request.POST if request.method == "POST" else None)
    on = today(request.viewer.organization_zone)
    if form.carry_out(ask_again, participant=mine, on=on, by=request.viewer):
        messages.success(request, _("We have your wish. Someone gets in touch with you soon."))
        return redirect("home:me")
    return render(request, "home/me_ask_again.html", {"form": form})


def own_page(request: SignedInRequest, page: str) -> Participant:
    mine = own_participant(request.viewer)
    if request.method != "POST":
        audit.look(participant_id=mine.pk, page=page, why=Why.OWN, viewer=request.viewer)
    return mine


def _set_facts(*, participant: Participant, by: Any, **facts: Any) -> Participant:
    return change_facts(participant=participant, facts=facts, by=by)


def _hour(request: SignedInRequest) -> int:
    at: datetime = local(now(), request.viewer.organization_zone)
    return at.hour
