"""How often somebody tried to sign in and could not."""

from django.db import models

from kinroad.core.models import Reference


class Tries(Reference):
    """Tries in a row that failed, under a keyed hash of what was typed and from where. It names nobody."""

    key = models.CharField(primary_key=True, max_length=32)
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failed} tries"
