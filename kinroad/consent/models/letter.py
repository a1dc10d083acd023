"""A letter that waits for the participant's yes before it can leave (42 CFR 2.35)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.consent.models.consent import Consent, Disclosure
from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person


class Letter(Kept):
    """A letter under a criminal-justice consent. `parts` are those that leave: JSON, exactly what the participant read.

    It leaves once, after the participant said yes to it as it stands.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for their yes")
        AGREED = "agreed", _("They said yes")
        REFUSED = "refused", _("They said no")
        SENT = "sent", _("It left")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="letters", db_index=False)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="letters", db_index=False)
    parts = Sealed(null=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    disclosure = models.ForeignKey(Disclosure, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", disclosure__isnull=False) | (~Q(state="sent") & Q(disclosure=None)),
                name="a_letter_that_left_was_written_down",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None) | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="a_letter_is_answered_by_them",
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant", "written_at"], name="letter_participant")]

    def __str__(self) -> str:
        return f"letter {self.pk}"
