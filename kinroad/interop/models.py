"""Rosters that were brought in: the waiting file, what each row became, and which column was which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person


class RosterImport(Kept):
    """One roster, from the moment it was handed in. The file waits sealed, a day at most; then only counts stay."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be brought in")
        APPLIED = "applied", _("Brought in")
        UNDONE = "undone", _("Undone")
        FORGOTTEN = "forgotten", _("The file was forgotten")

    handed_in_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    handed_in_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    file = Sealed()
    headings_key = models.CharField(max_length=32)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["organization", "state", "handed_in_at"], name="roster_import_state")]

    def __str__(self) -> str:
        return f"roster {self.pk}"


class RosterRow(Kept):
    """What one row of a roster became. `words` are the facts as they stood in the file, sealed, and what they replaced.

    The fingerprint is a keyed hash of the whole row: a roster that comes again meets it and changes nothing.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("New")
        UPDATED = "updated", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")

    roster = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="rows", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=32)
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = Sealed()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "fingerprint"], name="roster_row_fingerprint"),
            models.Index(fields=["organization", "participant"], name="roster_row_participant"),
            models.Index(fields=["organization", "roster", "number"], name="roster_row_roster"),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"


class RosterMapping(Kept):
    """Which column is which, remembered for a set of headings."""

    headings_key = models.CharField(max_length=32)
    fields = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "headings_key"], name="one_mapping_of_a_set_of_headings"),
        ]

    def __str__(self) -> str:
        return f"mapping {self.headings_key}"
