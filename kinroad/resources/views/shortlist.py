"""A short list: made by anyone, shown by its link, on paper, sent by staff."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look_at_list
from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.people.queries.circle import get_participant
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import limited
from kinroad.resources.actions.shortlist import make_list, send_list
from kinroad.resources.forms.shortlist import SendListForm, WhomForm
from kinroad.resources.queries.resource import lines_of
from kinroad.resources.queries.shortlist import list_of, places_of, whom_to_send
from kinroad.resources.rules.shortlist import as_secret, chosen_ids
from kinroad.resources.views.finding import organization_here
from kinroad.resources.views.finding_page import line_of

SENDERS = (Role.PEER_LEADER, *COORDINATING_ROLES)


@login_not_required
@require_POST
def make(request: PublicRequest) -> HttpResponse:
    """A new list of what was chosen, together with what stands on the list one comes from."""
    organization, at = organization_here(request), now()
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="shortlist")
    if refused is not None:
        return refused
    before: list[str] = []
    if secret := as_secret(request.POST.get("list", "")):
        before = list_of(secret, organization_id=organization.pk, at=at).places
    places = chosen_ids(before, request.POST.getlist("place"))
    try:
        secret = make_list(places=places, organization_id=organization.pk, at=at)
    except ValidationError as none_chosen:
        messages.warning(request, none_chosen.messages[0])
        return redirect("resources:resources")
    return redirect("resources:list", secret)


@login_not_required
@never_cache
@require_safe
def show(request: PublicRequest, secret: str) -> HttpResponse:
    """The list. It says nothing about who made it or for whom."""
    context = _context(request, secret)
    viewer: Viewer | None = getattr(request, "viewer", None)
    context["may_send"] = viewer is not None and viewer.has(*SENDERS)
    return _unlisted(render(request, "resources/list.html", context))


@login_not_required
@never_cache
@require_safe
@limited("export")
def paper(request: PublicRequest, secret: str) -> HttpResponse:
    """The list on paper."""
    context = _context(request, secret)
    if not can_make_pdf():
        return _unlisted(render(request, "resources/list.html", context))
    answer = HttpResponse(
        pdf_of(render_to_string("resources/list_paper.html", context, request)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="list.pdf"'
    return _unlisted(answer)


def _context(request: PublicRequest, secret: str) -> dict[str, Any]:
    organization, at = organization_here(request), now()
    found = list_of(secret, organization_id=organization.pk, at=at)
    rows = lines_of(places_of(found), organization_id=organization.pk, at=at)
    return {
        "found": found,
        "secret": secret,
        "lines": [line_of(row, miles=None, at=at) for row in rows],
        "address": request.build_absolute_uri(reverse("resources:list", args=[secret])),
        "organization": organization,
        "zone": organization.zone,
        "pdf": can_make_pdf(),
    }


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SENDERS)
def send(request: SignedInRequest, secret: str) -> HttpResponse:
    """Find somebody, then one press. The text holds our discreet name and the link."""
    viewer, at = request.viewer, now()
    list_of(secret, organization_id=viewer.organization_id, at=at)
    asked = WhomForm(request.POST if "words" in request.POST else None)
    sending = SendListForm(request.POST if "participant" in request.POST else None)
    if sending.carry_out(_send, secret=secret, by=viewer, at=at):
        messages.success(request, _("It is on its way."))
        return redirect("resources:list", secret)
    sending.refresh_id()
    people = whom_to_send(asked.cleaned_data["words"], viewer=viewer) if asked.is_valid() else []
    look_at_list(ids=[each.participant_id for each in people], page="send", viewer=viewer)
    forms = [(each, SendListForm(initial={"participant": each.participant_id})) for each in people]
    context = {"form": asked, "sending": sending, "people": forms, "secret": secret}
    return render(request, "resources/list_send.html", context)


def _send(*, participant: UUID, by: Viewer, **said: Any) -> str:
    return send_list(participant=get_participant(participant, viewer=by), by=by, **said)
