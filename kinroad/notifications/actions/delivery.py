"""Sending what waits in the outbox: never twice, and never lost without a word.

A message is claimed, and that is committed, before a provider is asked; its answer is written down afterwards. Between
the two a worker may die. What it left is taken over (`take_over`): asked again where the provider knows the message by
its key, else `unknown`, and a person decides.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.notifications.actions.permission import doubt_number, stop_number
from kinroad.notifications.actions.transports.choosing import transport_for
from kinroad.notifications.models import ANSWERS, Outgoing, StoppedNumber
from kinroad.notifications.queries.letters import letter_of
from kinroad.notifications.queries.permission import is_stopped, may, number_of
from kinroad.notifications.rules.letter import Letter, Transport
from kinroad.notifications.rules.permission import Doubt
from kinroad.notifications.rules.sending import LEASE, WAITS, Answer, Next, Outcome, after_a_death, what_next
from kinroad.notifications.rules.window import next_allowed
from kinroad.people.models import Participant
from kinroad.people.queries.each import in_each
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer

logger = logging.getLogger("kinroad.outbox")
State, Why = Outgoing.State, Outgoing.Why
ENDS = (State.SENT, State.FAILED, State.DROPPED)


def deliver(outgoing_id: UUID, *, worker: str) -> str:
    """Send one message if it is its time. Answers its state afterwards. Call it outside any transaction."""
    claimed = claim(outgoing_id, worker=worker, at=now())
    if claimed is None:
        return str(Outgoing.objects.values_list("state", flat=True).get(pk=outgoing_id))
    row, letter, transport = claimed
    assert row.claimed_at is not None
    # Whoever slept that long may find the message taken over: then nobody must send it from here.
    asleep = now() - row.claimed_at > LEASE / 2
    answer = Answer(Outcome.NOT_SENT) if asleep else transport.send(letter)
    return settle(row.pk, claim=row.claim, answer=answer, knows_keys=transport.knows_keys, at=now())


@transaction.atomic
def claim(outgoing_id: UUID, *, worker: str, at: datetime) -> tuple[Outgoing, Letter, Transport] | None:
    """Take a message that is due, as `sending`; everything that may have changed since it was put there is asked again.

    None when it is not to be sent now: taken by another, dropped, or put off.
    """
    row = _locked(outgoing_id)
    if row.state != State.WAITING or row.due_at > at:
        return None
    transport = transport_for(row.organization, row.channel)
    verdict = _verdict(row, at=at)
    if verdict is not None or transport is None:
        _write(row, verdict or Next(State.WAITING, Why.NO_PROVIDER, WAITS[2]), at=at)
        return None
    row.state, row.why = State.SENDING, Why.NONE
    row.claim, row.claimed_at, row.carrier = f"{worker}/{secrets.token_hex(8)}", at, transport.name
    row.tries += 1
    row.save()
    return row, letter_of(row), transport


def _locked(outgoing_id: UUID) -> Outgoing:
    """The message, locked; its participant first, so that whoever takes a permission back comes before or after."""
    participant_id = Outgoing.objects.values_list("participant_id", flat=True).get(pk=outgoing_id)
    if participant_id is not None:
        Participant.objects.select_for_update().get(pk=participant_id)
    rows = Outgoing.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=outgoing_id)


def _verdict(row: Outgoing, *, at: datetime) -> Next | None:
    """Why this message is not sent now, or None when it is."""
    if row.use_until < at:
        return Next(State.DROPPED, Why.TOO_LATE)
    if row.participant_id is None:
        stopped = row.words not in ANSWERS and is_stopped(row.number, row.organization_id)
        return Next(State.DROPPED, Why.NOT_ALLOWED) if stopped else _hour(row, zone=row.zone, at=at)
    them = Participant.objects.select_related("person", "site", "organization").get(pk=row.participant_id)
    if not may(them, row.channel, at=at) or number_of(them, row.channel) != row.number:
        return Next(State.DROPPED, Why.NOT_ALLOWED)
    return _hour(row, zone=zone_of(them), at=at, quiet_from=them.quiet_from, quiet_to=them.quiet_to)


def _hour(row: Outgoing, *, zone: str, at: datetime, **quiet: time | None) -> Next | None:
    """Put off to the hours of whoever it is for, or dropped where they come too late. Without a zone it goes now."""
    if not zone:
        return None
    due = next_allowed(at, zone=zone, **quiet)
    if due is None or due > row.use_until:
        return Next(State.DROPPED, Why.TOO_LATE)
    return Next(State.WAITING, row.why, due - at) if due > at else None


@transaction.atomic
def settle(outgoing_id: UUID, *, claim: str, answer: Answer, knows_keys: bool, at: datetime) -> str:
    """Write the provider's answer down, if this claim still stands. Answers the state of the message."""
    row = _locked(outgoing_id)
    if row.claim != claim or row.state not in (State.SENDING, State.UNKNOWN):
        return str(row.state)
    row.reference = answer.reference or row.reference
    _write(row, what_next(answer, tries=row.tries, may_ask_again=knows_keys), at=at)
    by = Viewer.system(row.organization_id, row.organization.zone)
    if answer.outcome == Outcome.BAD_NUMBER:
        doubt_number(number=row.number, doubt=Doubt.BOUNCED, by=by, at=at)
    if answer.outcome == Outcome.OPTED_OUT:
        stop_number(number=row.number, how=StoppedNumber.How.PROVIDER, by=by, at=at)
    return str(row.state)


def _write(row: Outgoing, then: Next, *, at: datetime) -> Outgoing:
    row.state, row.why = State(then.state), Why(then.why)
    row.ended_at = at if row.state in ENDS else None
    if then.wait is not None:
        row.due_at = at + then.wait
    row.save()
    by = Viewer.system(row.organization_id, row.organization.zone)
    audit.record(what=f"message.{row.state}", about=row, by=by, participant_id=row.participant_id)
    return row


def take_over(*, at: datetime, is_gone: Callable[[str], bool | None]) -> int:
    """Take over what ended workers left as `sending`, in each organization. Answers how many.

    `is_gone` says of a worker whether it ended, None when only its own machine knows. A claim that is older than any
    provider is waited for is taken over in any case.
    """
    return in_each(lambda organization: _take_over_in(organization.pk, at=at, is_gone=is_gone))


@transaction.atomic
def _take_over_in(organization_id: UUID, *, at: datetime, is_gone: Callable[[str], bool | None]) -> int:
    taken = 0
    rows = Outgoing.objects.select_for_update(of=("self",))
    rows = rows.filter(organization_id=organization_id, state=State.SENDING)
    for row in rows.select_related("organization").order_by("due_at"):
        assert row.claimed_at is not None
        if not is_gone(row.claim.rpartition("/")[0]) and row.claimed_at > at - LEASE:
            continue
        transport = transport_for(row.organization, row.channel)
        again = transport is not None and transport.knows_keys and transport.name == row.carrier
        _write(row, after_a_death(may_ask_again=again), at=at)
        taken += 1
    return taken


def due_now(*, organization_id: UUID, at: datetime, most: int = 200) -> list[UUID]:
    """The messages whose time has come, the longest due first, at most `most`."""
    rows = Outgoing.objects.filter(organization_id=organization_id, state=State.WAITING, due_at__lte=at)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def sweep(*, worker: str, is_gone: Callable[[str], bool | None]) -> int:
    """Take over what was left, then send everything whose time has come. Answers how many it looked at."""
    return in_each(lambda organization: _sweep_one(organization.pk, worker=worker, is_gone=is_gone))


def _sweep_one(organization_id: UUID, *, worker: str, is_gone: Callable[[str], bool | None]) -> int:
    _take_over_in(organization_id, at=now(), is_gone=is_gone)
    ids = due_now(organization_id=organization_id, at=now())
    for outgoing_id in ids:
        try:
            deliver(outgoing_id, worker=worker)
        except Exception:
            # One message that cannot be made must not keep the others waiting. Its row stands in the outbox.
            logger.exception("A message could not be handled; the others go on.")
    return len(ids)
