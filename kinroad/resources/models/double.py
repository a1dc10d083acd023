"""Two lines of the directory that may tell the same place."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from kinroad.core.models import PublicDirectory
from kinroad.people.models import Person
from kinroad.resources.models.directory import ServiceAtLocation


class Double(PublicDirectory):
    """A question to an editor, and their answer. What was answered is not asked again.

    `first` has the smaller id. `why` holds codes of `resources.rules.doubles.Alike`; `score` is 0 to 100.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("double", "Not looked at")
        SAME = "same", pgettext_lazy("double", "The same place")
        TWO = "two", pgettext_lazy("double", "Two places")

    first = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "first", "second"], name="one_double_of_two"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="double_of_two_in_order"),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "-score", "id"], name="double_state"),
            models.Index(fields=["organization", "second"], name="double_second"),
        ]

    def __str__(self) -> str:
        return f"double {self.pk}"
