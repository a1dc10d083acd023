"""Who says that they are coming to a session, or waits for a place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.gatherings.models.gathering import Session
from kinroad.gatherings.rules.coming import MOST_CHILDREN, MOST_GUESTS, Remind, places_for
from kinroad.people.models import Participant


class Coming(Kept):
    """Somebody comes to one session, or waits for a place: a participant, or somebody known by a first name.

    Children are a number, never names. `in_line` orders the waiting list, the lowest first. Of somebody without a
    record: `reach` is a number (E.164) or an address, `reach_by` the way they allowed for this date, `wording` what
    they were shown, `forgotten_at` when all of it was erased. `remind_at`: their reminder is due then.
    `news` is what they last had to know, `news_key` the message in the outbox that says it (empty: none could be
    written), `told_at` when a person told them.
    """

    class State(models.TextChoices):
        COMING = "coming", pgettext_lazy("coming", "Coming")
        WAITING = "waiting", pgettext_lazy("coming", "Waiting for a place")
        CANCELLED = "cancelled", pgettext_lazy("coming", "Not coming")

    class Way(models.TextChoices):
        NONE = "", _("No need")
        TEXT = "text", _("By text")
        EMAIL = "email", _("By e-mail")

    class News(models.TextChoices):
        NONE = "", _("Nothing new")
        MOVED_UP = "moved_up", _("A place is free for them")
        MOVED = "moved", _("Another time or place")
        CANCELLED = "cancelled", _("It does not take place")

    REMIND = [
        (Remind.NO.value, _("No reminder")),
        (Remind.DAY_BEFORE.value, _("The day before")),
        (Remind.HOURS_BEFORE.value, _("A few hours before")),
    ]

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="comings", db_index=False)
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="comings", db_index=False
    )
    called = Sealed()
    reach = Sealed()
    reach_by = models.CharField(max_length=5, choices=Way, blank=True)
    wording = models.TextField(blank=True)
    guests = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveSmallIntegerField(default=0)
    child_care = models.BooleanField(default=False)
    ride = models.BooleanField(default=False)
    ride_from = Sealed()
    state = models.CharField(max_length=10, choices=State, default=State.COMING)
    in_line = models.PositiveIntegerField(null=True, blank=True)
    remind = models.CharField(max_length=12, choices=REMIND, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=5, default="en")
    signed_up_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    news = models.CharField(max_length=10, choices=News, blank=True)
    news_key = models.CharField(max_length=120, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "session", "participant"],
                condition=Q(participant__isnull=False),
                name="one_coming_of_a_participant",
            ),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, called__isnull=True, reach__isnull=True, reach_by="")
                | Q(participant=None, called__isnull=False, forgotten_at=None)
                | Q(participant=None, called__isnull=True, reach__isnull=True, forgotten_at__isnull=False),
                name="coming_is_one_person",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", in_line__isnull=False) | (~Q(state="waiting") & Q(in_line=None)),
                name="who_waits_stands_in_line",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
                name="coming_is_cancelled_once",
            ),
            models.CheckConstraint(
                condition=Q(guests__lte=MOST_GUESTS, children__lte=MOST_CHILDREN), name="coming_is_no_crowd"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "session", "state", "in_line"], name="coming_session"),
            models.Index(fields=["organization", "participant", "state"], name="coming_participant"),
            models.Index(
                fields=["organization", "remind_at"], name="coming_remind_at", condition=Q(remind_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"coming {self.pk}"

    @property
    def places(self) -> int:
        """How many chairs they need."""
        return places_for(guests=self.guests, children=self.children)


class ComingLink(Kept):
    """The way back for somebody without an account. Only the hash of its secret stands here."""

    coming = models.ForeignKey(Coming, on_delete=models.PROTECT, related_name="links", db_index=False)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_coming_link_of_a_secret"),
        ]
        indexes = [models.Index(fields=["organization", "coming"], name="coming_link_coming")]

    def __str__(self) -> str:
        return f"coming link {self.pk}"
