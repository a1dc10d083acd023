"""A return to use: written down only when the participant said it themselves."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.outreach import open_outreach, withdraw
from kinroad.coaching.models import Recurrence
from kinroad.core.ids import uuid7
from kinroad.core.time import local, now
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Kind, Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def record(
    *,
    participant: Participant,
    told_by_participant_how: str,
    on: date | None,
    by: Viewer,
    at: datetime,
    again_on: date | None = None,
    what: str = "",
    id: UUID | None = None,
) -> Recurrence:
    """Write down what the participant told at the moment `at`, and open outreach that is due within a day (policy).

    `told_by_participant_how` is a code of `Recurrence.Told`; `on` the day it was and `again_on` the day they count
    from since, both as they said or None; `what` is what it was about, one thing a line, empty for all they count.
    Nobody is discharged and no day already lived is lost. What was told twice on one day is one. Raises
    ValidationError when it was not the participant who said it, and for family participants.
    """
    met = Recurrence.objects.filter(pk=id).first() if id else None
    if met is not None and met.organization_id == by.organization_id:
        return met
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_the_dead(mine)
    told_on = local(at, by.organization_zone).date()
    _refuse(mine, told=told_by_participant_how, on=on, again_on=again_on, told_on=told_on)
    same = Recurrence.objects.filter(
        organization_id=mine.organization_id, participant=mine, told_on=told_on, withdrawn_at=None
    ).first()
    if same is not None:
        return same
    row = Recurrence(
        id=id or uuid7(),
        organization_id=mine.organization_id,
        participant=mine,
        told=told_by_participant_how,
        told_on=told_on,
        told_at=at,
        on=on,
        again_on=again_on,
        what=what.strip() or None,
        written_by_id=by.person_id,
    )
    row.save()
    audit.record(what="recurrence.recorded", about=row, by=by, participant_id=mine.pk)
    open_outreach(recurrence=row, by=by)
    return row


def _refuse(participant: Participant, *, told: str, on: date | None, again_on: date | None, told_on: date) -> None:
    if participant.kind == Kind.FAMILY:
        raise ValidationError(_("This is only for people in or seeking recovery. Nothing was written down."))
    if told not in Recurrence.Told.values:
        raise ValidationError(
            {
                "told_by_participant_how": _(
                    "Write this down only when they said it themselves. Choose how they told you."
                )
            }
        )
    _refuse_days(on=on, again_on=again_on, last=told_on)


def _refuse_days(*, on: date | None, again_on: date | None, last: date) -> None:
    if on is not None and on > last:
        raise ValidationError({"on": _("This day has not come yet.")})
    if again_on is not None and (again_on > last or again_on < (on or again_on)):
        raise ValidationError({"again_on": _("Enter a day between the two: not before it was, and not ahead.")})


@transaction.atomic
def take_back(*, recurrence: Recurrence, by: Viewer) -> Recurrence:
    """It was written by mistake: it counts no more, and nobody is asked to reach out for it."""
    Participant.objects.select_for_update().get(pk=recurrence.participant_id)
    row = Recurrence.objects.select_for_update().get(pk=recurrence.pk, organization_id=by.organization_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = now()
        row.save()
        audit.record(what="recurrence.taken_back", about=row, by=by, participant_id=row.participant_id)
        withdraw(recurrence=row.pk, by=by)
    return row


@transaction.atomic
def count_again(*, recurrence: Recurrence, again_on: date | None, by: Viewer) -> Recurrence:
    """The participant says from which day they count again, or leaves it open. Raises ValidationError."""
    row = Recurrence.objects.select_for_update().get(pk=recurrence.pk, organization_id=by.organization_id)
    _refuse_days(on=row.on, again_on=again_on, last=local(now(), by.organization_zone).date())
    if row.again_on != again_on:
        row.again_on = again_on
        row.save()
        audit.record(
            what="recurrence.changed", about=row, by=by, participant_id=row.participant_id, fields=["again_on"]
        )
    return row
