"""The address at which another program reads a participant's own calendar."""

from django.db import models
from django.db.models import Q

from kinroad.core.models import Kept
from kinroad.people.models import Participant


class CalendarLink(Kept):
    """A participant's own feed. Only the hash of its secret stands here; `by_name`: titles say the gathering's name."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    secret_hash = models.CharField(max_length=64)
    by_name = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_calendar_link_of_a_secret"),
            models.UniqueConstraint(
                fields=["organization", "participant"],
                condition=Q(withdrawn_at=None),
                name="one_calendar_link_of_a_participant",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar link {self.pk}"
