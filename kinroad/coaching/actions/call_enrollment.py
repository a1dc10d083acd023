"""Beginning, changing, resting and ending calls."""

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import CallAnswer, CallEnrollment, CallFollowUp
from kinroad.coaching.queries.call import THEIRS, window_of
from kinroad.coaching.queries.call_page import going_on_of
from kinroad.coaching.rules.call import Because, Standing, State, question_day
from kinroad.coaching.rules.call_window import bits_of, local_day, next_opening
from kinroad.core.ids import meets_the_first
from kinroad.notifications.actions import permission
from kinroad.notifications.queries.permission import wording_now
from kinroad.notifications.rules.permission import Kind
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import NOBODY, ids_of_one
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

_ENDED = Q(state=State.ENDED.value)


@meets_the_first(CallEnrollment, whose=lambda by, **rest: {"organization_id": by.organization_id})
def enroll(
    *,
    id: UUID,
    participant: Participant,
    phone: str,
    days: Iterable[int],
    starts: time,
    ends: time,
    time_zone: str,
    language: str,
    may_leave_message: bool,
    may_text: bool,
    by: Viewer,
    at: datetime,
) -> CallEnrollment:
    """They want a call a week: the number, their window on their own clocks, and what we may do besides calling.

    `days` are weekdays, 0 is Monday. The permissions are written down with the words that stood beside the boxes. A
    second submit with the same `id` meets the first. Raises ValidationError when calls go on already or the window
    never opens.
    """
    mine = _lock(participant)
    refuse_the_dead(mine)
    if going_on_of(mine, ids_of_one(mine)) is not None:
        raise ValidationError(_("Calls go on already. Change the times instead."))
    mine = change_facts(participant=mine, facts={"phone": phone, "time_zone": time_zone}, by=by)
    kinds = [Kind.CALL, *([Kind.VOICEMAIL] * may_leave_message), *([Kind.TEXT] * may_text)]
    permission.give(participant=mine, kinds=kinds, wording=wording_now(), by=by, at=at)
    row = CallEnrollment(
        id=id,
        organization_id=mine.organization_id,
        participant=Participant.objects.select_related("site", "organization").get(pk=mine.pk),
        language=language,
        days=bits_of(list(days)),
        starts=starts,
        ends=ends,
        enrolled_by_id=by.person_id,
    )
    window = window_of(row)
    row.enrolled_on = local_day(at, window.zone)
    row.question_on = question_day(since=row.enrolled_on, policy=policy_of(mine.organization_id).calls)
    row.due_at = _opening(row, at=at)
    row.full_clean(exclude=["participant"])
    row.save(force_insert=True)
    audit.record(what="calls.begun", about=row, by=by, participant_id=mine.pk)
    return row


@transaction.atomic
def change_window(
    *,
    enrollment: CallEnrollment,
    version: int,
    days: Iterable[int],
    starts: time,
    ends: time,
    time_zone: str,
    language: str,
    by: Viewer,
    at: datetime,
) -> CallEnrollment:
    """Other days, hours, zone or language. The next call moves to the next time the new window opens.

    Raises ValidationError when the page was changed meanwhile or the window never opens.
    """
    row = locked(enrollment)
    if row.version != version:
        raise ValidationError(_("These times were changed meanwhile. Look at them, then save again."))
    refuse_the_dead(row.them)
    change_facts(participant=row.them, facts={"time_zone": time_zone}, by=by)
    row = locked(row)
    row.days, row.starts, row.ends, row.language = bits_of(list(days)), starts, ends, language
    row.version += 1
    if row.state == State.ACTIVE:
        row.due_at = _opening(row, at=max(at, row.due_at or at))
    row.full_clean(exclude=["participant"])
    row.save()
    audit.record(
        what="calls.changed", about=row, by=by, participant_id=row.participant_id, fields=["days", "starts", "ends"]
    )
    return row


@transaction.atomic
def end_calls(*, enrollment: CallEnrollment, because: str, by: Viewer, at: datetime) -> CallEnrollment:
    """No more calls, from this moment on. Asked to stop: the permission to call goes with it."""
    row = locked(enrollment)
    if row.state == State.ENDED:
        return row
    if because == Because.ASKED_TO_STOP:
        permission.withdraw(participant=row.them, kinds=[Kind.CALL, Kind.VOICEMAIL], by=by, at=at)
    stand(row, Standing(State.ENDED, None, Because(because)), at=at)
    release(row)
    row.version += 1
    row.save()
    close_follow_ups(row, by=by, at=at)
    audit.record(what="calls.ended", about=row, by=by, participant_id=row.participant_id)
    return row


@transaction.atomic
def call_again(*, enrollment: CallEnrollment, by: Viewer, at: datetime) -> CallEnrollment:
    """Calls that rested go on at the next opening, and what was to be looked after is done."""
    row = locked(enrollment)
    if row.state == State.ENDED:
        raise ValidationError(_("These calls have ended. Begin new ones on their page."))
    refuse_the_dead(row.them)
    if row.state == State.PAUSED:
        stand(row, Standing(State.ACTIVE, _opening(row, at=at)), at=at)
        row.version += 1
        row.save()
        audit.record(what="calls.resumed", about=row, by=by, participant_id=row.participant_id)
    close_follow_ups(row, by=by, at=at)
    return row


@transaction.atomic
def allow_calls(*, enrollment: CallEnrollment, by: Viewer, at: datetime) -> CallEnrollment:
    """Yes to calls for the number they have now, in the words that stood beside the button."""
    row = locked(enrollment)
    refuse_the_dead(row.them)
    permission.give(participant=row.them, kinds=[Kind.CALL], wording=wording_now(), by=by, at=at)
    return row


@transaction.atomic
def answer(*, enrollment: CallEnrollment, wants: bool, by: Viewer, at: datetime) -> CallEnrollment:
    """ "Would you like us to keep calling?" Yes: another twelve weeks. No: calls end kindly, the door stays open."""
    row = locked(enrollment)
    if row.state == State.ENDED:
        return row
    write_answer(row, wants=wants, by=by, at=at)
    row.version += 1
    row.save()
    return row if wants else end_calls(enrollment=row, because=Because.ENOUGH, by=by, at=at)


def write_answer(row: CallEnrollment, *, wants: bool, by: Viewer, at: datetime) -> None:
    """Write the answer down on a locked row. Call it inside a transaction, and save the row after."""
    on = local_day(at, window_of(row).zone)
    said = CallAnswer(
        organization_id=row.organization_id,
        enrollment=row,
        participant_id=row.participant_id,
        due_on=row.question_on,
        on=on,
        wants=wants,
    )
    said.save()
    if wants:
        row.question_on = question_day(since=on, policy=policy_of(row.organization_id).calls)
    audit.record(what="calls.answered", about=said, by=by, participant_id=row.participant_id)


def end_all_calls(*, participant_ids: Iterable[UUID], by: Viewer, at: datetime) -> None:
    """Support has ended: no calls go on. Call it inside the transaction that ends support."""
    rows = CallEnrollment.objects.filter(
        ~_ENDED, organization_id=by.organization_id, participant__in=list(participant_ids)
    )
    for row in rows.order_by("pk"):
        end_calls(enrollment=row, because=Because.SUPPORT_ENDED, by=by, at=at)


@transaction.atomic
def finish_follow_up(*, follow_up: CallFollowUp, by: Viewer, at: datetime) -> None:
    """Somebody has looked after it. A second press changes nothing."""
    row = CallFollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if row.done_at is None:
        _finish(row, by=by, at=at)


def close_follow_ups(enrollment: CallEnrollment, *, by: Viewer, at: datetime) -> None:
    """What waited for somebody, except danger and death: these a person looks after themselves."""
    rows = CallFollowUp.objects.select_for_update().filter(
        organization_id=enrollment.organization_id, enrollment=enrollment, done_at=None
    )
    for row in rows.exclude(kind__in=["crisis", "died"]):
        _finish(row, by=by, at=at)


def _finish(row: CallFollowUp, *, by: Viewer, at: datetime) -> None:
    row.done_at, row.done_by = at, Person.objects.filter(pk=by.person_id or NOBODY).first()
    row.save()
    audit.record(what="call_follow_up.done", about=row, by=by, participant_id=row.participant_id)


def locked(enrollment: CallEnrollment) -> CallEnrollment:
    """The row, locked, with whose calls they are."""
    rows = CallEnrollment.objects.select_for_update(of=("self",)).filter(organization_id=enrollment.organization_id)
    return rows.select_related(*THEIRS).get(pk=enrollment.pk)


def stand(row: CallEnrollment, standing: Standing, *, at: datetime) -> None:
    """Put the rules' answer into a locked row."""
    row.state, row.because = standing.state.value, standing.because.value if standing.because else ""
    row.due_at, row.tries, row.round_on = standing.due_at, standing.tries, standing.round_on
    row.silent_weeks = standing.silent_weeks
    row.ended_on = local_day(at, window_of(row).zone) if standing.state == State.ENDED else None


def release(row: CallEnrollment) -> None:
    """Nobody has them on their screen any more."""
    row.held_by, row.held_until = None, None


def _opening(row: CallEnrollment, *, at: datetime) -> datetime:
    opening = next_opening(window_of(row), after=at)
    if opening is None:
        raise ValidationError(
            {"starts": _("Choose hours between 8 in the morning and 9 at night, outside the quiet hours.")}
        )
    return opening


def _lock(participant: Participant) -> Participant:
    rows = Participant.objects.select_for_update(of=("self",)).select_related("person", "site", "organization")
    return rows.get(organization_id=participant.organization_id, pk=participant.pk)
