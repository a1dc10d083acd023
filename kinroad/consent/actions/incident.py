"""Incident reports: written once, read by those who supervise the writer, and by nobody else."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.models import Incident, IncidentReader
from kinroad.core.ids import meets_the_first
from kinroad.core.time import today
from kinroad.notifications.actions.staff import text_staff
from kinroad.people.queries.emergency import who_answers_for
from kinroad.people.rules.languages import first_written
from kinroad.people.rules.viewer import Viewer


@meets_the_first(Incident, whose=lambda by, **rest: {"written_by_id": by.person_id})
def report_incident(
    *, id: UUID, kind: str, happened_on: date, words: str, told: str, said: str, by: Viewer, at: datetime
) -> Incident:
    """Write it down, and tell those who supervise the writer at once. Raises ValidationError for a day ahead."""
    if happened_on > today(by.organization_zone):
        raise ValidationError({"happened_on": _("This day has not come yet.")})
    row = Incident(
        id=id,
        organization_id=by.organization_id,
        kind=Incident.Kind(kind),
        happened_on=happened_on,
        words=words.strip(),
        told=told.strip() or None,
        said=said.strip() or None,
        written_at=at,
        written_by_id=by.who,
    )
    row.save()
    for person in who_answers_for(by.who, organization_id=by.organization_id):
        IncidentReader(organization_id=by.organization_id, incident=row, person=person).save()
        language = first_written(person.languages) or "en"
        text_staff(person=person, language=language, key=f"incident:{row.pk}:{person.pk}", by=by, at=at)
    audit.record(what="incident.reported", about=row, by=by)
    return row


@transaction.atomic
def read_incidents(*, by: Viewer, at: datetime) -> None:
    """The viewer has read what was reported to them."""
    rows = IncidentReader.objects.select_for_update().filter(
        organization_id=by.organization_id, person_id=by.who, read_at=None
    )
    for row in rows.order_by("pk"):
        row.read_at = at
        row.save()
        audit.record(what="incident.read", about=row, by=by)
