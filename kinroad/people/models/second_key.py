"""What somebody signs in with beside the password: an app that makes codes, and spare codes on paper.

Passkeys stand in allauth's own table: what is kept of them is public.
"""

from django.db import models

from kinroad.core.fields import Sealed
from kinroad.core.ids import uuid7
from kinroad.core.models import Reference
from kinroad.people.models.account import Account


class AppCode(Reference):
    """An app that makes a new code every half minute (RFC 6238). `last_step` is the last one that was used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="app_codes", db_index=False)
    secret = Sealed(null=False)
    last_step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account"], name="one_app_of_an_account")]

    def __str__(self) -> str:
        return f"app {self.pk}"


class SpareCode(Reference):
    """A code on paper, used once. Only its keyed hash stands here; the key stands outside the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="spare_codes", db_index=False)
    code_key = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "code_key"], name="one_spare_code_of_its_letters")]

    def __str__(self) -> str:
        return f"spare code {self.pk}"
