"""A short list to take along: chosen by anyone, with no person in it."""

from django.db import models

from kinroad.core.models import Kept


class Shortlist(Kept):
    """A few places behind a link that nobody can guess, of which the hash stands here. It never changes, and it ends.

    Nothing says who made it or for whom. `places` are ids of services at their locations.
    """

    secret_hash = models.CharField(max_length=64)
    places = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_shortlist_of_a_link")]
        indexes = [models.Index(fields=["organization", "expires_at"], name="shortlist_expires")]

    def __str__(self) -> str:
        return f"list {self.pk}"
