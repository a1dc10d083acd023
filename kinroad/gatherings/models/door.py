"""The door of a session: a device that checks people in, and what they check in with."""

from django.db import models
from django.db.models import Q

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.gatherings.models.gathering import Session
from kinroad.people.models import Participant, Person


class Kiosk(Kept):
    """A device at the door of one session. It holds a secret, of which the hash stands here, and no account.

    `own_phones`: not one device, but the code on the wall that people open with their own.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="kiosks", db_index=False)
    secret_hash = models.CharField(max_length=64)
    own_phones = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_kiosk_of_a_secret"),
        ]

    def __str__(self) -> str:
        return f"kiosk {self.pk}"


class DoorName(Kept):
    """What a participant checks in with: a number, of which a keyed hash stands here, and a nickname they chose."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="door_names", db_index=False)
    number_key = models.CharField(max_length=64, blank=True)
    nickname = Sealed()
    nickname_key = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant"], name="one_door_name_of_a_participant"),
            models.UniqueConstraint(
                fields=["organization", "number_key"], condition=~Q(number_key=""), name="one_door_number"
            ),
            models.UniqueConstraint(
                fields=["organization", "nickname_key"], condition=~Q(nickname_key=""), name="one_door_nickname"
            ),
        ]

    def __str__(self) -> str:
        return f"door name {self.pk}"
