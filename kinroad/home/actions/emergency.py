"""Emergency sight: the page opens, those who answer for it get a text, and the participant is told discreetly."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kinroad.notifications.actions.outbox import put
from kinroad.notifications.actions.staff import text_staff
from kinroad.notifications.models import Outgoing, Words
from kinroad.people.actions import emergency
from kinroad.people.models import EmergencyAlert, EmergencySight
from kinroad.people.queries.accounts import has_account
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
        _tell(sight, by=by, at=at)
    return sight


def _tell(sight: EmergencySight, *, by: Viewer, at: datetime) -> None:
    them = sight.participant
    assert them is not None
    if not has_account(them.person_id, organization_id=them.organization_id):
        return
    link = reverse("home:me_who_looked")
    for channel in (Outgoing.Channel.TEXT, Outgoing.Channel.EMAIL):
        key = f"emergency:{sight.pk}"
        if put(participant=them, channel=channel, words=Words.LOOK_AGAIN, key=key, link=link, by=by, at=at):
            return
