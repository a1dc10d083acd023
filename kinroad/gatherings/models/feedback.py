"""What people say about a gathering afterwards, without a name, an hour or an order."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly
from kinroad.gatherings.models.gathering import Gathering


class Felt(models.TextChoices):
    """Whether somebody felt welcome."""

    YES = "yes", pgettext_lazy("felt", "Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", pgettext_lazy("felt", "No")


class Feedback(AppendOnly):
    """One answer to two questions. The id is random, for UUIDv7 would tell the minute; no row says who or when.

    `batch`: answers are shown five at a time, so that the newest one never stands alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="feedback", db_index=False)
    batch = models.PositiveIntegerField()
    welcome = models.CharField(max_length=6, choices=Felt)
    again = models.CharField(max_length=6, choices=Felt)
    words = Sealed()

    class Meta:
        verbose_name_plural = "feedback"
        indexes = [models.Index(fields=["organization", "gathering", "batch"], name="feedback_gathering")]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
