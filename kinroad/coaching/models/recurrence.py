"""A return to use, told by the participant."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed, SealedDate
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person


class Recurrence(Kept):
    """The participant told us of a return to use. What others say, and silence, never make one.

    `on` is the day it was, `again_on` the day they count from since (both the participant's own, both may be unsaid);
    `what` holds what they count, one thing a line, empty for all of it. `withdrawn_at`: it was written by mistake.
    """

    class Told(models.TextChoices):
        PERSON = "person", _("In person")
        CALL = "call", _("On a call")
        CHECK_IN = "check_in", _("In a check-in")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="recurrences", db_index=False)
    told = models.CharField(max_length=10, choices=Told)
    told_on = models.DateField()
    told_at = models.DateTimeField()
    on = SealedDate()
    again_on = SealedDate()
    what = Sealed()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "participant", "told_on"], name="recurrence_participant"),
            models.Index(fields=["organization", "told_at"], name="recurrence_told"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "told_on"],
                condition=Q(withdrawn_at=None),
                name="one_recurrence_told_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"recurrence {self.pk}"
