"""What this organization knows better than the list."""

from django.db import models

from kinroad.core.models import PublicDirectory
from kinroad.gatherings.models.meeting import Meeting


class MeetingCorrection(PublicDirectory):
    """One field of a meeting that we corrected. `imported` is what the list says; it follows each import."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections", db_index=False)
    field = models.CharField(max_length=30)
    value = models.JSONField(null=True)
    imported = models.JSONField(null=True)
    corrected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "meeting", "field"], name="one_correction_of_a_field"),
        ]

    def __str__(self) -> str:
        return self.field
