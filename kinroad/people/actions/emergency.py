"""Emergency sight: a page opens for a while to somebody outside the circle, and everyone concerned is told."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.time import now
from kinroad.people.actions.circle import close_circle, open_circle_until
from kinroad.people.models import EmergencyAlert, EmergencySight, Participant, Person, Why
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.emergency import meant_by, tries_since, who_answers_for
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

A_DAY = timedelta(hours=24)


@meets_the_first(EmergencySight, whose=lambda **given: {"person_id": given["by"].person_id})
def open_sight(
    *, id: UUID, name: str, birth_on: date | None, phone: str, reason: str, by: Viewer, at: datetime
) -> EmergencySight:
    """Open the page of the one participant this names, for some hours (policy). Whoever answers for it is told.

    A try that names nobody, several, or somebody who has died leaves the same line and the same alert, and opens
    nothing. Raises ValidationError after too many tries, before anybody is looked for.
    """
    mine = Person.objects.select_for_update().get(organization_id=by.organization_id, pk=by.who)
    policy = policy_of(by.organization_id).emergency
    if tries_since(mine.pk, organization_id=by.organization_id, since=at - A_DAY) >= policy.tries_a_day:
        raise ValidationError(
            _("You used this door as often as one may in 24 hours. In danger call 911, then your supervisor.")
        )
    found = meant_by(name=name, birth_on=birth_on, phone=phone, organization_id=by.organization_id)
    row, until = None, None
    if found is not None:
        until = at + timedelta(hours=policy.hours)
        if not participants_seen_by(by).filter(pk=found.pk).exists():
            row = open_circle_until(participant=found, person=mine, why=Why.EMERGENCY, until=until, by=by)
    sight = EmergencySight(
        id=id,
        organization_id=by.organization_id,
        person=mine,
        participant=found,
        circle_row=row,
        reason=reason.strip(),
        asked_at=at,
        until=until,
    )
    sight.save()
    for person in who_answers_for(mine.pk, organization_id=by.organization_id):
        EmergencyAlert(organization_id=by.organization_id, sight=sight, person=person).save()
    audit.record(what="emergency.asked", about=sight, by=by, participant_id=found.pk if found else None)
    return sight


@transaction.atomic
def end_sight(*, participant: Participant, by: Viewer) -> None:
    """The emergency is over: the page closes for whoever opened it. A second press is the same."""
    mine = Person.objects.get(organization_id=by.organization_id, pk=by.who)
    close_circle(participant=participant, person=mine, why=Why.EMERGENCY, by=by)


@transaction.atomic
def read_alert(*, sight_id: UUID, by: Viewer) -> None:
    """Whoever was told has read it: it leaves their first page. Nothing happens for anyone else."""
    rows = EmergencyAlert.objects.select_for_update().filter(
        organization_id=by.organization_id, person_id=by.who, sight_id=sight_id, read_at=None
    )
    for row in rows:
        row.read_at = now()
        row.save()
        audit.record(what="emergency.read", about=row, by=by)
