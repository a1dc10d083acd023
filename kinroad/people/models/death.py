"""A participant has died: who told, and who in the circle has read it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models.participant import Participant
from kinroad.people.models.person import Person


class Death(Kept):
    """A participant died on this day, as somebody told us. `undone_at`: it was a mistake. `circle_closed_at`: some
    time later, who walked with them no longer sees their page.

    The day stands on the participant too, where every list asks for it.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="deaths", db_index=False)
    on = models.DateField()
    told_by = Sealed()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    circle_closed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant"],
                condition=Q(undone_at=None),
                name="one_death_of_a_participant",
                violation_error_message=_("This is written down already."),
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="death_participant")]

    def __str__(self) -> str:
        return f"death {self.pk}"


class DeathRead(AppendOnly):
    """Somebody in the circle has read that a participant died; it stands on their first page no longer."""

    death = models.ForeignKey(Death, on_delete=models.PROTECT, related_name="readings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "death", "person"], name="one_reading_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"
