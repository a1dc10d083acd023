"""My classes: how far I am, and the certificate of one I completed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.gatherings.actions import certificate as actions
from kinroad.gatherings.forms.certificate import CertificateForm
from kinroad.gatherings.models import Certificate
from kinroad.gatherings.queries import certificate as queries
from kinroad.gatherings.queries.classes import classes_of, get_class
from kinroad.gatherings.rules.slip import in_groups
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import limited


@require_safe
@for_participants
def me_classes(request: SignedInRequest) -> HttpResponse:
    """The classes I came to: what is done, what is to go."""
    mine = _mine(request)
    return render(request, "gatherings/me_classes.html", _page(mine, CertificateForm()))


@require_POST
@for_participants
@limited("export")
def me_certificate(request: SignedInRequest, curriculum_id: UUID) -> HttpResponse:
    """Make the certificate of a class I completed, and give it on paper. A second press gives the same again."""
    mine = _mine(request)
    get_class(curriculum_id, participant=mine, at=now())
    form = CertificateForm(request.POST)
    if form.carry_out(actions.make_certificate, participant=mine, curriculum_id=curriculum_id, by=request.viewer):
        certificate, code = form.result
        return _paper(request, mine, certificate, code, with_name=form.cleaned_data["with_name"])
    return render(request, "gatherings/me_classes.html", _page(mine, form))


@require_POST
@for_participants
def me_certificate_revoke(request: SignedInRequest, certificate_id: UUID) -> HttpResponse:
    """Take a certificate back."""
    found = queries.get_certificate(certificate_id, participant=_mine(request))
    actions.revoke_certificate(certificate=found, by=request.viewer)
    messages.success(request, _("Taken back. Its code says no from now on."))
    return redirect("gatherings:me_classes")


def _mine(request: SignedInRequest) -> Participant:
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="classes", why=Why.OWN, viewer=request.viewer)
    return mine


def _page(mine: Participant, form: CertificateForm) -> dict[str, Any]:
    classes, made = classes_of(mine, at=now()), queries.certificates_of(mine)
    return {"classes": classes, "certificates": made, "form": form}


def _paper(
    request: SignedInRequest, mine: Participant, certificate: Certificate, code: str, *, with_name: bool
) -> HttpResponse:
    context = {
        "certificate": certificate,
        "code": in_groups(code),
        "zone": request.viewer.organization_zone,
        "address": request.build_absolute_uri(reverse("gatherings:verify")),
        "called": mine.person.full_name or mine.person.called if with_name else "",
    }
    if not can_make_pdf():
        return render(request, "gatherings/certificate_shown.html", context)
    html = render_to_string("gatherings/certificate_paper.html", context, request)
    answer = HttpResponse(pdf_of(html), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="page.pdf"'
    return answer
