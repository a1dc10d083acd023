"""Letting something leave under a consent; letters that the participant reads first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from kinroad.consent.actions.disclose import Disclosed, disclose
from kinroad.consent.actions.letter import answer_letter, write_letter
from kinroad.consent.forms.signing import LetterForm, SendForm
from kinroad.consent.models import Consent, Letter
from kinroad.consent.queries.letters import get_letter
from kinroad.consent.queries.letters import parts_of as parts_of_letter
from kinroad.consent.queries.texts import form_text
from kinroad.consent.rules.kinds import Kind, RecipientKind
from kinroad.consent.rules.standing import Recipient
from kinroad.consent.rules.table import as_table
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.home.queries.disclosable import parts_of
from kinroad.home.views.sharing import GET_OR_POST, find, what_they_see
from kinroad.home.views.sharing_side import Side, beside, draw, own
from kinroad.people.queries.zones import zone_of
from kinroad.people.views.limits import is_sent, limited
from kinroad.people.views.step_up import fresh_sign_in

TYPES = {"pdf": ("application/pdf", "pdf"), "page": ("text/html; charset=utf-8", "html"), "csv": ("text/csv", "csv")}


def _send(request: SignedInRequest, side: Side, consent_id: UUID) -> HttpResponse:
    """Choose what they need now; it leaves as a file with its notice and a copy of the consent."""
    given = find(side, consent_id)
    consent = given.consent
    if consent.kind in (Kind.JUSTICE, Kind.SUPPORTER):
        raise Http404
    text = form_text(language=translation.get_language() or "en", version=consent.form_version)
    form = SendForm(request.POST if request.method == "POST" else None, consent=consent, text=text, pdf=can_make_pdf())

    def leave(classes: list[str], channel: str, to: str = "", of_class: str = "") -> Disclosed:
        parts = parts_of(side.participant, classes=classes, at=now(), zone=zone_of(side.participant))
        return disclose(
            consent=consent,
            parts=parts,
            purpose=consent.purpose,
            recipient=recipient_of(consent, to=to, of_class=of_class),
            channel=channel,
            by=request.viewer,
        )

    if form.carry_out(leave):
        return as_file(form.result, request)
    seen = what_they_see(request, side, consent.kind, consent.classes, consent.recipient)
    return draw(request, "sharing_send", side, given=given, consent=consent, form=form, **seen)


def recipient_of(consent: Consent, *, to: str = "", of_class: str = "") -> Recipient:
    """Who receives under this consent: the one it names, or somebody of the group or behind the network it names."""
    if consent.recipient_kind in (RecipientKind.PERSON, RecipientKind.AGENCY):
        return Recipient(consent.recipient, id=consent.recipient_about)
    through = consent.recipient if consent.recipient_kind == RecipientKind.INTERMEDIARY else ""
    return Recipient(to, of_class=of_class or consent.recipient_class, through=through)


def as_file(disclosed: Disclosed, request: SignedInRequest) -> HttpResponse:
    """What left, in the way it was asked for. The notice of 42 CFR 2.32 and the copy of the consent go with it."""
    channel = disclosed.disclosure.channel
    kind, ending = TYPES[channel]
    with translation.override("en"):
        if channel == "csv":
            headings = (_("What"), _("Says"))
            body: str | bytes = as_table(
                disclosed.parts, statements=disclosed.notice.statements, copy=disclosed.copy, headings=headings
            )
        else:
            body = render_to_string(
                "home/sharing_released.html", {"left": disclosed, "zone": request.viewer.organization_zone}, request
            )
        answer = HttpResponse(pdf_of(str(body)) if channel == "pdf" else body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="page.{ending}"'
    return answer


def _write(request: SignedInRequest, side: Side, consent_id: UUID) -> HttpResponse:
    """A letter for a case: what it says, put down for the participant to read first."""
    given = find(side, consent_id)
    consent = given.consent
    if consent.kind != Kind.JUSTICE:
        raise Http404
    text = form_text(language=translation.get_language() or "en", version=consent.form_version)
    form = LetterForm(request.POST if request.method == "POST" else None, consent=consent, text=text)

    def write(id: UUID, classes: list[str]) -> Letter:
        parts = parts_of(side.participant, classes=classes, at=now(), zone=zone_of(side.participant))
        return write_letter(id=id, consent=consent, parts=parts, by=request.viewer, at=now())

    if form.carry_out(write):
        messages.success(request, _("It waits for their yes. Show it to them now, or they read it on their own page."))
        return redirect(side.url("letter", form.result.pk))
    form.refresh_id()
    seen = what_they_see(request, side, consent.kind, consent.classes, consent.recipient)
    return draw(request, "sharing_write", side, given=given, consent=consent, form=form, **seen)


def _letter(request: SignedInRequest, side: Side, letter_id: UUID) -> HttpResponse:
    """A letter, read by the participant: yes, it may leave; or no. Beside them it can then be sent."""
    letter = get_letter(letter_id, participant=side.participant)
    refused = ""
    if request.method == "POST":
        try:
            answer = _answered(request, side, letter)
        except ValidationError as no:
            refused = " ".join(no.messages)
            letter = get_letter(letter_id, participant=side.participant)
        else:
            return answer or redirect(side.url("letter", letter.pk))
    more: dict[str, Any] = {"letter": letter, "consent": letter.consent, "parts": parts_of_letter(letter)}
    words = form_text(language=translation.get_language() or "en", on=today(request.viewer.organization_zone)).words
    return draw(request, "sharing_letter", side, refused=refused, paper=can_make_pdf(), words=words["classes"], **more)


def _answered(request: SignedInRequest, side: Side, letter: Letter) -> HttpResponse | None:
    said = request.POST.get("say")
    if said in ("yes", "no"):
        answer_letter(letter=letter, yes=said == "yes", by=request.viewer, at=now())
        done = _("You said yes. It may leave.") if said == "yes" else _("You said no. It does not leave.")
        messages.success(request, done if side.own else _("Written down."))
        return None
    if said in TYPES and not side.own and (said != "pdf" or can_make_pdf()):
        left = disclose(
            consent=letter.consent,
            parts=parts_of_letter(letter),
            purpose=letter.consent.purpose,
            recipient=recipient_of(letter.consent),
            channel=said,
            by=request.viewer,
            letter=letter,
        )
        return as_file(left, request)
    raise ValidationError(_("Press one of the buttons."))


quiet, taking_along = sensitive_post_parameters("to"), limited("export", when=is_sent)
sharing_send = quiet(GET_OR_POST(fresh_sign_in(taking_along(beside(_send)))))
sharing_write = GET_OR_POST(fresh_sign_in(beside(_write)))
me_sharing_letter = GET_OR_POST(taking_along(own(_letter)))
sharing_letter = GET_OR_POST(fresh_sign_in(taking_along(beside(_letter))))
