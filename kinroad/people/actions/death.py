"""A participant has died, or that was a mistake."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.people.actions.circle import close_circle_around, open_circle
from kinroad.people.actions.device import end_sessions
from kinroad.people.models import CircleRow, Death, DeathRead, Participant, Person, Supervision, Why
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

MOST_AT_ONCE = 200
NO_LONGER = (Why.MATCH, Why.INTAKE, Why.ON_CALL)


@transaction.atomic
def record(*, participant: Participant, on: date, told_by: str, by: Viewer, id: UUID | None = None) -> Death:
    """Write down that a participant died on the day `on`, and who told us.

    Nothing else changes: every list, message, call and sign-in asks for the day itself, so taking it back brings
    all of them back. Raises ValidationError for a day ahead, or when it is written down already.
    """
    met = Death.objects.filter(pk=id, organization_id=by.organization_id).first() if id else None
    if met is not None:
        return met
    rows = _lock(participant, by=by)
    if on > today(by.organization_zone):
        raise ValidationError({"on": _("This day has not come yet.")})
    if any(row.died_on for row in rows):
        raise ValidationError(_("This is written down already. Look at their page."))
    death = Death(
        id=id or uuid7(),
        organization_id=by.organization_id,
        participant=participant,
        on=on,
        told_by=told_by.strip() or None,
        recorded_at=now(),
        recorded_by_id=by.person_id,
    )
    death.save()
    for row in rows:
        row.died_on = on
        row.save()
        end_sessions(person=row.person)
    audit.record(what="death.recorded", about=death, by=by, participant_id=participant.pk)
    if by.person_id is not None:
        read(death=death, by=by)
    return death


@transaction.atomic
def undo(*, participant: Participant, by: Viewer, walking: Collection[UUID] = ()) -> Death | None:
    """It was a mistake: everything stands again as it was. Raises ValidationError when nothing is to take back.

    `walking`: the persons who walk with them now; of those whose sight had ended, these see them again. None for a
    death that came with an imported list, which has no row of its own.
    """
    rows = _lock(participant, by=by)
    death = Death.objects.filter(
        organization_id=by.organization_id, participant__in=[row.pk for row in rows], undone_at=None
    ).first()
    if not any(row.died_on for row in rows):
        raise ValidationError(_("There is nothing to take back. Look at their page."))
    if death is not None:
        death.undone_at = now()
        death.undone_by_id = by.person_id
        death.save()
        _open_circle_again(death, rows, walking=walking, by=by)
    for row in rows:
        row.died_on = None
        row.save()
    audit.record(what="death.undone", about=death or participant, by=by, participant_id=participant.pk)
    return death


def close_circles(*, organization_id: UUID, before: datetime, by: Viewer) -> int:
    """End the sight that is needed no longer, around everyone whose death was written down before this moment.

    Whoever walked with them, helped them start or was on call sees their page no more. Coordinators do, and so does
    whoever supervises those who walked with them, until that role ends. Answers around how many.
    """
    rows = Death.objects.filter(
        organization_id=organization_id, undone_at=None, circle_closed_at=None, recorded_at__lt=before
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_close_circle(pk, by=by) for pk in ids)


@transaction.atomic
def _close_circle(death_id: UUID, *, by: Viewer) -> bool:
    participant = Participant.objects.get(deaths=death_id)
    ids = [row.pk for row in _lock(participant, by=by)]
    death = Death.objects.select_for_update().get(pk=death_id)
    if death.undone_at is not None or death.circle_closed_at is not None:
        return False
    around = CircleRow.objects.filter(organization_id=by.organization_id, participant__in=ids, ended_at=None)
    walked = around.filter(why=Why.MATCH).values("person")
    supervising = Supervision.objects.filter(
        organization_id=by.organization_id, peer_leader__person__in=walked, ended_on=None
    )
    for person in Person.objects.filter(pk__in=supervising.values("supervisor")).order_by("pk"):
        open_circle(participant=participant, person=person, why=Why.SUPERVISION, by=by)
    for pk in ids:
        for why in NO_LONGER:
            close_circle_around(participant=Participant(pk=pk, organization_id=by.organization_id), why=why, by=by)
    death.circle_closed_at = now()
    death.save()
    audit.record(what="death.circle_closed", about=death, by=by, participant_id=participant.pk)
    return True


def _open_circle_again(death: Death, rows: list[Participant], *, walking: Collection[UUID], by: Viewer) -> None:
    """What closed by itself opens again: for those who walk with them now, and no longer by name for supervisors."""
    if death.circle_closed_at is None:
        return
    for row in rows:
        close_circle_around(participant=row, why=Why.SUPERVISION, by=by)
        closed = CircleRow.objects.filter(
            organization_id=by.organization_id, participant=row, why=Why.MATCH, person__in=list(walking)
        )
        for person in Person.objects.filter(pk__in=closed.values("person")).order_by("pk"):
            open_circle(participant=row, person=person, why=Why.MATCH, by=by)


@transaction.atomic
def read(*, death: Death, by: Viewer) -> None:
    """Whoever reads that a participant died has read it: it leaves their first page."""
    assert by.person_id is not None
    person = Person.objects.get(organization_id=by.organization_id, pk=by.person_id)
    _row, new = DeathRead.objects.get_or_create(
        organization_id=by.organization_id, death=death, person=person, defaults={"read_at": now()}
    )
    if new:
        audit.record(what="death.read", about=death, by=by, participant_id=death.participant_id)


def refuse_the_dead(participant: Participant) -> None:
    """Raise ValidationError where something would begin with a participant who has died."""
    if participant.died_on is not None:
        raise ValidationError(_("This person has died. If that is a mistake, take it back on their page first."))


def _lock(participant: Participant, *, by: Viewer) -> list[Participant]:
    """The participant and those merged into them, locked in order."""
    rows = Participant.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id, pk__in=ids_of_one(participant)
    )
    return list(rows.select_related("person").order_by("pk"))
