"""Letters under a criminal-justice consent: written, read by the participant, and only then sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.actions.disclose import SENTENCES, as_text
from kinroad.consent.models import Consent, Letter
from kinroad.consent.queries.consents import end_of
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part, within
from kinroad.consent.rules.standing import Refusal, Standing, standing
from kinroad.core.ids import meets_the_first
from kinroad.people.rules.viewer import Viewer


@meets_the_first(Letter, whose=lambda consent, **rest: {"consent_id": consent.pk})
def write_letter(*, id: UUID, consent: Consent, parts: Sequence[Part], by: Viewer, at: datetime) -> Letter:
    """Put down what would leave. It waits for the participant's yes; absence stands in it only when they agreed."""
    stands = standing(consent.terms(ended=end_of(consent)), at=at)
    if consent.kind != Kind.JUSTICE or stands != Standing.STANDS:
        no = Refusal(stands.value) if stands != Standing.STANDS else Refusal.PURPOSE
        raise ValidationError(str(SENTENCES[no]))
    leaving = within(parts, consent.classes)
    if not leaving:
        raise ValidationError(_("Choose what the letter says."))
    letter = Letter(
        id=id,
        organization_id=consent.organization_id,
        participant_id=consent.participant_id,
        consent=consent,
        parts=as_text(leaving),
        written_at=at,
        written_by_id=by.person_id,
    )
    letter.save(force_insert=True)
    audit.record(what="letter.written", about=letter, by=by, participant_id=consent.participant_id)
    return letter


@transaction.atomic
def answer_letter(*, letter: Letter, yes: bool, by: Viewer, at: datetime) -> Letter:
    """The participant read it, and it may leave or not. A no can become a yes; what left has left."""
    mine = Letter.objects.select_for_update().get(organization_id=by.organization_id, pk=letter.pk)
    if mine.state == Letter.State.SENT:
        raise ValidationError(_("This letter has left already."))
    mine.state = Letter.State.AGREED if yes else Letter.State.REFUSED
    mine.answered_at = at
    mine.save()
    audit.record(
        what="letter.agreed" if yes else "letter.refused", about=mine, by=by, participant_id=mine.participant_id
    )
    return mine
