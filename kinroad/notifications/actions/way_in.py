"""A way in for once: a participant asks for a link, and it goes where they may be reached."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.tasks import later
from kinroad.notifications.actions import outbox
from kinroad.notifications.models import Words
from kinroad.notifications.queries.permission import may
from kinroad.notifications.queries.way_in import account_for_a_link, hash_of, person_named, waiting_way_in
from kinroad.notifications.rules.permission import Kind as Way
from kinroad.people.models import Account, Organization, Participant, Person, WayIn
from kinroad.people.rules.viewer import Viewer

LASTS = timedelta(minutes=30)
MOST_AN_HOUR = 3
WAYS = (Way.TEXT, Way.EMAIL)


def ask_way_in(*, said: str, organization: Organization | None) -> None:
    """Somebody asks for a link. Known or not, the same is done here: two questions, and one task with an id.

    What comes of it is seen by nobody but who holds the phone or the mailbox.
    """
    found = person_named(said, organization_id=organization.pk) if organization else None
    later("notifications.tasks.send_way_in", found or uuid7())


@transaction.atomic
def send_way_in(*, person_id: UUID, at: datetime) -> bool:
    """Send a link to somebody who may have one. Answers whether it is on its way; nobody asks."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None or account_for_a_link(person) is None:
        return False
    own = {"organization_id": person.organization_id, "person": person}
    if WayIn.objects.filter(made_at__gt=at - timedelta(hours=1), **own).count() >= MOST_AN_HOUR:
        return False
    participant = Participant.objects.select_related("person", "organization").get(merged_into=None, **own)
    way = next((way for way in WAYS if may(participant, way, at=at)), None)
    if way is None:
        return False
    for earlier in WayIn.objects.filter(used_at=None, withdrawn_at=None, **own):
        earlier.withdrawn_at = at
        earlier.save()
    secret = secrets.token_urlsafe(32)
    row = WayIn(secret_hash=hash_of(secret), made_at=at, expires_at=at + LASTS, **own)
    row.save()
    by = _as(person, participant.organization.zone)
    audit.record(what="way_in.made", about=row, by=by, participant_id=participant.pk)
    sent = outbox.put(
        participant=participant,
        channel=way,
        words=Words.WAY_IN,
        link=reverse("notifications:way_in", args=[secret]),
        key=f"way_in:{row.pk}",
        use_until=row.expires_at,
        by=by,
        at=at,
    )
    return sent is not None


@transaction.atomic
def use_way_in(*, secret: str, at: datetime) -> Account:
    """Use a link up; who it signs in. Raises ValidationError when it was used, is too old or never was: all alike."""
    row = waiting_way_in(secret, at=at, lock=True)
    account = account_for_a_link(row.person) if row else None
    if row is None or account is None:
        raise ValidationError(_("This link has been used or is too old. Ask for a new one."))
    row.used_at = at
    row.save()
    audit.record(what="way_in.used", about=row, by=_as(row.person, "UTC"))
    return account


def _as(person: Person, zone: str) -> Viewer:
    return Viewer(account_id=None, person_id=person.pk, organization_id=person.organization_id, organization_zone=zone)
