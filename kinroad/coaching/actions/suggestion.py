"""Suggestions to a plan: the peer leader suggests, the participant says yes or no."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.goal import lock_goal, lock_step
from kinroad.coaching.actions.plan import carry_out, lock_participant, refuse_others
from kinroad.coaching.models import Suggestion
from kinroad.coaching.queries.suggestion import waiting_of
from kinroad.coaching.rules.plan import OF_A_GOAL, OF_A_STEP, Change, What
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.queries.accounts import has_account
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

Answer = Suggestion.Answer
MOST_WAITING = 20


@transaction.atomic
def suggest(
    *,
    participant: Participant,
    change: Change,
    by: Viewer,
    id: UUID | None = None,
    seen: int | None = None,
    said_yes: bool = False,
) -> Suggestion:
    """Suggest a change to a participant's plan: it waits for their yes.

    `said_yes`: the participant has no account and says yes beside whoever writes; the plan changes at once, and it is
    kept that way. A second submit with the same `id` meets the first.
    """
    mine = lock_participant(participant)
    met = Suggestion.objects.filter(organization_id=mine.organization_id, pk=id).first() if id else None
    if met is not None:
        return met
    if change.what in OF_A_GOAL:
        lock_goal(mine, change.goal_id)
    if change.what in OF_A_STEP:
        lock_step(mine, change.step_id)
    if waiting_of(ids_of_one(mine), organization_id=mine.organization_id).count() >= MOST_WAITING:
        raise ValidationError(_("Enough waits for an answer. Wait for that first."))
    row = Suggestion(
        id=id or uuid7(),
        organization_id=mine.organization_id,
        participant=mine,
        what=change.what.value,
        goal_id=change.goal_id,
        step_id=change.step_id,
        facts=dict(change.facts),
        words=change.words or None,
        suggested_at=now(),
        suggested_by_id=by.person_id,
    )
    row.save(force_insert=True)
    audit.record(what="suggestion.made", about=row, by=by, participant_id=mine.pk)
    if said_yes:
        refuse_with_account(mine)
        _answer(row, mine, answer=Answer.YES, beside=True, seen=seen, by=by)
    return row


@transaction.atomic
def answer_suggestion(*, participant: Participant, suggestion: UUID, answer: str, by: Viewer) -> Suggestion:
    """The participant's own yes or no. With a yes the plan changes. Answering again changes nothing."""
    mine = lock_participant(participant)
    refuse_others(mine, by=by)
    row = _lock(mine, suggestion)
    if not row.answer:
        _answer(row, mine, answer=Answer.YES if answer == "yes" else Answer.NO, beside=False, seen=None, by=by)
    return row


@transaction.atomic
def write_down_answer(*, participant: Participant, suggestion: UUID, said: str, by: Viewer) -> Suggestion:
    """Whoever is beside a participant without an account writes down their "yes" or "no"; or takes it back."""
    mine = lock_participant(participant)
    row = _lock(mine, suggestion)
    if row.answer:
        return row
    if said == "take_back":
        _close(row, answer=Answer.TAKEN_BACK, beside=False, by=by)
        return row
    refuse_with_account(mine)
    _answer(row, mine, answer=Answer.YES if said == "yes" else Answer.NO, beside=True, seen=None, by=by)
    return row


def refuse_with_account(mine: Participant) -> None:
    """Raise ValidationError when the participant can answer on their own page."""
    if has_account(mine.person_id, organization_id=mine.organization_id):
        raise ValidationError(_("They answer this on their own page."))


def _lock(mine: Participant, suggestion: UUID) -> Suggestion:
    rows = Suggestion.objects.filter(
        organization_id=mine.organization_id, participant__in=ids_of_one(mine), pk=suggestion
    )
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise ValidationError(_("This was taken back. Your plan is as it was."))
    return row


def _answer(row: Suggestion, mine: Participant, *, answer: str, beside: bool, seen: int | None, by: Viewer) -> None:
    if answer == Answer.YES:
        asked = Change(
            what=What(row.what), goal_id=row.goal_id, step_id=row.step_id, words=row.words or "", facts=row.facts
        )
        carry_out(mine, asked, id=None, seen=seen, by=by)
    _close(row, answer=answer, beside=beside, by=by)


def _close(row: Suggestion, *, answer: str, beside: bool, by: Viewer) -> None:
    row.answer, row.answered_at, row.answered_by_id, row.beside = answer, now(), by.person_id, beside
    row.save()
    audit.record(what="suggestion.answered", about=row, by=by, participant_id=row.participant_id, fields=["answer"])
