"""Giving a consent and taking it back."""

import json
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.audit import actions as audit
from kinroad.consent.models import Consent, Disclosure, Revocation, Supporter
from kinroad.consent.queries import copy
from kinroad.consent.queries.consents import end_of
from kinroad.consent.queries.texts import FormText, form_text
from kinroad.consent.rules.draft import Draft, Signature, is_drawing
from kinroad.consent.rules.elements import Element
from kinroad.consent.rules.kinds import Kind, Reason
from kinroad.core.ids import meets_the_first
from kinroad.core.time import now
from kinroad.people.models import Participant, Person
from kinroad.people.queries.viewers import organization_by_id
from kinroad.people.rules.viewer import Viewer

SIGNED_ALREADY = "signed_already"
MISSING: dict[Element, str | Promise] = {
    Element.PARTICIPANT: gettext_lazy("Say whose consent it is."),
    Element.DISCLOSER: gettext_lazy("Say who may share it."),
    Element.DESCRIPTION: gettext_lazy("Choose what may be shared."),
    Element.RECIPIENT: gettext_lazy("Say who may see it."),
    Element.PURPOSE: gettext_lazy("Say what it is for."),
    Element.RIGHT_TO_REVOKE: gettext_lazy("Say how it is taken back."),
    Element.EXPIRY: gettext_lazy("Say when it ends."),
    Element.SIGNATURE: gettext_lazy("Sign with your name."),
    Element.DATE: gettext_lazy("Say when it was signed."),
    Element.MEMBERS: gettext_lazy("Say who behind the network may see it."),
    Element.STATEMENTS: gettext_lazy("Say what happens to it then."),
    Element.CASE: gettext_lazy("Say which case it is, and that taking part is a condition of it."),
    Element.WITNESS: gettext_lazy("Say who saw it signed."),
}
WRONG: dict[Reason, str | Promise] = {
    Reason.PRIVATE_ALONE: gettext_lazy("Notes need a consent of their own. Take them out, or choose that kind."),
    Reason.PROCEEDINGS_ALONE: gettext_lazy("A legal proceeding needs a consent of its own, for nothing else."),
    Reason.CLASS_NOT_HERE: gettext_lazy("This kind of consent cannot name that. Choose again what may be shared."),
    Reason.PURPOSE_NOT_HERE: gettext_lazy("This kind of consent has another purpose. Choose again what it is for."),
    Reason.RECIPIENT_NOT_HERE: gettext_lazy("Name the person or the place that may see it."),
    Reason.NO_END_NOT_HERE: gettext_lazy("This kind of consent needs an end. Choose a day."),
    Reason.FIRM_NOT_HERE: gettext_lazy("This kind of consent can always be taken back."),
    Reason.ENDS_BEFORE_IT_BEGINS: gettext_lazy("This day is over. Choose a later one."),
    Reason.ENDS_TOO_FAR_AWAY: gettext_lazy("This day is more than twenty years away. Choose an earlier one."),
}


def refuse_other_words(met: Consent, *, draft: Draft, signature: Signature, **_rest: Any) -> None:
    """Raise ValidationError when what was signed under this id says something else: a signature is for its words."""
    last = met.expires_at.astimezone(ZoneInfo(organization_by_id(met.organization_id).zone)) if met.expires_at else None
    signed: tuple[Any, ...] = (met.kind, set(met.classes), met.recipient_kind, met.recipient, met.recipient_class)
    signed += (met.members or "", met.purpose, met.purpose_words or "", met.case or "", met.expires_event or "")
    signed += (met.no_end, met.firm, (last - timedelta(seconds=1)).date() if last else None, met.signature)
    asked: tuple[Any, ...] = (
        Kind(draft.kind).value,
        set(draft.classes),
        draft.recipient_kind,
        draft.recipient,
        draft.recipient_class,
    )
    asked += (draft.members, draft.purpose, draft.purpose_words, draft.case, draft.expires_event, draft.no_end)
    asked += (draft.firm, draft.expires_on, signature.name)
    if signed != asked:
        raise ValidationError(_("This was signed already, with other words. See it here."), code=SIGNED_ALREADY)


@meets_the_first(
    Consent,
    whose=lambda participant, **rest: {
        "organization_id": participant.organization_id,
        "participant_id": participant.pk,
    },
    same=refuse_other_words,
)
def give(
    *,
    id: UUID,
    participant: Participant,
    draft: Draft,
    signature: Signature,
    language: str,
    by: Viewer,
    at: datetime,
    effective_at: datetime | None = None,
) -> Consent:
    """The participant signs. Beside them, or on paper, whoever presses is the witness.

    Raises ValidationError when an element of 42 CFR 2.31(a) is missing or something may not stand together.
    """
    today = at.astimezone(ZoneInfo(by.organization_zone)).date()
    wrong = draft.wrong(today=today)
    if wrong is not None:
        raise ValidationError(str(WRONG[wrong]))
    if signature.drawn and not is_drawing(signature.drawn):
        raise ValidationError(_("We could not read what you drew. Clear it and sign again, or type your name alone."))
    own = by.participant_id == participant.pk
    if own and signature.method == Consent.Method.PAPER:
        raise ValidationError(_("Sign here with your name. On paper, somebody from the team is beside you."))
    row = _written(
        id=id,
        participant=participant,
        draft=draft,
        signature=signature,
        text=form_text(language=language, on=today),
        witness_id=None if own else by.who,
        by=by,
        at=at,
    )
    row.effective_at = effective_at or at
    missing = row.missing
    if missing:
        raise ValidationError([str(MISSING[each]) for each in missing])
    row.save(force_insert=True)
    audit.record(what="consent.given", about=row, by=by, participant_id=participant.pk)
    return row


def _written(
    *,
    id: UUID,
    participant: Participant,
    draft: Draft,
    signature: Signature,
    text: FormText,
    witness_id: UUID | None,
    by: Viewer,
    at: datetime,
) -> Consent:
    organization = organization_by_id(by.organization_id)
    witness = Person.objects.filter(organization_id=by.organization_id, pk=witness_id).first() if witness_id else None
    lines = copy.lines_of(
        draft,
        participant=participant,
        organization=organization,
        text=text,
        signature=signature,
        signed_at=at,
        zone=by.organization_zone,
        witness=(witness.full_name or witness.called) if witness else "",
    )
    return Consent(
        id=id,
        organization_id=participant.organization_id,
        participant=participant,
        kind=Kind(draft.kind).value,
        form_version=text.version,
        language=text.language,
        participant_name=copy.name_of(participant),
        discloser=organization.name,
        classes=list(draft.classes),
        recipient_kind=draft.recipient_kind,
        recipient=draft.recipient,
        recipient_class=draft.recipient_class,
        recipient_about=draft.recipient_about,
        members=draft.members,
        purpose=draft.purpose,
        purpose_words=draft.purpose_words,
        case=draft.case,
        expires_at=_end_of_day(draft, zone=by.organization_zone),
        expires_event=draft.expires_event,
        no_end=draft.no_end,
        firm=draft.firm,
        right_to_revoke=copy.right_to_revoke(text, organization),
        statements=copy.statements(text, draft.kind),
        method=signature.method,
        signature=signature.name,
        drawn=signature.drawn,
        authority=signature.authority,
        witness=witness,
        given_at=at,
        written_by_id=by.person_id,
        words=json.dumps(lines),
    )


def _end_of_day(draft: Draft, *, zone: str) -> datetime | None:
    if draft.expires_on is None:
        return None
    return datetime.combine(draft.expires_on + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))


@transaction.atomic
def revoke(
    *,
    consent: Consent,
    by: Viewer,
    how: str = Revocation.How.PAGE,
    why: str = "",
    received_at: datetime | None = None,
    told_by: str = "",
    words: str = "",
) -> Revocation:
    """From this second nothing more leaves under it. A second press meets the first.

    The lock on the consent is the one that a disclosure takes: one of the two comes first, and whatever left did so
    before. The moment is asked under the lock. A letter or a call ends it when it reached us (`received_at`), also when
    something left before it was written down: that stands on its page. Raises ValidationError for a firm consent
    (42 CFR 2.35), unless what it waited for has come or it turned out not to be true.
    """
    mine = Consent.objects.select_for_update().get(organization_id=by.organization_id, pk=consent.pk)
    met = end_of(mine)
    if met is not None:
        return met
    why = Revocation.Why(why or Revocation.Why.WITHDRAWN)
    if mine.firm and why == Revocation.Why.WITHDRAWN and (mine.expires_at is None or now() < mine.expires_at):
        raise ValidationError(_("You agreed before you signed that this one stands until its end. Talk with us."))
    # Clocks of two machines may differ: the end never stands before what already left.
    left = Disclosure.objects.filter(organization_id=mine.organization_id, consent=mine).order_by("-at")
    last = left.values_list("at", flat=True).first()
    ended = Revocation(
        organization_id=mine.organization_id,
        consent=mine,
        why=why,
        how=how,
        at=max(now(), last) if last else now(),
        received_at=max(received_at, mine.effective_at) if received_at else None,
        told_by=told_by.strip() or None,
        words=words.strip() or None,
        by_id=by.person_id,
    )
    ended.save(force_insert=True)
    for supporter in Supporter.objects.filter(organization_id=mine.organization_id, consent=mine, ended_at=None):
        supporter.ended_at = ended.at
        supporter.save()
    audit.record(what="consent.revoked", about=mine, by=by, participant_id=mine.participant_id)
    return ended
