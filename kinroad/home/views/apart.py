"""Danger and duties to report, incident reports, and requests by law: apart from every record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.consent.actions import incident as incidents
from kinroad.consent.actions import legal as actions
from kinroad.consent.queries import apart as queries
from kinroad.consent.rules.legal import lacks, may_become
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.forms.apart import IncidentForm, LegalRequestForm, LegalStepForm
from kinroad.home.forms.people import PressForm
from kinroad.home.views.pages import day_here
from kinroad.home.views.record import BESIDE_PARTICIPANTS
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

READERS = (Role.SUPERVISOR, *COORDINATING_ROLES)


@require_safe
@for_roles(*BESIDE_PARTICIPANTS)
def danger(request: SignedInRequest) -> HttpResponse:
    """What to do, our own steps first, and whom to tell in which words."""
    return render(request, "home/danger.html", {"organization": request.organization})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BESIDE_PARTICIPANTS)
def report(request: SignedInRequest) -> HttpResponse:
    """Write an incident report."""
    form = IncidentForm(request.POST if request.method == "POST" else None)
    if form.carry_out(incidents.report_incident, by=request.viewer, at=now()):
        messages.success(request, _("Written down. Your supervisor was told, and nobody else reads it."))
        return redirect("home:danger")
    form.refresh_id()
    return render(request, "home/report_incident.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*READERS)
def reports(request: SignedInRequest) -> HttpResponse:
    """The reports this viewer was told of."""
    if request.method == "POST":
        PressForm(request.POST).carry_out(incidents.read_incidents, by=request.viewer, at=now())
        return redirect("home:incidents")
    context = {"incidents": queries.incidents_for(request.viewer), "unread": queries.unread_incidents(request.viewer)}
    return render(request, "home/incidents.html", {**context, **day_here(request)})


@require_safe
@for_roles(*COORDINATING_ROLES)
def legal(request: SignedInRequest) -> HttpResponse:
    """Every request by law."""
    return render(request, "home/legal.html", {"requests": queries.legal_requests(request.viewer), **day_here(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COORDINATING_ROLES)
def legal_new(request: SignedInRequest) -> HttpResponse:
    """Something came in."""
    form = LegalRequestForm(request.POST if request.method == "POST" else None)
    if form.carry_out(actions.write_request, by=request.viewer, at=now()):
        return redirect("home:legal_one", form.result.pk)
    form.refresh_id()
    return render(request, "home/legal_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COORDINATING_ROLES)
def legal_one(request: SignedInRequest, legal_request_id: UUID) -> HttpResponse:
    """One request: what counsel found, what is missing, and the letter that may always go out."""
    asked = queries.legal_request(legal_request_id, viewer=request.viewer)
    form = LegalStepForm(request.POST if request.method == "POST" else None, request=asked)
    if form.carry_out(actions.go_on, request=asked, by=request.viewer, at=now()):
        messages.success(request, _("Saved."))
        return redirect("home:legal_one", asked.pk)
    facts = actions.facts_of(asked)
    context = {"asked": asked, "form": form, "lacks": lacks(facts), "next": may_become(asked.state, facts=facts)}
    context |= day_here(request)
    with translation.override("en"):  # whatever leaves is in English
        said = {"organization": request.organization, "to": asked.came_from, "today": context["today"]}
        letter = mark_safe(render_to_string("home/_legal_letter.html", said, request))  # noqa: S308  # our own template
    return render(request, "home/legal_one.html", {**context, "letter": letter})
