"""Calling: taking the next person, and writing down how it went."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions import recurrence
from kinroad.coaching.actions.call_enrollment import locked, release, stand, write_answer
from kinroad.coaching.actions.call_figures import count
from kinroad.coaching.actions.contact import write_contact
from kinroad.coaching.models import CallAttempt, CallEnrollment, CallFollowUp, Recurrence
from kinroad.coaching.queries.call import due_for, held_by, window_of
from kinroad.coaching.rules.call import Attempted, Disposition, Next, Outcome, State, after_attempt
from kinroad.coaching.rules.call_window import is_open, local_day
from kinroad.core.ids import meets_the_first, uuid7
from kinroad.notifications.actions import permission
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Doubt, Kind
from kinroad.people.models import PeerLeader
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log.models import Activity, How

MOST_LOOKED_AT = 50


@transaction.atomic
def take_next(*, leader: PeerLeader, by: Viewer, at: datetime) -> CallEnrollment | None:
    """The next person to call, on this caller's screen alone for a while. None when nobody waits now.

    Whoever is on the screen already stays there. Two callers never get the same person: the row is locked, and a row
    that somebody else is taking in this moment is passed by.
    """
    mine = held_by(leader, at=at)
    if mine is not None:
        return mine
    rows = due_for(leader, at=at).select_for_update(of=("self",), skip_locked=True)
    row: CallEnrollment
    for row in rows[:MOST_LOOKED_AT]:
        if not is_open(window_of(row), at):
            continue
        row.held_by = leader
        row.held_until = at + timedelta(minutes=policy_of(leader.organization_id).calls.hold_minutes)
        row.save(update_fields=["held_by", "held_until"])
        audit.record(what="call.taken", about=row, by=by, participant_id=row.participant_id)
        return row
    return None


@transaction.atomic
def give_back(*, enrollment: CallEnrollment, leader: PeerLeader, by: Viewer) -> None:
    """The caller does not call this person now: the next caller may. Nothing is counted."""
    row = locked(enrollment)
    if row.held_by_id != leader.pk:
        return
    release(row)
    row.save(update_fields=["held_by", "held_until"])
    audit.record(what="call.given_back", about=row, by=by, participant_id=row.participant_id)


@meets_the_first(
    CallAttempt,
    whose=lambda by, **rest: {"organization_id": by.organization_id, "caller_id": by.peer_leader_id},
)
def write_attempt(
    *,
    id: UUID,
    enrollment: CallEnrollment,
    leader: PeerLeader,
    outcome: str,
    by: Viewer,
    at: datetime,
    zone: str,
    disposition: str = "",
    minutes: int = 0,
    support: Iterable[str] = ("emotional",),
    note: str = "",
    keep_calling: bool | None = None,
    texts_too: bool = False,
) -> CallAttempt:
    """Write down how a call went, and when the next one is. Spoke: support was given, and the service log counts it.

    `at` is the end of the call, `zone` the organization's. A call that happened is a fact: it is written down also
    when the screen was kept too long. A second submit with the same `id` meets the first. Raises ValidationError for a
    message that was not allowed, or for words nobody could have heard.
    """
    row = locked(enrollment)
    attempted = Attempted(at, Outcome(outcome), Disposition(disposition) if disposition else None, keep_calling)
    _refuse_what_cannot_be(row, attempted, minutes=minutes, at=at)
    attempt = _attempt(id, row, attempted, leader=leader)
    if attempted.outcome == Outcome.SPOKE:
        attempt.contact = spoke(
            row, leader=leader, minutes=minutes, support=support, note=note, by=by, at=at, zone=zone
        )
    attempt.save(force_insert=True)
    audit.record(what="call.written", about=attempt, by=by, participant_id=row.participant_id)
    carry_on(row, attempt, attempted, leader=leader, by=by, texts_too=texts_too)
    count(came=[attempt])
    return attempt


def _refuse_what_cannot_be(row: CallEnrollment, attempted: Attempted, *, minutes: int, at: datetime) -> None:
    if attempted.outcome == Outcome.VOICEMAIL and not may(row.them, Kind.VOICEMAIL, at=at):
        raise ValidationError(_("They did not allow messages. If nobody answered, choose that."))
    if attempted.outcome != Outcome.SPOKE and (attempted.disposition or attempted.keep_calling is not None):
        raise ValidationError(_("How they are is only for calls in which you spoke."))
    if attempted.outcome == Outcome.SPOKE and minutes < 1:
        raise ValidationError({"minutes": _("Choose about how many minutes you spoke.")})


def _attempt(id: UUID, row: CallEnrollment, attempted: Attempted, *, leader: PeerLeader) -> CallAttempt:
    return CallAttempt(
        id=id,
        organization_id=row.organization_id,
        enrollment=row,
        participant_id=row.participant_id,
        caller=leader,
        at=attempted.at,
        on=local_day(attempted.at, window_of(row).zone),
        outcome=attempted.outcome.value,
        disposition=attempted.disposition.value if attempted.disposition else "",
        stood=stood(row),
    )


def stood(row: CallEnrollment) -> dict[str, Any]:
    """Where the calls stand, as codes, numbers and days."""
    now = row.standing
    return {
        "state": now.state.value,
        "because": now.because.value if now.because else "",
        "due_at": now.due_at.isoformat() if now.due_at else None,
        "tries": now.tries,
        "round_on": now.round_on.isoformat() if now.round_on else None,
        "silent_weeks": now.silent_weeks,
    }


def spoke(
    row: CallEnrollment,
    *,
    leader: PeerLeader,
    minutes: int,
    support: Iterable[str],
    note: str,
    by: Viewer,
    at: datetime,
    zone: str,
) -> Any:
    """Speaking is a contact like any other: the participant reads its note, and the service log counts it."""
    return write_contact(
        id=uuid7(),
        peer_leader=leader,
        participants=[row.them],
        started_at=at - timedelta(minutes=minutes),
        minutes=minutes,
        how=How.PHONE.value,
        where_at="",
        support=set(support) | {"emotional"},
        activity=Activity.COACHING.value,
        did=["checked_in"],
        note=note,
        by=by,
        zone=zone,
    )


def carry_on(
    row: CallEnrollment, attempt: CallAttempt, attempted: Attempted, *, leader: PeerLeader, by: Viewer, texts_too: bool
) -> None:
    """The next call, what others look after, and what was asked of us. Calls that had ended stay ended."""
    if row.state == State.ENDED:
        release(row)
        row.save()
        return
    policy = policy_of(row.organization_id).calls
    found = after_attempt(row.standing, attempted, window=window_of(row), policy=policy)
    if attempted.keep_calling is not None:
        write_answer(row, wants=attempted.keep_calling, by=by, at=attempted.at)
    stand(row, found.standing, at=attempted.at)
    row.last_caller, row.last_attempt_at = leader, attempted.at
    if row.held_by_id in (None, leader.pk):
        release(row)
    row.version += 1
    row.save()
    if found.follow_up is not None:
        _open_follow_up(row, attempt, found)
    them, number = row.them, row.them.person.phone or ""
    if attempted.outcome == Outcome.ASKED_TO_STOP:
        permission.withdraw(participant=them, kinds=[Kind.CALL, Kind.VOICEMAIL], by=by, at=attempted.at)
        if texts_too:
            permission.stop_number(number=number, how="spoken", by=by, at=attempted.at)
    elif attempted.outcome == Outcome.WRONG_NUMBER:
        permission.doubt_number(number=number, doubt=Doubt.WRONG, by=by, at=attempted.at)
    if attempted.disposition == Disposition.RECURRENCE:
        _tell_of_recurrence(row, attempt, by=by)


def _open_follow_up(row: CallEnrollment, attempt: CallAttempt, found: Next) -> None:
    assert found.follow_up is not None
    assert found.follow_up_on is not None
    same = CallFollowUp.objects.filter(
        organization_id=row.organization_id, enrollment=row, kind=found.follow_up.value, done_at=None
    )
    if same.exists():
        return
    CallFollowUp(
        organization_id=row.organization_id,
        enrollment=row,
        participant_id=row.participant_id,
        attempt=attempt,
        kind=found.follow_up.value,
        opened_at=attempt.at,
        due_on=found.follow_up_on,
    ).save()


def _tell_of_recurrence(row: CallEnrollment, attempt: CallAttempt, *, by: Viewer) -> None:
    """They said it themselves, on a call: outreach is due within a day."""
    told = Recurrence.Told.CALL.value
    recurrence.record(id=attempt.pk, participant=row.them, told_by_participant_how=told, on=None, by=by, at=attempt.at)
