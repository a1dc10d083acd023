"""A wrong tap put right: the attempt stays as it was, and a new row takes its place."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions import recurrence
from kinroad.coaching.actions.call import carry_on, spoke
from kinroad.coaching.actions.call_enrollment import locked, stand
from kinroad.coaching.actions.call_figures import count
from kinroad.coaching.actions.contact import change_contact
from kinroad.coaching.models import CallAttempt, CallEnrollment, CallFollowUp, Contact, Recurrence
from kinroad.coaching.queries.call import standing_attempts
from kinroad.coaching.rules.call import Attempted, Because, Disposition, Outcome, Standing, State
from kinroad.people.models import PeerLeader
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def correct_attempt(
    *,
    id: UUID,
    attempt: CallAttempt,
    leader: PeerLeader,
    outcome: str,
    by: Viewer,
    at: datetime,
    zone: str,
    disposition: str = "",
    minutes: int = 0,
    texts_too: bool = False,
) -> CallAttempt:
    """Say what really happened; an empty `outcome` says that nothing did. Reports follow at once.

    The next call is computed anew when no later attempt stands. Raises ValidationError when somebody corrected it
    meanwhile.
    """
    row = locked(attempt.enrollment)
    met: CallAttempt | None = CallAttempt.objects.filter(organization_id=row.organization_id, pk=id).first()
    if met is not None:
        return met
    if not standing_attempts(row.organization_id).filter(pk=attempt.pk).exists():
        raise ValidationError(_("This call was corrected meanwhile. Look at it again."))
    said = Attempted(attempt.at, Outcome(outcome or attempt.outcome), _disposition(outcome, disposition))
    if outcome == Outcome.SPOKE and minutes < 1:
        raise ValidationError({"minutes": _("Choose about how many minutes you spoke.")})
    fixed = CallAttempt(
        id=id,
        organization_id=row.organization_id,
        enrollment=row,
        participant_id=attempt.participant_id,
        caller_id=attempt.caller_id,
        at=attempt.at,
        on=attempt.on,
        outcome=said.outcome.value,
        disposition=said.disposition.value if said.disposition else "",
        corrects=attempt,
        withdrawn=not outcome,
        stood=attempt.stood,
    )
    fixed.contact = _contact(row, attempt, fixed, leader=leader, minutes=minutes, by=by, zone=zone)
    is_last = not standing_attempts(row.organization_id).filter(enrollment=row, at__gt=attempt.at).exists()
    fixed.save(force_insert=True)
    audit.record(what="call.corrected", about=fixed, by=by, participant_id=row.participant_id)
    if is_last:
        _once_more(row, attempt, fixed, said, leader=leader, by=by, at=at, texts_too=texts_too)
    count(came=[] if fixed.withdrawn else [fixed], gone=[attempt])
    return fixed


def _disposition(outcome: str, disposition: str) -> Disposition | None:
    return Disposition(disposition) if disposition and outcome == Outcome.SPOKE else None


def _contact(
    row: CallEnrollment,
    attempt: CallAttempt,
    fixed: CallAttempt,
    *,
    leader: PeerLeader,
    minutes: int,
    by: Viewer,
    zone: str,
) -> Contact | None:
    """The contact of the call follows: its minutes change, it is withdrawn, or it is written now."""
    spoke_really = fixed.outcome == Outcome.SPOKE and not fixed.withdrawn
    if attempt.contact is not None:
        changed: Contact = change_contact(
            contact=attempt.contact,
            version=Contact.objects.get(pk=attempt.contact.pk).version,
            by=by,
            zone=zone,
            shared={"minutes": minutes} if spoke_really else {},
            parts={} if spoke_really else {who: {"withdrawn": True} for who in _of_whom(attempt.contact)},
        )
        return changed if spoke_really else None
    if not spoke_really:
        return None
    written: Contact = spoke(row, leader=leader, minutes=minutes, support=(), note="", by=by, at=attempt.at, zone=zone)
    return written


def _of_whom(contact: Contact) -> list[UUID]:
    """Whose page the contact of a call stands on: when theirs was merged, that of who stands for them."""
    return list(contact.parts.values_list("participant_id", flat=True))


def _once_more(
    row: CallEnrollment,
    attempt: CallAttempt,
    fixed: CallAttempt,
    said: Attempted,
    *,
    leader: PeerLeader,
    by: Viewer,
    at: datetime,
    texts_too: bool,
) -> None:
    """Calls stand again as before the attempt; then what really happened follows."""
    opened = CallFollowUp.objects.select_for_update().filter(
        organization_id=row.organization_id, attempt=attempt, done_at=None
    )
    for follow_up in opened:
        follow_up.done_at = at
        follow_up.done_by_id = by.person_id
        follow_up.save()
    for told in Recurrence.objects.filter(organization_id=row.organization_id, pk=attempt.pk, withdrawn_at=None):
        recurrence.take_back(recurrence=told, by=by)
    stand(row, _before(attempt.stood), at=at)
    row.save()
    if not fixed.withdrawn:
        carry_on(row, fixed, said, leader=leader, by=by, texts_too=texts_too)


def _before(stood: dict[str, Any]) -> Standing:
    return Standing(
        state=State(stood["state"]),
        due_at=datetime.fromisoformat(stood["due_at"]) if stood["due_at"] else None,
        because=Because(stood["because"]) if stood["because"] else None,
        tries=stood["tries"],
        round_on=date.fromisoformat(stood["round_on"]) if stood["round_on"] else None,
        silent_weeks=stood["silent_weeks"],
    )
