"""A worker was checked: as a driver, or to look after children."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept
from kinroad.people.models import Person
from kinroad.workforce.rules import clearance as rules


class Clearance(Kept):
    """A check was passed, and until when it stands. What it found is not kept here. Each new check is a new row.

    `room` is how many people fit in the car beside the driver, or how many children at one time. `ended_on`: taken
    back before its time.
    """

    class Kind(models.TextChoices):
        DRIVER = rules.Kind.DRIVER.value, _("To drive people")
        CHILD_CARE = rules.Kind.CHILD_CARE.value, _("To look after children")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    checked_on = models.DateField()
    expires_on = models.DateField()
    room = models.PositiveSmallIntegerField()
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=models.F("checked_on")), name="clearance_ends_after_the_check"
            ),
            models.CheckConstraint(condition=Q(room__gte=1), name="clearance_has_room"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("person")), name="nobody_clears_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "person", "kind"], name="clearance_person"),
            models.Index(fields=["organization", "expires_on"], name="clearance_expires_on"),
        ]

    def __str__(self) -> str:
        return f"clearance {self.pk}"

    @property
    def as_check(self) -> rules.Check:
        """The check as the rules read it."""
        return rules.Check(self.kind, self.checked_on, self.expires_on, self.room, self.ended_on)
