"""Someone the participant lets see a little."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.consent.models.consent import Consent
from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant


class Supporter(Kept):
    """A supporter: a link, what the participant calls them, and the consent that says what they see.

    Only the hash of the link stands here. Paused and ended links open what a link that never was opens.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="supporters", db_index=False)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+", db_index=False)
    secret_hash = models.CharField(max_length=64)
    called = Sealed(null=False)
    invited_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "secret_hash"],
                name="one_supporter_of_a_link",
                violation_error_message=_("Make a new link."),
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant", "ended_at"], name="supporter_participant")]

    def __str__(self) -> str:
        return f"supporter {self.pk}"


class Okay(AppendOnly):
    """The participant pressed "I'm okay today". `on` is the day where they are."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="okays", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant", "on"], name="one_okay_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"okay {self.pk}"
