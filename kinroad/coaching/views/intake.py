"""Staff intake, and working through requests for support."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.audit import actions as audit
from kinroad.coaching.actions import request as actions
from kinroad.coaching.forms.intake import IntakeForm
from kinroad.coaching.forms.match import PressForm
from kinroad.coaching.forms.request import CloseRequestForm
from kinroad.coaching.queries import request as queries
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.models import NoticeGiven
from kinroad.people.queries.drafts import draft_of
from kinroad.people.queries.places import open_programs, open_sites
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.notice_version import NOTICE_VERSION
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles

FORM = "intake"
NOBODY = UUID(int=0)
STAFF = (Role.PEER_LEADER, Role.COORDINATOR, Role.PROGRAM_MANAGER)
COORDINATING = (Role.COORDINATOR, Role.PROGRAM_MANAGER)


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def intake(request: SignedInRequest) -> HttpResponse:
    """Write someone down beside them. Everything but a name may be skipped."""
    viewer = request.viewer
    form = IntakeForm(
        request.POST or None,
        sites=open_sites(viewer),
        programs=open_programs(viewer),
        minimum_age=policy_of(viewer.organization_id).request.minimum_age,
        today=today(viewer.organization_zone),
    )
    kept = {"organization_id": viewer.organization_id, "form": FORM, "about": NOBODY, "owner": viewer.person_id or ""}
    if form.carry_out(_write_down, request=request):
        forget_draft(**kept)  # type: ignore[arg-type]
        messages.success(request, _("Saved. The request is on the list."))
        return redirect("home:record", form.result.participant_id)
    form.refresh_id()
    form.start_from(draft_of(**kept))  # type: ignore[arg-type]
    return render(request, "coaching/intake.html", {"form": form, "about": NOBODY})


def _write_down(*, request: SignedInRequest, notice_how: str, **said: Any) -> Any:
    notice = None if notice_how == NoticeGiven.How.NOT_YET else (NOTICE_VERSION, notice_how)
    on = today(request.viewer.organization_zone)
    return actions.ask_for_support(notice=notice, on=on, by=request.viewer, **said)


@require_http_methods(["GET", "POST"])
@for_roles(*COORDINATING)
def support_request(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """One request: what they want, how to reach them, and how it ends."""
    asked = queries.get_request(request_id, viewer=request.viewer)
    form = CloseRequestForm(request.POST or None)
    if form.carry_out(actions.close_request, request=asked, by=request.viewer):
        messages.success(request, _("Closed. They can ask again any time."))
        return redirect("home:program")
    audit.look(participant_id=asked.participant_id, page="request", why="coordination", viewer=request.viewer)
    context = {"asked": asked, "form": form, "person": asked.participant.person}
    return render(request, "coaching/request.html", context | {"viewer_person_id": request.viewer.person_id})


@require_POST
@for_roles(*COORDINATING)
def answer(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Somebody spoke with them."""
    asked = queries.get_request(request_id, viewer=request.viewer)
    PressForm(request.POST).carry_out(actions.answer_request, request=asked, by=request.viewer)
    return redirect("coaching:request", asked.pk)


@require_POST
@for_roles(*COORDINATING)
def take(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Make it mine."""
    asked = queries.get_request(request_id, viewer=request.viewer)
    PressForm(request.POST).carry_out(actions.take_request, request=asked, by=request.viewer)
    return redirect("coaching:request", asked.pk)
