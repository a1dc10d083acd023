"""What a participant asked us not to share (42 CFR 2.26)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, Person


class Restriction(Kept):
    """From the second it is asked for, nothing of `classes` leaves to this recipient, whatever a consent says.

    Without a recipient it means everyone outside; without classes everything. It holds until they lift it, or until we
    answer that we cannot.
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


class RestrictionAnswer(AppendOnly):
    """We agree, or we cannot and say why. Whatever we agreed to, only they lift again (45 CFR 164.522(a)(2))."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Not agreed")

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="answers", db_index=False)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = Sealed()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "restriction"], name="one_answer_of_a_restriction"),
            models.CheckConstraint(
                condition=Q(outcome="agreed") | Q(reason__isnull=False), name="declined_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"answer to restriction {self.restriction_id}"
