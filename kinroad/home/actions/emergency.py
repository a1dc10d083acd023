"""Emergency sight: the page opens, those who answer for it get a text, and the participant is told discreetly."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kinroad.home.actions.disclosures import tell_to_look
from kinroad.notifications.actions.staff import text_staff
from kinroad.people.actions import emergency
from kinroad.people.models import EmergencyAlert, EmergencySight
from kinroad.people.rules.languages import first_written
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def open_sight(
    *, id: UUID, name: str, birth_on: date | None, phone: str, reason: str, by: Viewer, at: datetime
) -> EmergencySight:
    """Open it, and tell everyone concerned. Raises what `people.actions.emergency.open_sight` raises."""
    sight = emergency.open_sight(id=id, name=name, birth_on=birth_on, phone=phone, reason=reason, by=by, at=at)
    alerts = EmergencyAlert.objects.filter(organization_id=by.organization_id, sight=sight).select_related("person")
    for alert in alerts.order_by("pk"):
        language = first_written(alert.person.languages) or "en"
        text_staff(person=alert.person, language=language, key=f"emergency:{alert.pk}", by=by, at=at)
    if sight.circle_row_id is not None:
        assert sight.participant is not None
        tell_to_look(sight.participant, key=f"emergency:{sight.pk}", link=reverse("home:me_who_looked"), by=by, at=at)
    return sight
