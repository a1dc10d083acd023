"""Somebody said: this was wrong."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Person
from kinroad.resources.models.directory import ServiceAtLocation


class WrongReport(Kept):
    """What anybody said is wrong about a place, for an editor alone. Who said it stands nowhere."""

    class What(models.TextChoices):
        PHONE = "phone", pgettext_lazy("wrong", "The phone number")
        HOURS = "hours", pgettext_lazy("wrong", "The hours")
        MOVED = "moved", pgettext_lazy("wrong", "The address")
        CLOSED = "closed", pgettext_lazy("wrong", "It is closed for good")
        WHO = "who", pgettext_lazy("wrong", "Who can go there, or what it costs")
        OTHER = "other", pgettext_lazy("wrong", "Something else")

    place = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="reports", db_index=False)
    what = models.CharField(max_length=6, choices=What)
    words = Sealed()
    said_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False),
                name="a_report_is_settled_by_somebody_once",
            )
        ]
        indexes = [
            models.Index(fields=["organization", "place", "said_at"], name="wrong_report_place"),
            models.Index(fields=["organization", "said_at"], condition=Q(settled_at=None), name="wrong_report_open"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"
