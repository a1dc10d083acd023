"""A text to somebody who works here. It says that their list has something new, and nothing more."""

from datetime import datetime, timedelta

from django.db import transaction

from kinroad.core.ids import uuid7
from kinroad.notifications.actions.outbox import keep
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.queries.permission import is_stopped, key_of
from kinroad.notifications.queries.providers import TEXT, is_offered
from kinroad.people.models import Person
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.viewer import Viewer

USEFUL_FOR = timedelta(hours=2)


@transaction.atomic
def text_staff(*, person: Person, language: str, key: str, by: Viewer, at: datetime) -> Outgoing | None:
    """Put one text into the outbox, at any hour: whoever is on call said yes to that. The same key meets the first.

    None when they have no number, when no provider carries texts, or when that number asked us to stop.
    """
    met = Outgoing.objects.filter(organization_id=person.organization_id, key=key).first()
    if met is not None:
        return met
    number = as_e164(person.phone or "")
    if number is None or not is_offered(person.organization, TEXT) or is_stopped(number, person.organization_id):
        return None
    row = Outgoing(
        id=uuid7(),
        organization_id=person.organization_id,
        key=key,
        channel=TEXT,
        number=number,
        number_key=key_of(number, TEXT, person.organization_id),
        words=Words.LOOK_NOW,
        language=language or "en",
        put_at=at,
        due_at=at,
        use_until=at + USEFUL_FOR,
    )
    return keep(row, by=by)
