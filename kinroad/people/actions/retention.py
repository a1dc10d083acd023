"""How long what was written down is kept, and holding it longer."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.policy import Policy
from kinroad.core.time import now
from kinroad.people.actions.organizations import set_policies
from kinroad.people.models import LegalHold, Organization, Participant, Program, RetentionAdvice
from kinroad.people.queries.retention import advice_in
from kinroad.people.rules.viewer import Viewer

NUMBERS = {
    "record": "record_years",
    "consents": "consents_years",
    "messages": "messages_years",
    "drafts": "drafts_days",
}
Said = Mapping[str, tuple[int | None, str, date | None]]


@transaction.atomic
def set_retention(*, said: Said, by: Viewer, seen: str = "") -> None:
    """Set number, counsel and day for each kind of what is kept; without a number, our default.

    Raises ValidationError for less than our default without counsel's name and the day, for one of the two alone,
    and for a page drawn from other numbers (`seen`).
    """
    refuse_without_counsel(said)
    values = {("retention", NUMBERS[about]): number for about, (number, _counsel, _on) in said.items()}
    set_policies(values=values, by=by, seen=seen)
    stood, changed = advice_in(by.organization_id), []
    for about, (_number, counsel, on) in said.items():
        if stood.get(about) == ((counsel, on) if counsel else None):
            continue
        changed.append(about)
        own = RetentionAdvice.objects.filter(organization_id=by.organization_id, about=about)
        advice = own.first() or RetentionAdvice(organization_id=by.organization_id, about=about)
        if counsel and on is not None:
            advice.counsel, advice.advised_on = counsel, on
            advice.save()
        else:
            own.delete()
    if changed:
        organization = Organization.objects.get(pk=by.organization_id)
        audit.record(what="retention.advised", about=organization, by=by, fields=changed)


def refuse_without_counsel(said: Said) -> None:
    ours = Policy().retention
    missing: dict[str, Any] = {}
    for about, (number, counsel, on) in said.items():
        shorter = number is not None and number < getattr(ours, NUMBERS[about]) and about != "drafts"
        if (shorter or on) and not counsel:
            missing[f"{about}_counsel"] = _("Enter the name of the counsel who said so.")
        if (shorter or counsel) and on is None:
            missing[f"{about}_on"] = _("Enter the day counsel said so.")
    if missing:
        raise ValidationError(missing)


def _held(*, participant: Participant | None = None, program: Program | None = None, by: Viewer, **_said: Any) -> Any:
    return {
        "organization_id": by.organization_id,
        "participant_id": participant and participant.pk,
        "program_id": program and program.pk,
    }


@meets_the_first(LegalHold, whose=_held)
def hold(
    *, id: UUID, reason: str, by: Viewer, participant: Participant | None = None, program: Program | None = None
) -> LegalHold:
    """Keep everything of a participant, or of everyone in a program, until somebody ends it.

    Raises ValidationError when a hold stands already.
    """
    # The purge locks the same row first: whoever comes second sees what the first did.
    if participant is not None:
        participant = Participant.objects.select_for_update().get(pk=participant.pk)
    Organization.objects.select_for_update().get(pk=by.organization_id)
    standing = LegalHold.objects.filter(organization_id=by.organization_id, ended_at=None)
    if standing.filter(participant=participant, program=program).exists():
        raise ValidationError(_("A hold stands already. Nothing is purged while it does."))
    held = LegalHold(
        id=id,
        organization_id=by.organization_id,
        participant=participant,
        program=program,
        reason=reason,
        placed_at=now(),
        placed_by_id=by.person_id,
    )
    held.save(force_insert=True)
    audit.record(what="hold.placed", about=held, by=by, participant_id=held.participant_id)
    return held


@transaction.atomic
def end_hold(*, held: LegalHold, by: Viewer) -> None:
    """End a hold. What is past its day is purged with the next round, not at once."""
    held = LegalHold.objects.select_for_update().get(pk=held.pk, organization_id=by.organization_id)
    if held.ended_at is not None:
        return
    held.ended_at, held.ended_by_id = now(), by.person_id
    held.save()
    audit.record(what="hold.ended", about=held, by=by, participant_id=held.participant_id)
