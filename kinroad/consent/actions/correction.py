"""Asking that something is corrected, our answer, and what the participant says to a no."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.models import Correction, CorrectionAnswer, CorrectionStatement
from kinroad.consent.rules.correction import answer_by
from kinroad.core.ids import meets_the_first
from kinroad.core.time import local
from kinroad.people.models import Participant
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

MOST_OPEN = 20


@meets_the_first(Correction, whose=lambda participant, **rest: {"participant_id": participant.pk})
def ask_to_correct(
    *, id: UUID, participant: Participant, about: str, entry: UUID | None, words: str, by: Viewer, at: datetime
) -> Correction:
    """Write down what is not right, in their words. Nothing is changed by it.

    Raises ValidationError when many requests wait already.
    """
    own = {"organization_id": by.organization_id, "participant": participant}
    Participant.objects.select_for_update().get(pk=participant.pk)
    if Correction.objects.filter(**own, answers=None).count() >= MOST_OPEN:
        raise ValidationError(_("Many requests wait already. Call us, and we go through them together."))
    policy = policy_of(by.organization_id).correction
    row = Correction(
        id=id,
        organization_id=by.organization_id,
        participant=participant,
        about=Correction.About(about),
        entry=entry if about == Correction.About.NOTE else None,
        words=words.strip(),
        how=Correction.How.PAGE if by.participant_id == participant.pk else Correction.How.BESIDE,
        asked_at=at,
        asked_by_id=by.person_id,
        due_on=answer_by(asked_on=local(at, by.organization_zone).date(), policy=policy),
    )
    row.save(force_insert=True)
    audit.record(what="correction.asked", about=row, by=by, participant_id=participant.pk)
    return row


@transaction.atomic
def answer_correction(
    *, correction: Correction, outcome: str, reason: str, by: Viewer, at: datetime
) -> CorrectionAnswer:
    """It was corrected, or not and why. Once: whoever comes second is told so."""
    mine = _locked(correction, by=by)
    if mine.answers.exists():
        raise ValidationError(_("Somebody has answered this already. Open the page again."))
    if outcome == CorrectionAnswer.Outcome.KEPT and not reason.strip():
        raise ValidationError({"reason": _("Say why, in plain words. They read it.")})
    row = CorrectionAnswer(
        organization_id=mine.organization_id,
        correction=mine,
        outcome=CorrectionAnswer.Outcome(outcome),
        reason=reason.strip() or None,
        at=at,
        by_id=by.person_id,
    )
    row.save(force_insert=True)
    audit.record(what=f"correction.{row.outcome}", about=row, by=by, participant_id=mine.participant_id)
    return row


@transaction.atomic
def state_own_view(*, correction: Correction, words: str, by: Viewer, at: datetime) -> CorrectionStatement:
    """What they say to a no. Raises ValidationError before an answer, after a yes, and a second time."""
    mine = _locked(correction, by=by)
    if not mine.answers.filter(outcome=CorrectionAnswer.Outcome.KEPT).exists():
        raise ValidationError(_("This is for a request that was answered with no."))
    if mine.statements.exists():
        raise ValidationError(_("These words stand already. To say more, ask again."))
    row = CorrectionStatement(
        organization_id=mine.organization_id, correction=mine, words=words.strip(), at=at, by_id=by.person_id
    )
    row.save(force_insert=True)
    audit.record(what="correction.stated", about=row, by=by, participant_id=mine.participant_id)
    return row


def _locked(correction: Correction, *, by: Viewer) -> Correction:
    found: Correction = Correction.objects.select_for_update().get(organization_id=by.organization_id, pk=correction.pk)
    return found
