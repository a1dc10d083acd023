"""Reports about safety, kept apart from every record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Person


class Incident(AppendOnly):
    """An incident report: what happened, who was told what. It has no key to a participant, and stands for ever."""

    class Kind(models.TextChoices):
        CHILD = "child", _("A child may be hurt or not cared for")
        CRIME = "crime", _("A crime or a threat here, or against someone who works here")
        ELDER = "elder", _("An elder may be hurt or not cared for")
        THREAT = "threat", _("A threat to somebody else")
        MISSING = "missing", _("Somebody is missing")
        ACCIDENT = "accident", _("An accident or an injury here")
        OTHER = "other", _("Something else")

    kind = models.CharField(max_length=10, choices=Kind)
    happened_on = models.DateField()
    words = Sealed(null=False)
    told = Sealed()
    said = Sealed()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "written_at"], name="incident_written")]

    def __str__(self) -> str:
        return f"incident {self.pk}"


class IncidentReader(Kept):
    """Who supervised the writer then: they alone read it. `read_at`: they have."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="readers", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "incident", "person"], name="one_reader_of_an_incident"),
        ]
        indexes = [models.Index(fields=["organization", "person", "read_at"], name="incident_reader_person")]

    def __str__(self) -> str:
        return f"incident reader {self.pk}"
