"""The participant's own letter, and the link by which a service answers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.forms import ActionForm
from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now, today
from kinroad.design.paper import pdf_of
from kinroad.people.models import Participant
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import counted, limited
from kinroad.people.views.step_up import fresh_sign_in
from kinroad.resources.actions.answer_link import answer, make_link
from kinroad.resources.actions.referral import send
from kinroad.resources.actions.referral_identity import tell_who
from kinroad.resources.forms.referral import AnswerForm, LetterForm
from kinroad.resources.models import Referral
from kinroad.resources.queries.answer_link import waiting_link
from kinroad.resources.queries.referral import get_referral
from kinroad.resources.rules.referral import How, State
from kinroad.resources.views.referral import BESIDE, one, own, theirs, to_one


@require_POST
@for_participants
@fresh_sign_in
@limited("export")
def me_referral_letter(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """My own letter, to take along."""
    return _letter(request, own(request), referral_id)


@require_POST
@BESIDE
@fresh_sign_in
@limited("export")
def person_referral_letter(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """Their letter, printed for them to take along."""
    return _letter(request, theirs(request, participant_id), referral_id, beside=True)


@require_POST
@BESIDE
def person_referral_link(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """An address at which the service can answer, shown once."""
    them = theirs(request, participant_id)
    row = get_referral(referral_id, participant=them)
    form = ActionForm(request.POST)
    if form.carry_out(make_link, referral=row, by=request.viewer, at=now()):
        return one(request, them, row, beside=True, link=_address(request, form.result))
    messages.info(request, " ".join(str(said) for said in form.non_field_errors()))
    return to_one(them, row, beside=True)


@require_POST
@BESIDE
@fresh_sign_in
@limited("export")
def person_referral_tell(request: SignedInRequest, participant_id: UUID, referral_id: UUID) -> HttpResponse:
    """Tell the service who comes, under the consent that names it: a paper to hand over, with the notice."""
    them = theirs(request, participant_id)
    row = get_referral(referral_id, participant=them)
    form, link = ActionForm(request.POST), ActionForm(request.POST)
    given = {"referral": row, "by": request.viewer, "at": now()}
    if form.carry_out(tell_who, participant=them, **given) and link.carry_out(make_link, **given):
        context = {
            "told": form.result,
            "place": row.service_at_location,
            "address": _address(request, link.result),
            "today": today(request.viewer.organization_zone),
        }
        with translation.override("en"):  # whatever leaves is in English
            return _pdf(render_to_string("resources/referral_told.html", context, request=request))
    messages.info(request, " ".join(str(said) for said in (*form.non_field_errors(), *link.non_field_errors())))
    return to_one(them, row, beside=True)


def _pdf(html: str) -> HttpResponse:
    paper = HttpResponse(pdf_of(html), content_type="application/pdf")
    paper["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return paper


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("resources:answer", args=[secret]))


def _letter(
    request: SignedInRequest, participant: Participant, referral_id: UUID, *, beside: bool = False
) -> HttpResponse:
    row = get_referral(referral_id, participant=participant)
    said = LetterForm(request.POST, own=not beside)
    form = ActionForm(request.POST)
    if not said.is_valid() or not form.carry_out(make_link, referral=row, by=request.viewer, at=now()):
        messages.info(request, " ".join(str(each) for each in form.non_field_errors()))
        return to_one(participant, row, beside=beside)
    if row.how == How.LETTER and row.state == State.ACCEPTED:
        send(referral=row, by=request.viewer, at=now())
    return _paper(request, participant, row, address=_address(request, form.result), **said.cleaned_data)


def _paper(
    request: SignedInRequest,
    participant: Participant,
    referral: Referral,
    *,
    address: str,
    with_name: bool,
    with_phone: bool,
) -> HttpResponse:
    person = participant.person
    context = {
        "referral": referral,
        "place": referral.service_at_location,
        "called": (person.full_name or person.called) if with_name else "",
        "phone": (person.phone or "") if with_phone else "",
        "address": address,
        "today": today(request.viewer.organization_zone),
    }
    return _pdf(render_to_string("resources/referral_letter.html", context, request=request))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@counted("welcome")
def answer_by_link(request: PublicRequest, secret: str) -> HttpResponse:
    """A service answers: opening it changes nothing, the button does. Nothing on the page says about whom."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.carry_out(answer, secret=secret, at=now()):
        return render(request, "resources/answer_done.html", {"again": form.result.state == State.RECEIVED})
    if not form.is_bound and waiting_link(secret, at=now()) is None:
        return render(request, "resources/answer_closed.html")
    return render(request, "resources/answer.html", {"form": form})
