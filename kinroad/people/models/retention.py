"""How long a record is kept, on whose advice, and what keeps it longer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models.organization import Program
from kinroad.people.models.participant import Participant
from kinroad.people.models.person import Person


class RetentionAdvice(Kept):
    """Counsel who said how long something is kept, and the day they said it. The number itself is a policy."""

    class About(models.TextChoices):
        RECORD = "record", _("Records")
        CONSENTS = "consents", _("Consents and what was disclosed")
        MESSAGES = "messages", _("Messages")
        DRAFTS = "drafts", _("Unfinished words")

    about = models.CharField(max_length=10, choices=About)
    counsel = models.CharField(max_length=120)
    advised_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "about"], name="one_advice_about_a_retention"),
        ]

    def __str__(self) -> str:
        return f"advice about {self.about}"


class LegalHold(Kept):
    """While it stands, nothing of this participant, or of everyone in this program, is purged."""

    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="holds", db_index=False
    )
    program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = Sealed()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__isnull=False, program=None) | Q(participant=None, program__isnull=False),
                name="hold_is_on_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["organization", of], condition=Q(ended_at=None), name=f"one_hold_of_a_{of}"
                )
                for of in ("participant", "program")
            ),
        ]
        indexes = [models.Index(fields=["organization", "ended_at"], name="hold_ended")]

    def __str__(self) -> str:
        return f"hold {self.pk}"
