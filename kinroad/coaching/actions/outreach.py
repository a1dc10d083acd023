"""Reaching out after a return to use: opened with an owner, tried, offered, handed on, and never lost."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.check_in_end import answered_by_outreach
from kinroad.coaching.actions.request import owner_for
from kinroad.coaching.models import Match, Outreach, OutreachTry, Recurrence
from kinroad.coaching.rules.outreach import due_at, ways_allowed
from kinroad.core.time import now
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

OFFERS = ("treatment", "supplies")


def open_outreach(*, recurrence: Recurrence, by: Viewer) -> Outreach:
    """Somebody reaches out within the hours of policy: who walks with them, else who coordinates.

    Call it inside the transaction that writes the recurrence, with the participant locked.
    """
    policy = policy_of(recurrence.organization_id).outreach
    outreach = Outreach(
        organization_id=recurrence.organization_id,
        recurrence=recurrence,
        participant=recurrence.participant,
        owner=_nearest(recurrence.participant),
        opened_at=recurrence.told_at,
        due_at=due_at(told_at=recurrence.told_at, policy=policy),
    )
    outreach.save()
    audit.record(what="outreach.opened", about=outreach, by=by, participant_id=outreach.participant_id)
    return outreach


def _nearest(participant: Participant) -> Person | None:
    walks = Match.objects.current().filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    )
    match = walks.select_related("peer_leader__person").order_by("started_on", "pk").first()
    return match.peer_leader.person if match else owner_for(participant)


def _open_of(participant: Participant) -> list[Outreach]:
    rows = Outreach.objects.select_for_update(of=("self",)).filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        reached_at=None,
        let_be_at=None,
        withdrawn_at=None,
    )
    return list(rows.order_by("pk"))


def hand_to_nearest(*, participant: Participant, by: Viewer) -> None:
    """Whoever is nearest to the participant now owns their outreach. Call it when a match begins or ends."""
    waiting = _open_of(participant)
    nearest = _nearest(participant) if waiting else None
    for outreach in waiting:
        if outreach.owner_id != (nearest.pk if nearest else None):
            outreach.owner = nearest
            outreach.save()
            audit.record(
                what="outreach.handed_on",
                about=outreach,
                by=by,
                participant_id=outreach.participant_id,
                fields=["owner"],
            )


def let_all_be(*, participant: Participant, by: Viewer) -> None:
    """Support has ended: nobody is asked to reach out any more. Call it inside that transaction."""
    for outreach in _open_of(participant):
        _let_be(outreach, by=by)


def count_try(*, participant: Participant, how: str, on: date, by: Viewer) -> None:
    """A try that reached nobody counts for every outreach that is open. Call it inside a transaction."""
    way = how or ways_allowed(phone=True, may_call=participant.may_call, may_text=participant.may_text)[0]
    for outreach in _open_of(participant):
        _write_try(outreach, how=way, on=on, by=by)


@transaction.atomic
def try_once(*, outreach: Outreach, how: str, on: date, by: Viewer) -> OutreachTry:
    """Somebody reached out in this way on the day `on` and nobody answered. The same way again that day is the same."""
    mine = _lock(outreach)
    _refuse_closed(mine)
    return _write_try(mine, how=how, on=on, by=by)


def _write_try(outreach: Outreach, *, how: str, on: date, by: Viewer) -> OutreachTry:
    row, new = OutreachTry.objects.get_or_create(
        organization_id=outreach.organization_id,
        outreach=outreach,
        how=how,
        on=on,
        defaults={"at": now(), "person_id": by.person_id},
    )
    if new:
        audit.record(what="outreach.tried", about=outreach, by=by, participant_id=outreach.participant_id)
    return row


@transaction.atomic
def reached(*, outreach: Outreach, by: Viewer, at: datetime | None = None) -> Outreach:
    """They were reached without a contact to write down, for example by somebody else of ours."""
    mine = _lock(outreach)
    if mine.reached_at is None:
        _reached(mine, by=by, at=at or now())
        answered_by_outreach(participant=mine.participant, by=by, at=mine.reached_at or now())
    return mine


def _reached(outreach: Outreach, *, by: Viewer, at: datetime) -> None:
    outreach.reached_at = max(at, outreach.opened_at)
    outreach.save()
    audit.record(what="outreach.reached", about=outreach, by=by, participant_id=outreach.participant_id)


def reached_all(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """They were reached, as somebody wrote down elsewhere. Inside that transaction, with the participant locked."""
    for outreach in _open_of(participant):
        _reached(outreach, by=by, at=at)


@transaction.atomic
def let_be(*, outreach: Outreach, by: Viewer) -> Outreach:
    """The participant asked us to stop. The door stays open."""
    mine = _lock(outreach)
    return mine if mine.let_be_at else _let_be(mine, by=by)


def _let_be(outreach: Outreach, *, by: Viewer) -> Outreach:
    outreach.let_be_at = now()
    outreach.save()
    audit.record(what="outreach.let_be", about=outreach, by=by, participant_id=outreach.participant_id)
    return outreach


@transaction.atomic
def set_offers(*, outreach: Outreach, treatment: str, supplies: str, by: Viewer) -> Outreach:
    """Where the two offers stand: treatment they want help to get into, and supplies for safety from overdose."""
    mine = _lock(outreach)
    wanted = {"treatment": treatment, "supplies": supplies}
    changed = [name for name in OFFERS if getattr(mine, name) != wanted[name]]
    for name in changed:
        setattr(mine, name, wanted[name])
    if changed:
        mine.save()
        audit.record(what="outreach.offered", about=mine, by=by, participant_id=mine.participant_id, fields=changed)
    return mine


@transaction.atomic
def ask_family(*, outreach: Outreach, asked_themselves: bool, words: str, by: Viewer) -> Outreach:
    """Reach their family, because the participant asked us to. Nothing else opens this door.

    Raises ValidationError without the participant's own asking, or without whom they named and for what.
    """
    mine = _lock(outreach)
    if not asked_themselves:
        raise ValidationError(
            {"asked_themselves": _("Without the participant's own asking we do not speak with family.")}
        )
    if not words.strip():
        raise ValidationError({"words": _("Write whom they named, and what they want said.")})
    mine.family_words = words.strip()
    mine.family_asked_at = now()
    mine.family_asked_by_id = by.person_id
    mine.save()
    audit.record(
        what="outreach.family_asked", about=mine, by=by, participant_id=mine.participant_id, fields=["family_words"]
    )
    return mine


def _lock(outreach: Outreach) -> Outreach:
    """The participant first, then the outreach: the order in which everyone locks."""
    participant = Participant.objects.select_for_update().get(pk=outreach.participant_id)
    refuse_the_dead(participant)
    return Outreach.objects.select_for_update().get(pk=outreach.pk)


def _refuse_closed(outreach: Outreach) -> None:
    if outreach.let_be_at is not None or outreach.withdrawn_at is not None:
        raise ValidationError(_("Nobody reaches out here any more. The door stays open."))


def withdraw(*, recurrence: UUID, by: Viewer) -> None:
    """The recurrence was written by mistake. Call it inside that transaction."""
    for outreach in Outreach.objects.filter(organization_id=by.organization_id, recurrence=recurrence):
        outreach.withdrawn_at = now()
        outreach.save()
        audit.record(what="outreach.withdrawn", about=outreach, by=by, participant_id=outreach.participant_id)
