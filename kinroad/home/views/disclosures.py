"""What left about a participant, what medical personnel were told, and what they ask us not to share."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.consent.actions import restriction as actions
from kinroad.consent.queries.accounting import accounting_of
from kinroad.consent.queries.restrictions import restrictions_of
from kinroad.consent.queries.texts import form_text
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.actions.disclosures import disclose_in_emergency
from kinroad.home.forms.disclosures import EmergencyDisclosureForm, RestrictForm
from kinroad.home.forms.people import PressForm
from kinroad.home.queries.record import Record
from kinroad.home.views.pages import before_of, day_here
from kinroad.home.views.record import of_record
from kinroad.people.models import Participant
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.step_up import fresh_sign_in

# Those who answer what participants ask of their own records.
ANSWER_FOR_RECORDS = (Role.SUPERVISOR, *COORDINATING_ROLES)


def what_left(request: SignedInRequest, participant: Participant) -> dict[str, Any]:
    """The accounting and the restrictions, as both pages print them."""
    at, language = now(), get_language() or "en"
    own = request.viewer.participant_id == participant.pk
    return {
        "accounting": accounting_of(participant, at=at, language=language, before=before_of(request), own=own),
        "restrictions": restrictions_of(participant),
        "class_names": class_names(),
        **day_here(request),
    }


def class_names() -> dict[str, str]:
    """What each kind of information is called in this language."""
    words: dict[str, str] = form_text(language=get_language() or "en", on=now().date()).words["classes"]
    return words


@require_safe
@of_record("disclosures")
def disclosures(request: SignedInRequest, record: Record) -> HttpResponse:
    """Everything that left in three years."""
    context = {"record": record, **what_left(request, record.participant)}
    context["may_answer"] = request.viewer.has(*ANSWER_FOR_RECORDS)
    return render(request, "home/disclosures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
@of_record("disclosures")
def emergency_disclosure(request: SignedInRequest, record: Record) -> HttpResponse:
    """Medical personnel were told in an emergency: the four facts, at once."""
    at = now()
    form = EmergencyDisclosureForm(request.POST or None, zone=request.viewer.organization_zone, now=at)
    if form.carry_out(disclose_in_emergency, participant=record.participant, by=request.viewer, now=at):
        messages.success(request, _("Written down. They are told. It cannot be changed any more."))
        return redirect("home:disclosures", record.participant.pk)
    form.refresh_id()
    return render(request, "home/emergency_disclosure.html", {"record": record, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("disclosures")
def restrict(request: SignedInRequest, record: Record) -> HttpResponse:
    """They ask us not to share something."""
    form = RestrictForm(request.POST if request.method == "POST" else None, words=class_names())
    if form.carry_out(actions.restrict, participant=record.participant, by=request.viewer, at=now()):
        messages.success(request, _("Written down. It holds from now on, until we answer."))
        return redirect("home:disclosures", record.participant.pk)
    form.refresh_id()
    return render(request, "home/restrict.html", {"record": record, "form": form})


@require_POST
@fresh_sign_in
@of_record("disclosures")
def restrict_lift(request: SignedInRequest, record: Record, restriction_id: UUID) -> HttpResponse:
    """They lift it again."""
    given = {"restriction_id": restriction_id, "participant": record.participant, "by": request.viewer, "at": now()}
    PressForm(request.POST).carry_out(actions.lift, **given)
    return redirect("home:disclosures", record.participant.pk)
