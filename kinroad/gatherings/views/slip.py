"""Proof of attendance: my slips; and what the code of a slip or a certificate says to anybody."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now
from kinroad.design.formats import when
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.gatherings.actions import slip as actions
from kinroad.gatherings.forms.door import SlipForm
from kinroad.gatherings.models import Slip
from kinroad.gatherings.queries import slip as queries
from kinroad.gatherings.queries.certificate import verified_class
from kinroad.gatherings.rules.slip import as_typed, in_groups
from kinroad.people.models import Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import is_sent, limited


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
@limited("export", when=is_sent)
def me_slips(request: SignedInRequest) -> HttpResponse:
    """Make a slip for a session I came to; the slips I made."""
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="slips", why=Why.OWN, viewer=request.viewer)
    came = queries.lately_attended(mine, at=now())
    choices = []
    for each in came:
        session = each.sheet.session
        begins = when(session.starts_at, zone=session.gathering.zone)
        choices.append((str(each.pk), f"{session.gathering.name}, {begins}"))
    form = SlipForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.carry_out(actions.make_slip, participant=mine, by=request.viewer):
        return _paper(request, *form.result)
    return render(request, "gatherings/me_slips.html", {"form": form, "slips": queries.slips_of(mine)})


def _paper(request: SignedInRequest, slip: Slip, code: str) -> HttpResponse:
    """The slip, the one time its code is known."""
    session = slip.attended.sheet.session
    context = {
        "slip": slip,
        "code": in_groups(code),
        "address": request.build_absolute_uri(reverse("gatherings:verify")),
        "session": session,
        "zone": session.gathering.zone,
        "place": queries.place_of(session),
        "called": slip.participant.person.full_name or slip.participant.person.called if slip.with_name else "",
    }
    if not can_make_pdf():
        return render(request, "gatherings/slip_shown.html", context)
    html = render_to_string("gatherings/slip_paper.html", context, request)
    answer = HttpResponse(pdf_of(html), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="page.pdf"'
    return answer


@require_POST
@for_participants
def me_slip_revoke(request: SignedInRequest, slip_id: UUID) -> HttpResponse:
    """Take a slip back."""
    mine = own_participant(request.viewer)
    actions.revoke_slip(slip=queries.get_slip(slip_id, participant=mine), by=request.viewer)
    messages.success(request, _("Taken back. Its code says no from now on."))
    return redirect("gatherings:me_slips")


@login_not_required
@never_cache
@require_safe
def verify(request: PublicRequest) -> HttpResponse:
    """Type the code of a slip or a certificate."""
    if code := as_typed(request.GET.get("code", "")):
        return redirect("gatherings:verify_code", code)
    return _unlisted(render(request, "gatherings/verify.html", {"asked": "code" in request.GET}))


@login_not_required
@never_cache
@require_safe
def verify_code(request: PublicRequest, code: str) -> HttpResponse:
    """Yes or no, and the session's date and place, or the class and the day. Never who."""
    if request.organization is None:
        raise Http404
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="verify")
    if refused:
        return refused
    found = queries.verified(code, organization_id=request.organization.pk)
    completed = None if found else verified_class(code, organization_id=request.organization.pk)
    page = {"found": found, "completed": completed, "asked": True}
    return _unlisted(render(request, "gatherings/verify.html", page))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer
