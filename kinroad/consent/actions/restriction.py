"""Asking us not to share something, our answer, and lifting it again."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.models import Consent, Restriction, RestrictionAnswer
from kinroad.consent.rules.classes import DataClass
from kinroad.consent.rules.restriction import must_agree
from kinroad.core.ids import meets_the_first
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


@meets_the_first(Restriction, whose=lambda participant, **rest: {"participant_id": participant.pk})
def restrict(
    *, id: UUID, participant: Participant, recipient: str, classes: Collection[str], by: Viewer, at: datetime
) -> Restriction:
    """From now on nothing of `classes` (none: everything) goes to `recipient` (empty: anyone outside).

    It takes the locks under which something leaves: what is acknowledged here holds from then on.
    """
    if not set(classes) <= set(DataClass):
        raise ValidationError(_("Choose from the list."))
    _lock(participant)
    row = Restriction(
        id=id,
        organization_id=by.organization_id,
        participant=participant,
        recipient=recipient.strip() or None,
        classes=sorted(classes),
        how=Restriction.How.PAGE if by.participant_id == participant.pk else Restriction.How.BESIDE,
        asked_at=at,
        asked_by_id=by.person_id,
    )
    row.save()
    audit.record(what="restriction.asked", about=row, by=by, participant_id=participant.pk)
    return row


@transaction.atomic
def answer_restriction(
    *,
    restriction: Restriction,
    outcome: str,
    reason: str,
    by: Viewer,
    at: datetime,
    to_a_plan: bool = False,
    plan_paid: bool = False,
) -> RestrictionAnswer:
    """Agree, or say that we cannot and why; once. After a no the consents hold again as they stand.

    Raises ValidationError where the law leaves us no choice.
    """
    mine = Restriction.objects.select_for_update().get(organization_id=by.organization_id, pk=restriction.pk)
    if mine.ended_at is not None or mine.answers.exists():
        raise ValidationError(_("This has been answered or lifted already. Open the page again."))
    if outcome == RestrictionAnswer.Outcome.DECLINED:
        if must_agree(to_a_plan=to_a_plan, plan_paid=plan_paid):
            raise ValidationError(_("The plan did not pay for it, so it must not learn of it. Choose that we agree."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why, in plain words. They read it.")})
    row = RestrictionAnswer(
        organization_id=mine.organization_id,
        restriction=mine,
        outcome=RestrictionAnswer.Outcome(outcome),
        reason=reason.strip() or None,
        at=at,
        by_id=by.person_id,
    )
    row.save(force_insert=True)
    audit.record(what=f"restriction.{row.outcome}", about=row, by=by, participant_id=mine.participant_id)
    return row


@transaction.atomic
def lift(*, restriction_id: UUID, participant: Participant, by: Viewer, at: datetime) -> None:
    """The participant lifts it: their consents hold again as they stand. A second press is the same."""
    rows = Restriction.objects.select_for_update().filter(
        organization_id=by.organization_id, participant__in=ids_of_one(participant), pk=restriction_id, ended_at=None
    )
    for row in rows:
        row.ended_at, row.ended_by_id = at, by.person_id
        row.save()
        audit.record(what="restriction.lifted", about=row, by=by, participant_id=participant.pk)


def _lock(participant: Participant) -> None:
    """The consents under which something could leave right now, in order."""
    rows = Consent.objects.select_for_update().filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    )
    list(rows.order_by("pk").values_list("pk", flat=True))
