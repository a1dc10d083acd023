"""Breaches of what we keep: whose account, in which window, how many it touched, and how it was judged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly
from kinroad.people.models import Person


class Breach(AppendOnly):
    """One assessment (42 CFR 2.16(b), 45 CFR 164.402). `due_on`: the last day to tell those it touched."""

    class Judged(models.TextChoices):
        BREACH = "breach", _("A breach: they must be told")
        LOW = "low", _("Hardly any chance that somebody learned something")
        OPEN = "open", _("Not decided yet")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField()
    found_on = models.DateField()
    due_on = models.DateField()
    touched = models.PositiveIntegerField()
    factors = Sealed(null=False)
    judged = models.CharField(max_length=6, choices=Judged)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "written_at"], name="breach_written")]

    def __str__(self) -> str:
        return f"breach {self.pk}"
