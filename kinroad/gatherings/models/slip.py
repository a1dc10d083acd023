"""Proof of attendance: a slip that its participant controls."""

from django.db import models

from kinroad.core.models import Kept
from kinroad.gatherings.models.attendance import Attended
from kinroad.people.models import Participant


class Slip(Kept):
    """A slip with a code, of which the hash stands here. It says yes until its participant takes it back."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="slips", db_index=False)
    attended = models.ForeignKey(Attended, on_delete=models.PROTECT, related_name="slips", db_index=False)
    code_hash = models.CharField(max_length=64)
    with_name = models.BooleanField(default=False)
    with_title = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "code_hash"], name="one_slip_of_a_code")]
        indexes = [models.Index(fields=["organization", "participant", "made_at"], name="slip_participant")]

    def __str__(self) -> str:
        return f"slip {self.pk}"
