"""A participant's record: timeline, facts, circle, and the time of support."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions.request import ask_again
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.queries.plan_version import LABELS
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.design.paper import can_make_pdf
from kinroad.home.actions.facts import change_facts
from kinroad.home.actions.support import end_support as end
from kinroad.home.forms.support import BeginSupportForm, EndSupportForm
from kinroad.home.queries import record as queries
from kinroad.home.views.pages import before_of, day_here
from kinroad.people.forms.facts import ParticipantFactsForm
from kinroad.people.models import Episode
from kinroad.people.queries.circle import why_seen
from kinroad.people.queries.death import death_of
from kinroad.people.queries.facts import recovery_dates_of
from kinroad.people.queries.invitations import may_invite
from kinroad.people.queries.seers import seers_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import View, for_roles

BESIDE_PARTICIPANTS = (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)


def of_record(page: str) -> Callable[[View], View]:
    """A page of one record: found for those in the circle, and every look at it written down."""

    def door(view: View) -> View:
        @wraps(view)
        def opened(request: SignedInRequest, participant_id: UUID, **more: UUID) -> HttpResponse:
            try:
                record = queries.get_record(participant_id, viewer=request.viewer)
            except queries.StandsElsewhere as elsewhere:
                return redirect(reverse(f"home:{view.__name__}", args=[elsewhere.survivor, *more.values()]))
            if request.method != "POST":
                _look(record, page, request)
                return view(request, record, **more)
            answer = view(request, record, **more)
            if answer.status_code == HTTPStatus.OK:  # refused, so the page was shown again
                _look(record, page, request)
            return answer

        return for_roles(*BESIDE_PARTICIPANTS)(opened)

    return door


@require_safe
@of_record("record")
def record(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """The timeline."""
    page = queries.record_page(record, before=before_of(request))
    told = death_of(record.participant, viewer=request.viewer)
    context = {"record": record, "page": page, "told": told, "labels": LABELS, **day_here(request)}
    return render(request, "home/record.html", context)


@require_safe
@of_record("about")
def record_about(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """What the participant told."""
    known = ParticipantFactsForm(participant=record.participant)
    context = {
        "record": record,
        "known": known,
        "recovery_dates": recovery_dates_of(record.participant),
        "coordinates": request.viewer.has(*COORDINATING_ROLES),
        "may_invite": may_invite(record.participant, viewer=request.viewer),
    }
    return render(request, "home/record_about.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("about")
def change_about(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """Write down what the participant told."""
    on = today(request.viewer.organization_zone)
    form = ParticipantFactsForm(request.POST or None, participant=record.participant, today=on)
    if form.carry_out(change_facts, participant=record.participant, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("home:record_about", record.participant.pk)
    return render(request, "home/change_about.html", {"record": record, "form": form})


@require_safe
@of_record("plan")
def record_plan(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """Their plan: what they bring, hope for, want and do."""
    day = day_here(request)
    page = plan_page(record.participant, today=day["today"], ids=record.ids)
    may_suggest = request.viewer.has(Role.PEER_LEADER, *COORDINATING_ROLES)
    context = {
        "record": record,
        "page": page,
        "may_suggest": may_suggest,
        "paper": can_make_pdf(),
        "labels": LABELS,
        **day,
    }
    return render(request, "home/record_plan.html", context)


@require_safe
@of_record("circle")
def record_circle(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """Who may see this record, and why."""
    return render(
        request,
        "home/record_circle.html",
        {"record": record, "seers": seers_of(record.participant), **day_here(request)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("support")
def end_support(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """End support, with a reason and an open door."""
    if record.supported_since is None:
        return redirect("home:record", record.participant.pk)
    form = EndSupportForm(request.POST or None, today=today(request.viewer.organization_zone))
    if record.participant.died_on or (form.is_bound and form.data.get("reason") == Episode.Reason.DIED):
        # Nothing is ended by a death: it is written down as one, and can be taken back.
        return redirect("home:death", record.participant.pk)
    if form.carry_out(end, participant=record.participant, by=request.viewer):
        messages.success(request, _("Support has ended. The door stays open."))
        return redirect("home:people")
    return render(request, "home/end_support.html", {"record": record, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("support")
def begin_support(request: SignedInRequest, record: queries.Record) -> HttpResponse:
    """Begin again: the same history, a new request for support."""
    if record.supported_since is not None:
        return redirect("home:record", record.participant.pk)
    form = BeginSupportForm(request.POST if request.method == "POST" else None)
    on = today(request.viewer.organization_zone)
    if form.carry_out(ask_again, participant=record.participant, on=on, by=request.viewer):
        messages.success(request, _("Welcome back. A coordinator has this on the list now."))
        return redirect("home:record", record.participant.pk)
    return render(request, "home/begin_support.html", {"record": record, "form": form})


@require_safe
@for_roles(*BESIDE_PARTICIPANTS)
def contact_versions(request: SignedInRequest, contact_part_id: UUID) -> HttpResponse:
    """A contact now, and as it stood before each change."""
    found = queries.versions_seen_by(contact_part_id, viewer=request.viewer)
    why = why_seen(found.participant, viewer=request.viewer)
    audit.look(participant_id=found.participant.pk, page="versions", why=why, viewer=request.viewer)
    return render(request, "home/contact_versions.html", {"versions": found, **day_here(request)})


def _look(record: queries.Record, page: str, request: SignedInRequest) -> None:
    audit.look(participant_id=record.participant.pk, page=page, why=record.why, viewer=request.viewer)
