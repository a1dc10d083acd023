"""Signing a plan, its versions, two of them side by side, and the plan on paper."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions.plan_version import sign_plan
from kinroad.coaching.forms.plan_version import SignBesideForm, SignForm
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.queries.plan_version import LABELS, Signed, get_version, versions_of
from kinroad.coaching.rules.plan_version import Content, differences, with_days
from kinroad.coaching.views import plan as own_pages
from kinroad.coaching.views import suggestion as their_pages
from kinroad.core.http import SignedInRequest
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import limited
from kinroad.people.views.step_up import fresh_sign_in_for_a_file

NOW = "now"


@own_pages.GET_OR_POST
@for_participants
def me_plan_sign(request: SignedInRequest) -> HttpResponse:
    """Read it once more, type my name."""
    return _sign(request, own_participant(request.viewer), form_class=SignForm, draw=own_pages.draw)


@own_pages.GET_OR_POST
@their_pages.beside
def plan_sign(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """They said yes, beside whoever presses."""
    participant = get_participant(participant_id, viewer=request.viewer)
    return _sign(request, participant, form_class=SignBesideForm, draw=their_pages.draw)


def _sign(
    request: SignedInRequest, participant: Participant, *, form_class: type[SignForm], draw: Callable[..., HttpResponse]
) -> HttpResponse:
    form = form_class(request.POST if request.method == "POST" else None)

    def sign(said_yes: bool = True, **said: str) -> object:
        return sign_plan(participant=participant, by=request.viewer, **said)  # type: ignore[arg-type]

    if form.carry_out(sign):
        messages.success(request, _("Signed. This version is kept as it is, for good."))
        return _to(request, "plan_version", participant, form.result.pk)
    page = plan_page(participant, today=own_pages.day_of(request))
    form.draw_from(page.seen)
    return draw(request, "plan_sign", participant, form=form, page=page, content=with_days(page.content))


@require_safe
@for_participants
def me_plan_versions(request: SignedInRequest) -> HttpResponse:
    """Every version I signed."""
    mine = own_participant(request.viewer)
    return own_pages.draw(request, "plan_versions", mine, versions=versions_of(mine))


@require_safe
@their_pages.readers
def plan_versions(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Every version they signed."""
    participant = get_participant(participant_id, viewer=request.viewer)
    return their_pages.draw(request, "plan_versions", participant, versions=versions_of(participant))


@require_safe
@for_participants
def me_plan_version(request: SignedInRequest, plan_version_id: UUID) -> HttpResponse:
    """A version as I signed it."""
    mine = own_participant(request.viewer)
    signed = get_version(plan_version_id, participant=mine)
    return own_pages.draw(
        request, "plan_version", mine, signed=signed, content=signed.content, paper=can_make_pdf(), version=signed.pk
    )


@require_safe
@their_pages.readers
def plan_version(request: SignedInRequest, participant_id: UUID, plan_version_id: UUID) -> HttpResponse:
    """A version as they signed it."""
    them = get_participant(participant_id, viewer=request.viewer)
    signed = get_version(plan_version_id, participant=them)
    return their_pages.draw(
        request, "plan_version", them, signed=signed, content=signed.content, paper=can_make_pdf(), version=signed.pk
    )


@require_safe
@for_participants
def me_plan_compare(request: SignedInRequest) -> HttpResponse:
    """Two versions side by side."""
    return _compare(request, own_participant(request.viewer), draw=own_pages.draw)


@require_safe
@their_pages.readers
def plan_compare(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Two versions side by side."""
    participant = get_participant(participant_id, viewer=request.viewer)
    return _compare(request, participant, draw=their_pages.draw)


def _compare(request: SignedInRequest, participant: Participant, *, draw: Callable[..., HttpResponse]) -> HttpResponse:
    versions = versions_of(participant)
    if not versions:
        return _to(request, "plan_versions", participant)
    one, before = _asked(request, "one", participant, versions[0].pk)
    two, after = _asked(request, "two", participant, NOW)
    found = differences(before, after)
    return draw(request, "plan_compare", participant, versions=versions, one=one, two=two, found=found)


def _asked(
    request: SignedInRequest, name: str, participant: Participant, otherwise: UUID | str
) -> tuple[Signed | None, Content]:
    """The version an address asks for, or the plan as it stands now (no version)."""
    said = request.GET.get(name) or str(otherwise)
    if said == NOW:
        return None, with_days(plan_page(participant, today=own_pages.day_of(request)).content)
    try:
        signed = get_version(UUID(said), participant=participant)
    except ValueError as unknown:
        raise Http404 from unknown
    return signed, signed.content


@require_safe
@for_participants
@fresh_sign_in_for_a_file
@limited("export")
def me_plan_pdf(request: SignedInRequest, plan_version_id: UUID | None = None) -> HttpResponse:
    """My plan on paper."""
    mine = own_participant(request.viewer)
    audit.look(participant_id=mine.pk, page="plan", why=Why.OWN, viewer=request.viewer)
    return _paper(request, mine, plan_version_id, own=True)


@require_safe
@their_pages.readers
@fresh_sign_in_for_a_file
@limited("export")
def plan_pdf(request: SignedInRequest, participant_id: UUID, plan_version_id: UUID | None = None) -> HttpResponse:
    """Their plan on paper."""
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    audit.look(participant_id=participant.pk, page="plan", why=why, viewer=request.viewer)
    return _paper(request, participant, plan_version_id, own=False)


def _paper(request: SignedInRequest, participant: Participant, version_id: UUID | None, *, own: bool) -> HttpResponse:
    if not can_make_pdf():
        raise Http404
    day = own_pages.day_of(request)
    signed = get_version(version_id, participant=participant) if version_id else None
    if signed is None:
        page = plan_page(participant, today=day)
        signed = None if page.changed else page.signed
    content = signed.content if signed else with_days(page.content)
    zone = request.viewer.organization_zone
    context = {"signed": signed, "content": content, "participant": participant, "own": own, "today": day, "zone": zone}
    context["labels"] = LABELS
    html = render_to_string("coaching/plan_paper.html", context, request)
    answer = HttpResponse(pdf_of(html), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="page.pdf"'
    return answer


def _to(request: SignedInRequest, name: str, participant: Participant, *names: UUID) -> HttpResponse:
    own = request.viewer.participant_id == participant.pk
    return redirect(f"coaching:me_{name}", *names) if own else redirect(f"coaching:{name}", participant.pk, *names)
