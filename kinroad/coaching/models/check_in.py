"""Check-ins: how a participant says they are, and what it asks of us."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.rules.check_in import Wanted, Week
from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person


class Helps(models.TextChoices):
    """What would help. Codes stay when words change."""

    LISTEN = "listen", _("Someone to listen")
    COMPANY = "company", _("Something to do with others")
    MEETING = "meeting", _("A meeting to go to")
    RIDE = "ride", _("A ride")
    HOME = "home", _("A place to stay")
    WORK = "work", _("Work or money")
    FOOD = "food", _("Food")
    CHILDREN = "children", _("Help with children")
    HEALTH = "health", _("A doctor or nurse")
    TREATMENT = "treatment", _("A place in treatment")
    SAFETY = "safety", _("Things to stay safe, like naloxone")
    FORMS = "forms", _("Help with forms")


class CheckIn(Kept):
    """One answer of a participant.

    `own_words` are for the participant alone: no page of staff, no export and no count ever reads them. `shared`:
    whoever is in the circle may read the answers; without it they learn only what asks for someone (`asks`).
    `feeling` goes from 1 to 5. `reads_at`: from when a person reads it, as the participant was told.
    `on_call` was told because nobody else was there; `owner` has it because somebody handed it to them.
    """

    class CameBy(models.TextChoices):
        WEB = "web", _("On their own page")
        LINK = "link", _("By a link")

    class State(models.TextChoices):
        NOTHING_ASKED = "", _("Asks for nobody")
        OPEN = "open", _("Asks for someone")
        CLOSED = "closed", _("Answered")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached them")
        LEFT_WORD = "left_word", _("Left word")
        HANDED = "handed", _("Handed to someone else")
        ENDED = "ended", _("Support ended")

    WEEKS = [(each.value, each.value) for each in Week]
    WANTED = [(each.value, each.value) for each in Wanted]

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="check_ins", db_index=False)
    at = models.DateTimeField()
    on = models.DateField()
    came_by = models.CharField(max_length=5, choices=CameBy)
    feeling = models.PositiveSmallIntegerField(null=True, blank=True)
    week = models.CharField(max_length=10, choices=WEEKS, blank=True)
    helps = models.JSONField(default=list)
    wanted = models.CharField(max_length=5, choices=WANTED, blank=True)
    words = Sealed()
    own_words = Sealed()
    shared = models.BooleanField(default=False)
    asks = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=State, blank=True)
    reads_at = models.DateTimeField(null=True)
    on_call = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(feeling=None) | Q(feeling__gte=1, feeling__lte=5), name="check_in_feeling"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="check_in_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "at"], name="check_in_participant"),
            models.Index(fields=["organization", "at"], name="check_in_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk}"


class CheckInLink(Kept):
    """A way to answer without signing in: one use, for a short while. Only the hash of its secret stands here."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    check_in = models.ForeignKey(CheckIn, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_check_in_link_of_a_secret"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="check_in_link_participant")]

    def __str__(self) -> str:
        return f"link {self.pk}"


class CheckInRhythm(Kept):
    """How often a participant would like to be asked. `due_at` is the next moment, worked out on their own clock."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    weeks = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    counted_from = models.DateField()
    zone = models.CharField(max_length=40)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant"], name="one_check_in_rhythm"),
        ]
        indexes = [
            models.Index(fields=["organization", "due_at"], name="check_in_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"rhythm {self.pk}"


class ReadingTimes(Kept):
    """When somebody of an organization reads check-ins, and who is on call when nobody does.

    `week` maps a weekday ("0" is Monday) to from and until ("09:00"); `closed` lists days, with or without a year.
    """

    week = models.JSONField(default=dict)
    closed = models.JSONField(default=list)
    on_call = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="one_reading_times")]

    def __str__(self) -> str:
        return f"times {self.pk}"
