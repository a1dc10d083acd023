"""Emergency sight: somebody outside the circle opened a page, or tried to; and who was told."""

from django.db import models

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models.circle import CircleRow
from kinroad.people.models.participant import Participant
from kinroad.people.models.person import Person


class EmergencySight(AppendOnly):
    """One try of the emergency door, with the reason in words. Without a participant: nothing was opened.

    `until`: when it ends by itself. The circle row says whether it was ended before.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="emergencies", db_index=False
    )
    circle_row = models.ForeignKey(CircleRow, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = Sealed(null=False)
    asked_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "person", "asked_at"], name="emergency_person"),
            models.Index(fields=["organization", "participant", "asked_at"], name="emergency_participant"),
        ]

    def __str__(self) -> str:
        return f"emergency sight {self.pk}"


class EmergencyAlert(Kept):
    """Somebody who answers for it was told, and has read it or not yet."""

    sight = models.ForeignKey(EmergencySight, on_delete=models.PROTECT, related_name="alerts", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "sight", "person"], name="one_alert_of_a_person"),
        ]
        indexes = [models.Index(fields=["organization", "person", "read_at"], name="emergency_alert_person")]

    def __str__(self) -> str:
        return f"emergency alert {self.pk}"
