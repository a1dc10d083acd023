"""A way into one's own pages for once: asked for by its owner, sent to where they may be reached."""

from django.db import models

from kinroad.core.models import Kept
from kinroad.people.models.person import Person


class WayIn(Kept):
    """A link that signs one participant in once. Only the hash of its secret stands here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ways_in", db_index=False)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_way_in_of_a_secret"),
        ]
        indexes = [models.Index(fields=["organization", "person"], name="way_in_person")]

    def __str__(self) -> str:
        return f"way in {self.pk}"
