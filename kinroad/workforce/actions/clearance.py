"""Writing down that a worker was checked, and taking it back."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.time import now
from kinroad.people.models import Person
from kinroad.people.rules.viewer import Viewer
from kinroad.workforce.models import Clearance
from kinroad.workforce.rules.clearance import LONGEST


@meets_the_first(
    Clearance,
    whose=lambda person, **rest: {"organization_id": person.organization_id, "person_id": person.pk},
)
def write_clearance(
    *, id: UUID, person: Person, kind: str, checked_on: date, expires_on: date, room: int, by: Viewer, on: date
) -> Clearance:
    """Somebody passed a check. `on` is today. Raises ValidationError for one's own check and for impossible days."""
    if person.pk == by.person_id:
        raise ValidationError(_("Nobody writes down their own check. Ask somebody else."))
    if checked_on > on:
        raise ValidationError({"checked_on": _("This day has not come yet.")})
    if not checked_on < expires_on <= checked_on + timedelta(days=LONGEST):
        raise ValidationError({"expires_on": _("Enter a day after the check, at most five years later.")})
    clearance = Clearance(
        id=id,
        organization_id=by.organization_id,
        person=person,
        kind=Clearance.Kind(kind),
        checked_on=checked_on,
        expires_on=expires_on,
        room=room,
        checked_by_id=by.person_id,
        written_at=now(),
    )
    clearance.save(force_insert=True)
    audit.record(what="clearance.written", about=clearance, by=by)
    return clearance


@transaction.atomic
def end_clearance(*, clearance: Clearance, by: Viewer, on: date) -> Clearance:
    """Take a check back: from today it no longer stands. A second press is the same."""
    mine = Clearance.objects.select_for_update().get(pk=clearance.pk)
    if mine.ended_on is None:
        mine.ended_on = on
        mine.save()
        audit.record(what="clearance.ended", about=mine, by=by)
    return mine
