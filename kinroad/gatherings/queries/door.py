"""Devices at a door, and what people check in with."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinroad.core.ids import hash_of
from kinroad.core.seal import blind
from kinroad.gatherings.models import DoorName, Kiosk
from kinroad.gatherings.rules.door import said_at_the_door
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one


def kiosk_of(secret: str, *, organization_id: UUID, at: datetime, own_phones: bool = False) -> Kiosk | None:
    """The device, or with `own_phones` the code on the wall, that holds this secret now, with its session."""
    rows = Kiosk.objects.filter(
        organization_id=organization_id, secret_hash=hash_of(secret), own_phones=own_phones, expires_at__gt=at
    )
    return rows.select_related("session__gathering").first()


def door_key(words: str, *, organization_id: UUID) -> str:
    """A keyed hash of what was typed at a door."""
    return blind("door", said_at_the_door(words), organization_id)


def who_said(words: str, *, organization_id: UUID) -> Participant | None:
    """The participant whose number or nickname this is."""
    key = door_key(words, organization_id=organization_id)
    rows = DoorName.objects.filter(Q(number_key=key) | Q(nickname_key=key), organization_id=organization_id)
    found = rows.select_related("participant__merged_into").first()
    return (found.participant.merged_into or found.participant) if found else None


def door_name_of(participant: Participant) -> DoorName | None:
    """What this participant checks in with."""
    rows = DoorName.objects.filter(organization_id=participant.organization_id, participant__in=ids_of_one(participant))
    return rows.order_by("-made_at").first()
