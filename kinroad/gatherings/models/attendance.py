"""Attendance: one sheet of a session, who stands on it, and how it stood each time somebody saved it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.gatherings.models.gathering import Session
from kinroad.people.models import Participant, PeerLeader, Person


class Sheet(Kept):
    """Who came to a session. Open while only the door wrote on it; saved once somebody who leads looked.

    `head_count` is people beside those who stand on the sheet, `children` those beside the children of somebody on
    it. `leaders` holds ids of Facilitator rows. `minutes` as received. `led_by` stands in the service log. `version`
    counts saves, 0 before the first.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("sheet", "Open")
        SAVED = "saved", pgettext_lazy("sheet", "Saved")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sheets", db_index=False)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    head_count = models.PositiveIntegerField(default=0)
    children = models.PositiveIntegerField(default=0)
    volunteers = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField()
    leaders = models.JSONField(default=list, blank=True)
    led_by = models.ForeignKey(
        PeerLeader, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "session"], name="one_sheet_of_a_session"),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(minutes__lte=1440), name="sheet_minutes"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Attended(Kept):
    """Someone on a sheet: a participant, or a person without a record by what they go by, or nothing at all.

    `by_name`: whoever leads knows them by name (they said they come, came before, or were added by name); else a sheet
    shows `goes_by`, or only that somebody checked in. `said_key` is a keyed hash of what was typed at the door.
    """

    class By(models.TextChoices):
        SHEET = "sheet", pgettext_lazy("came by", "Sheet")
        KIOSK = "kiosk", pgettext_lazy("came by", "Door")
        PHONE = "phone", pgettext_lazy("came by", "Own phone")

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="people", db_index=False)
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="attended", db_index=False
    )
    goes_by = Sealed()
    by_name = models.BooleanField(default=True)
    came = models.BooleanField(default=True)
    guests = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveSmallIntegerField(default=0)
    online = models.BooleanField(default=False)
    came_by = models.CharField(max_length=6, choices=By, default=By.SHEET)
    said_key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "attended"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "sheet", "participant"], name="attended_once_by_a_participant"
            ),
            models.UniqueConstraint(
                fields=["organization", "sheet", "said_key"],
                condition=~Q(said_key=""),
                name="attended_once_by_what_was_said",
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant", "at"], name="attended_participant_at")]

    def __str__(self) -> str:
        return f"attended {self.pk}"


class SheetVersion(AppendOnly):
    """How a sheet stood when somebody saved it. `facts` holds numbers, and marks by the id of Attended; no name."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "sheet", "number"], name="one_sheet_version_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
