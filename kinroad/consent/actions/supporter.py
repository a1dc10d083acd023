"""Inviting someone to see a little; pausing and ending it. Nothing is ever sent to them."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.actions.consent import give, refuse_other_words, revoke
from kinroad.consent.models import Consent, Okay, Revocation, Supporter
from kinroad.consent.rules.draft import Draft, Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.core.ids import hash_of
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

AT_MOST = 20


@transaction.atomic
def invite(
    *, id: UUID, participant: Participant, draft: Draft, signature: Signature, language: str, by: Viewer, at: datetime
) -> tuple[Supporter, str]:
    """Sign for a supporter, and make the link. The link comes back once; a second press gets the first row, no link.

    Only participants invite, for themselves.
    """
    if draft.kind != Kind.SUPPORTER or by.participant_id != participant.pk:
        raise ValidationError(_("Only you can invite someone, on your own page."))
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    rows = Supporter.objects.filter(organization_id=mine.organization_id, participant=mine)
    met = rows.filter(consent_id=id).first()
    if met is not None:
        refuse_other_words(met.consent, draft=draft, signature=signature)
        return met, ""
    if rows.filter(ended_at=None).count() >= AT_MOST:
        raise ValidationError(_("These are many people. End it for one of them first."))
    consent = give(id=id, participant=mine, draft=draft, signature=signature, language=language, by=by, at=at)
    secret = secrets.token_urlsafe(32)
    row = Supporter(
        organization_id=mine.organization_id,
        participant=mine,
        consent=consent,
        secret_hash=hash_of(secret),
        called=draft.recipient,
        invited_at=at,
    )
    row.save(force_insert=True)
    audit.record(what="supporter.invited", about=row, by=by, participant_id=mine.pk)
    return row, secret


@transaction.atomic
def change_view(
    *,
    id: UUID,
    supporter: Supporter,
    draft: Draft,
    signature: Signature,
    language: str,
    by: Viewer,
    at: datetime,
) -> Consent:
    """Sign what they see from this second on: a consent in place of the one before, which ends. Link and pause stay.

    It takes the locks under which something leaves: nothing that was taken out leaves after the answer.
    """
    if draft.kind != Kind.SUPPORTER or by.participant_id != supporter.participant_id:
        raise ValidationError(_("Only you can change it, on your own page."))
    participant = Participant.objects.select_for_update().get(pk=supporter.participant_id)
    mine = _locked(supporter, by=by)
    before = mine.consent
    if before.pk == id:
        refuse_other_words(before, draft=draft, signature=signature)
        return before
    if mine.ended_at is not None:
        raise ValidationError(_("This has ended. Invite them again."))
    consent = give(id=id, participant=participant, draft=draft, signature=signature, language=language, by=by, at=at)
    mine.consent, mine.called = consent, draft.recipient
    mine.save()
    revoke(consent=before, by=by, why=Revocation.Why.CHANGED)
    audit.record(what="supporter.changed", about=mine, by=by, participant_id=mine.participant_id)
    return consent


@transaction.atomic
def set_paused(*, supporter: Supporter, paused: bool, by: Viewer, at: datetime) -> Supporter:
    """Stop for a while, or go on. An ended one stays ended."""
    mine = _locked(supporter, by=by)
    if mine.ended_at is None and (mine.paused_at is not None) != paused:
        mine.paused_at = at if paused else None
        mine.save()
        what = "supporter.paused" if paused else "supporter.resumed"
        audit.record(what=what, about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def make_new_link(*, supporter: Supporter, by: Viewer) -> str:
    """Another link for the same person; the one before opens nothing any more."""
    mine = _locked(supporter, by=by)
    if mine.ended_at is not None:
        raise ValidationError(_("This has ended. Invite them again."))
    secret = secrets.token_urlsafe(32)
    mine.secret_hash = hash_of(secret)
    mine.save()
    audit.record(what="supporter.new_link", about=mine, by=by, participant_id=mine.participant_id)
    return secret


def _locked(supporter: Supporter, *, by: Viewer) -> Supporter:
    """The row, under the lock that a disclosure takes: that of the consent it stands on now."""
    own = {"organization_id": by.organization_id}
    consent_id = Supporter.objects.values_list("consent_id", flat=True).get(**own, pk=supporter.pk)
    Consent.objects.select_for_update().get(**own, pk=consent_id)
    mine = Supporter.objects.select_for_update().get(**own, pk=supporter.pk)
    return mine if mine.consent_id == consent_id else _locked(mine, by=by)


def say_okay(*, participant: Participant, by: Viewer, on: date, at: datetime) -> Okay:
    """They are okay today, they say. A second press on the same day meets the first."""
    own = {"organization_id": participant.organization_id, "participant": participant, "on": on}
    try:
        with transaction.atomic():
            row = Okay(at=at, **own)
            row.save(force_insert=True)
            audit.record(what="okay.said", about=row, by=by, participant_id=participant.pk)
            return row
    except IntegrityError:
        met: Okay = Okay.objects.get(**own)
        return met
