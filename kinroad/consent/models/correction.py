"""What a participant says is not right in their record, our answer, and what they say to it (45 CFR 164.526)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.consent.models.restriction import Restriction
from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly
from kinroad.people.models import Participant, Person


class Correction(AppendOnly):
    """They ask that something is corrected. `entry` is the part of a contact they mean, where they named one."""

    class About(models.TextChoices):
        NOTE = "note", _("A note about me")
        FACTS = "facts", _("What is written down about me")
        PLAN = "plan", _("My plan")
        GATHERINGS = "gatherings", _("What I came to")
        OTHER = "other", _("Something else")

    How = Restriction.How

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="corrections", db_index=False)
    about = models.CharField(max_length=10, choices=About)
    entry = models.UUIDField(null=True, blank=True)
    words = Sealed(null=False)
    how = models.CharField(max_length=6, choices=How)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None) | Q(about="note"), name="correction_of_an_entry_is_of_a_note"
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant", "asked_at"], name="correction_participant")]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class CorrectionAnswer(AppendOnly):
    """It was corrected, or not, and then why not, in plain words."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("Corrected")
        KEPT = "kept", _("Not corrected")

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="answers", db_index=False)
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = Sealed()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "correction"], name="one_answer_of_a_correction"),
            models.CheckConstraint(
                condition=Q(outcome="corrected") | Q(reason__isnull=False), name="not_corrected_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"answer to correction {self.correction_id}"


class CorrectionStatement(AppendOnly):
    """What they say to a no: it stands beside the entry, and goes along wherever the entry goes (164.526(d))."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="statements", db_index=False)
    words = Sealed(null=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "correction"], name="one_statement_of_a_correction"),
        ]

    def __str__(self) -> str:
        return f"statement on correction {self.correction_id}"
