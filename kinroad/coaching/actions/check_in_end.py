"""The end of an open check-in: they were reached, or nobody is asked to answer any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from kinroad.audit import actions as audit
from kinroad.coaching.models import CheckIn
from kinroad.people.actions.circle import close_circle
from kinroad.people.models import Participant, Person, Why
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

Outcome, State = CheckIn.Outcome, CheckIn.State


def close(row: CheckIn, *, outcome: str, by: Viewer, at: datetime) -> None:
    """Nobody waits for this answer any more. The caller saves it."""
    row.state, row.outcome = State.CLOSED, outcome
    row.closed_at, row.closed_by_id = at, by.person_id
    row.on_call = None


def end_sight(participant: Participant, person: Person, *, by: Viewer) -> None:
    """Who was on call sees no longer, unless another answer of the same night still waits for them."""
    waits = CheckIn.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        state=State.OPEN,
        on_call=person,
    )
    if not waits.exists():
        close_circle(participant=participant, person=person, why=Why.ON_CALL, by=by)


def reached(*, participants: Iterable[Participant], started_at: datetime, minutes: int, by: Viewer) -> None:
    """A contact answers every open check-in given before it ended. Call it inside the contact's transaction."""
    ended = started_at + timedelta(minutes=minutes)
    _close_all([each.pk for each in participants], outcome=Outcome.REACHED, by=by, at=ended)


def close_for_good(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """Support has ended: nobody is asked to answer any more. Call it inside the transaction that ends it."""
    _close_all(ids_of_one(participant), outcome=Outcome.ENDED, by=by, at=at)


def _close_all(participant_ids: list[UUID], *, outcome: str, by: Viewer, at: datetime) -> None:
    rows = CheckIn.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id, participant__in=participant_ids, state=State.OPEN, at__lte=at
    )
    for row in rows.select_related("participant", "on_call").order_by("pk"):
        before = row.on_call
        close(row, outcome=outcome, by=by, at=at)
        row.save()
        if before is not None:
            end_sight(row.participant, before, by=by)
        audit.record(what="check_in.answered", about=row, by=by, participant_id=row.participant_id, fields=["outcome"])


def answered_by_outreach(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """Whoever reached out after a return to use has answered what asked for someone. Inside that transaction."""
    _close_all(ids_of_one(participant), outcome=Outcome.REACHED, by=by, at=at)
