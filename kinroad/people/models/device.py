"""Where somebody is signed in: one row for each browser, so that each can be seen and ended at once."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kinroad.core.models import Reference


class DeviceSession(AbstractBaseSession, Reference):
    """A session kept by the server. `session_key` is a hash of what the cookie says: a stolen copy opens nothing.

    `device` is as much as its owner needs to know it again ("Chrome, Android"); no address of the network is kept.
    """

    account_id = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account_id"], name="device_session_account")]

    def __str__(self) -> str:
        return f"session {self.session_key[:6]}"
