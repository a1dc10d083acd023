"""What is shared, with whom, until when: given, read once more, taken back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.consent.actions.consent import SIGNED_ALREADY, give, revoke
from kinroad.consent.actions.supporter import change_view, invite
from kinroad.consent.forms.sharing import ChooseForm
from kinroad.consent.forms.signing import EndForm, SignBesideForm, SignForm
from kinroad.consent.models import Consent, Revocation, Supporter
from kinroad.consent.queries.consents import Given, consents_of, get_consent, left_under
from kinroad.consent.queries.copy import lines_of, mark_of
from kinroad.consent.queries.letters import letters_of
from kinroad.consent.queries.restrictions import held_of
from kinroad.consent.queries.supporters import supporters_of
from kinroad.consent.queries.texts import form_text
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.restriction import not_held
from kinroad.consent.rules.standing import Recipient
from kinroad.core.http import SignedInRequest
from kinroad.core.time import local, now, today
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.design.picture import picture_of
from kinroad.home.queries.disclosable import parts_of
from kinroad.home.views.sharing_side import Side, beside, draw, own
from kinroad.people.queries.zones import zone_of
from kinroad.people.views.limits import limited
from kinroad.people.views.step_up import fresh_sign_in, fresh_sign_in_for_a_file
from kinroad.resources.queries.agency import agencies_like
from kinroad.resources.queries.relied import open_under

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SAFE = require_safe
# The order in which kinds are offered; somebody who stands by them is invited by the participant alone.
KINDS = (
    Kind.SPECIFIC,
    Kind.SUPPORTER,
    Kind.TPO,
    Kind.JUSTICE,
    Kind.PRIVATE,
    Kind.PROCEEDINGS,
    Kind.INTERMEDIARY,
    Kind.RESEARCH,
    Kind.PHOTO,
)


def _language() -> str:
    return (get_language() or "en")[:2]


def _text(request: SignedInRequest, language: str = "") -> Any:
    return form_text(language=language or _language(), on=today(request.viewer.organization_zone))


def _kinds(side: Side) -> tuple[Kind, ...]:
    return KINDS if side.own else tuple(kind for kind in KINDS if kind != Kind.SUPPORTER)


def visible(side: Side, given: Given) -> bool:
    """Who stands by a participant is nobody's business but their own."""
    return side.own or given.consent.kind != Kind.SUPPORTER


def find(side: Side, consent_id: UUID) -> Given:
    """A consent this side may read. Raises Http404 for any other."""
    given = get_consent(consent_id, participant=side.participant, at=now())
    if not visible(side, given):
        raise Http404
    return given


def _listed(request: SignedInRequest, side: Side) -> HttpResponse:
    """Everything that is shared now, and what no longer is."""
    at = now()
    found = [each for each in consents_of(side.participant, at=at) if visible(side, each)]
    return draw(
        request,
        "sharing",
        side,
        standing=[each for each in found if each.stands and each.consent.kind != Kind.SUPPORTER],
        ended=[each for each in found if not each.stands],
        supporters=supporters_of(side.participant, at=at) if side.own else [],
        letters=letters_of(side.participant),
        text=_text(request),
    )


def _new(request: SignedInRequest, side: Side) -> HttpResponse:
    """What kind of sharing is it?"""
    text = _text(request)
    return draw(request, "sharing_new", side, kinds=[(kind.value, text.kind(kind)) for kind in _kinds(side)])


def _kind(request: SignedInRequest, side: Side, kind: str) -> HttpResponse:
    """Something new is shared."""
    if kind not in _kinds(side):
        raise Http404
    return choose_and_sign(request, side, Kind(kind))


def choose_and_sign(
    request: SignedInRequest, side: Side, kind: Kind, supporter: Supporter | None = None
) -> HttpResponse:
    """Choose; look at exactly what they would see; sign. For a `supporter`: what they see from now on."""
    sent = request.POST if request.method == "POST" else None
    known = partial(agencies_like, organization_id=request.viewer.organization_id, at=now())
    day = today(request.viewer.organization_zone)
    asked: dict[str, Any] = {"kind": kind, "text": _text(request), "today": day, "agencies": known}
    stands = _as_it_stands(supporter, zone=request.viewer.organization_zone) if supporter else None
    chosen = ChooseForm(sent, initial=stands, **asked)
    if sent is None or "again" in sent or not chosen.is_valid():
        if sent is not None and "again" in sent:
            chosen = ChooseForm(None, **asked)
            chosen.start_from(sent)
        said = _text(request).kind(kind)
        return draw(request, "sharing_kind", side, form=chosen, kind=kind.value, said=said, supporter=supporter)
    form_class = SignForm if side.own else SignBesideForm
    form = form_class(sent if "sign" in sent else None)
    lines = lines_of(chosen.draft, participant=side.participant, organization=request.organization, text=_text(request))
    if form.is_bound and sent.get("read") != mark_of(lines):
        form.add_error(None, _("Something in it is not as you read it. Read it once more, then sign."))
    elif form.carry_out(lambda **said: _sign(request, side, chosen, form, supporter)):
        return _signed(request, side, form.result)
    signed = side.url("one", form.cleaned_data["id"]) if form.has_error("__all__", SIGNED_ALREADY) else None
    form.refresh_id()
    return _read_once_more(request, side, chosen, form, lines, signed=signed)


def _as_it_stands(supporter: Supporter, *, zone: str) -> dict[str, Any]:
    consent = supporter.consent
    last = local(consent.last_moment, zone).date() if consent.last_moment else None
    return {"recipient": supporter.called, "classes": consent.classes, "until": "day", "expires_on": last}


def _sign(request: SignedInRequest, side: Side, chosen: ChooseForm, form: SignForm, supporter: Supporter | None) -> Any:
    if supporter is not None:
        return change_view(
            id=form.cleaned_data["id"],
            supporter=supporter,
            draft=chosen.draft,
            signature=form.signature,
            language=_language(),
            by=request.viewer,
            at=now(),
        )
    given = {
        "id": form.cleaned_data["id"],
        "participant": side.participant,
        "draft": chosen.draft,
        "signature": form.signature,
        "language": _language(),
        "by": request.viewer,
        "at": now(),
    }
    return invite(**given) if chosen.kind == Kind.SUPPORTER else give(**given)


def _signed(request: SignedInRequest, side: Side, made: Any) -> HttpResponse:
    if isinstance(made, Consent):
        messages.success(request, _("Signed. Your copy is here.") if side.own else _("Signed. Their copy is here."))
        return redirect(side.url("one", made.pk))
    supporter, secret = made
    return link_page(request, side, supporter.called, secret) if secret else redirect(side.url())


def link_page(request: SignedInRequest, side: Side, called: str, secret: str) -> HttpResponse:
    """The link of somebody who stands by them, shown once."""
    link = request.build_absolute_uri(reverse("home:stand_by", args=[secret]))
    return draw(request, "sharing_link", side, supporter=called, link=link, picture=picture_of(link))


def _read_once_more(
    request: SignedInRequest,
    side: Side,
    chosen: ChooseForm,
    form: SignForm,
    lines: list[tuple[str, str]],
    *,
    signed: str | None,
) -> HttpResponse:
    seen = what_they_see(request, side, chosen.draft.kind, chosen.draft.classes, chosen.draft.recipient)
    more = {
        "form": form,
        "lines": lines,
        "read": mark_of(lines),
        "carried": chosen.carried,
        "kind": chosen.kind.value,
        "firm": chosen.draft.firm,
        "signed": signed,
    }
    return draw(request, "sharing_sign", side, **more, **seen)


def what_they_see(request: SignedInRequest, side: Side, kind: str, classes: Any, recipient: str) -> dict[str, Any]:
    """The real parts, as they would leave now; notes stay behind the password where the participant wants it so."""
    hidden = "notes" in classes and not side.notes_open
    shown = [each for each in classes if each != "notes" or not hidden]
    language = _language() if kind == Kind.SUPPORTER else "en"
    zone = zone_of(side.participant)
    parts = parts_of(side.participant, classes=shown, at=now(), zone=zone, language=language)
    held = held_of(side.participant)
    kept_here = [each for each in parts if each not in not_held(parts, recipient=Recipient(recipient), held=held)]
    parts = [each for each in parts if each not in kept_here]
    words = _text(request).words["classes"]
    empty = [words[each] for each in shown if each not in {part.data_class for part in (*parts, *kept_here)}]
    return {
        "parts": parts,
        "held": bool(kept_here),
        "empty": empty,
        "words": words,
        "hidden": hidden,
        "in_english": language != _language(),
    }


def _one(request: SignedInRequest, side: Side, consent_id: UUID) -> HttpResponse:
    """One of them: the copy, what left under it, and the way to take it back."""
    given = find(side, consent_id)
    return draw(
        request, "sharing_one", side, given=given, consent=given.consent, left=left_under(given.consent),
        paper=can_make_pdf(), text=_text(request),
    )  # fmt: skip


def _see(request: SignedInRequest, side: Side, consent_id: UUID) -> HttpResponse:
    """What they would see now."""
    given = find(side, consent_id)
    seen = what_they_see(request, side, given.consent.kind, given.consent.classes, given.consent.recipient)
    return draw(request, "sharing_see", side, given=given, consent=given.consent, **seen)


def _paper(request: SignedInRequest, side: Side, consent_id: UUID) -> HttpResponse:
    """The copy, on paper."""
    if not can_make_pdf():
        raise Http404
    given = find(side, consent_id)
    context = {"consent": given.consent, "given": given, "zone": request.viewer.organization_zone}
    html = render_to_string("home/sharing_paper.html", context, request)
    answer = HttpResponse(pdf_of(html), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="page.pdf"'
    return answer


def _end(request: SignedInRequest, side: Side, consent_id: UUID) -> HttpResponse:
    """Take it back: in one step, with what relied on it."""
    given = find(side, consent_id)
    form = EndForm(request.POST if request.method == "POST" else None, consent=given.consent, own=side.own)
    how = Revocation.How.PAGE if side.own else Revocation.How.BESIDE
    if form.carry_out(partial(revoke, consent=given.consent, by=request.viewer, how=how)):
        messages.success(request, _("It has ended. From this second nothing more is shared."))
        return redirect(side.url("one", given.consent.pk))
    consent = given.consent
    relied = {"left": left_under(consent), "referrals": open_under(consent)}
    return draw(request, "sharing_end", side, given=given, consent=consent, form=form, text=_text(request), **relied)


me_sharing, sharing = SAFE(own(_listed)), SAFE(beside(_listed))
me_sharing_new, sharing_new = SAFE(own(_new)), SAFE(beside(_new))
sign_in_private = sensitive_post_parameters("name", "drawn", "recipient", "members", "case", "purpose_words")
me_sharing_kind = sign_in_private(GET_OR_POST(fresh_sign_in(own(_kind))))
sharing_kind = sign_in_private(GET_OR_POST(beside(_kind)))  # beside staff the participant signs with their own hand
me_sharing_one, sharing_one = SAFE(own(_one)), SAFE(beside(_one))
me_sharing_see, sharing_see = SAFE(own(_see)), SAFE(beside(_see))
me_sharing_paper, sharing_paper = (
    SAFE(fresh_sign_in_for_a_file(limited("export")(side(_paper)))) for side in (own, beside)
)
me_sharing_end, sharing_end = GET_OR_POST(own(_end)), GET_OR_POST(beside(_end))
