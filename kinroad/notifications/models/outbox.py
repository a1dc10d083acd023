"""The outbox: what is to be sent, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.notifications.models.words import Words
from kinroad.people.models import Participant


class Outgoing(Kept):
    """One message on its way. `key` says what it is for, so that the same one is never put here twice.

    The row says `sending`, and that is committed, before a provider is asked. It is for a participant, or (then
    `participant` is empty) answers a text that came in, tells whoever is on call to look at their list, or goes to
    somebody without a record, in the hours of their `zone`. `claim` is what the worker that sends it wrote on it,
    `carrier` the name of the transport it gave it to.
    """

    class Channel(models.TextChoices):
        TEXT = "text", _("Text")
        EMAIL = "email", _("E-mail")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNKNOWN = "unknown", _("Nobody knows whether it was sent")
        FAILED = "failed", _("Could not be sent")
        DROPPED = "dropped", _("Not sent")

    class Why(models.TextChoices):
        """Why a message was not sent, or where it stands."""

        NONE = "", _("Nothing to say")
        NOT_ALLOWED = "not_allowed", _("It is not allowed any more.")
        TOO_LATE = "too_late", _("Its time was over before it could be sent.")
        NO_PROVIDER = "no_provider", _("No provider is switched on.")
        BUSY = "busy", _("The provider could not be reached.")
        REFUSED = "refused", _("The provider refused it.")
        SETTINGS = "settings", _("The provider does not accept our settings.")
        BAD_NUMBER = "bad_number", _("The number or address does not take messages.")
        NO_ANSWER = "no_answer", _("The connection broke before the provider answered.")
        WORKER_ENDED = "worker_ended", _("The program ended while it was being sent.")
        TIRED = "tired", _("It was tried too often.")
        NOT_NEEDED = "not_needed", _("It was not needed any more.")
        LET_GO = "let_go", _("An administrator let it go.")

    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="outgoing", db_index=False
    )
    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=5, choices=Channel)
    number = Sealed(null=False)
    number_key = models.CharField(max_length=32)
    words = models.CharField(max_length=20, choices=Words)
    language = models.CharField(max_length=5, default="en")
    link = Sealed()
    zone = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    use_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=90, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    carrier = models.CharField(max_length=10, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="one_message_of_a_key"),
            models.CheckConstraint(
                condition=~Q(state="sending") | (Q(claimed_at__isnull=False) & ~Q(claim="")),
                name="what_is_being_sent_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "unknown"], ended_at=None)
                | Q(state__in=["sent", "failed", "dropped"], ended_at__isnull=False),
                name="a_message_ends_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "due_at"], name="outgoing_state"),
            models.Index(fields=["organization", "reference"], name="outgoing_reference", condition=~Q(reference="")),
            models.Index(fields=["organization", "participant", "put_at"], name="outgoing_participant"),
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.state} {self.pk}"


class Provider(Kept):
    """Who carries messages of one channel for this organization. It is on only with the agreement written down.

    `agreed_on`: the day of the service agreement (42 CFR 2.11). `registration`: under what the carriers know us.
    `sender`: the number or messaging service texts come from; empty for the one in the server's settings.
    """

    channel = models.CharField(max_length=5, choices=Outgoing.Channel)
    company = models.CharField(max_length=80, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    registration = models.CharField(max_length=80, blank=True)
    sender = models.CharField(max_length=40, blank=True)
    is_on = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "channel"], name="one_provider_of_a_channel"),
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(agreed_on__isnull=False) & (Q(channel="email") | ~Q(registration="")),
                name="a_provider_that_is_on_has_an_agreement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} provider"


class Incoming(Kept):
    """A text that came in, by the provider's own reference, so that the same one is never answered twice.

    Its words are not kept, only what they asked for.
    """

    reference = models.CharField(max_length=80)
    asked = models.CharField(max_length=10)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "reference"], name="one_text_of_a_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.asked} {self.pk}"
