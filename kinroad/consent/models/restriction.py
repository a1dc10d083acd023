"""What a participant asked us not to share (42 CFR 2.26)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person


class Restriction(Kept):
    """From the second it is asked for, nothing of `classes` leaves to this recipient, whatever a consent says.

    Without a recipient it means everyone outside; without classes everything. We agree to each: it ends only when they
    say so.
    """

    class How(models.TextChoices):
        PAGE = "page", _("On their own page")
        BESIDE = "beside", _("Said so beside someone")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="restrictions", db_index=False)
    recipient = Sealed()
    classes = models.JSONField(default=list)
    how = models.CharField(max_length=6, choices=How)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "participant", "ended_at"], name="restriction_participant")]

    def __str__(self) -> str:
        return f"restriction {self.pk}"
