"""What participants allowed, and numbers that asked us to stop."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.notifications.rules.permission import Doubt, Kind
from kinroad.people.models import Participant, Person


class Permission(Kept):
    """One kind of message to one number, as it was allowed: the wording shown, when, who took it (47 CFR 64.1200).

    `taken_by` is the participant's own person when they gave it on their own page. `number_key` is the blind key
    under which people are found by this number (`people.models.SearchKey`). A permission that ended stays as it was.
    """

    class Ended(models.TextChoices):
        NOT_ENDED = "", _("Not ended")
        WITHDRAWN = "withdrawn", _("Taken back")
        STOPPED = "stopped", _("Asked us to stop")
        NEW_NUMBER = "new_number", _("Has another number")

    KINDS = [
        (Kind.CALL.value, _("Calls")),
        (Kind.VOICEMAIL.value, _("Voicemail")),
        (Kind.TEXT.value, _("Texts")),
        (Kind.EMAIL.value, _("E-mail")),
    ]
    DOUBTS = [
        (Doubt.NONE.value, _("No doubt")),
        (Doubt.BOUNCED.value, _("A message came back")),
        (Doubt.WRONG.value, _("Somebody else answered")),
    ]

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="permissions", db_index=False)
    kind = models.CharField(max_length=10, choices=KINDS)
    number = Sealed(null=False)
    number_key = models.CharField(max_length=32)
    wording = models.TextField()
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField()
    doubt = models.CharField(max_length=10, choices=DOUBTS, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "kind"],
                condition=Q(ended_at=None),
                name="one_current_permission_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                name="permission_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "number_key", "kind"], name="permission_number"),
            models.Index(fields=["organization", "participant", "given_at"], name="permission_participant"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class StoppedNumber(Kept):
    """A number that asked us to stop texts, from one moment to another. Only its blind key stands here."""

    class How(models.TextChoices):
        TEXT = "text", _("By text")
        SPOKEN = "spoken", _("Said so")
        PROVIDER = "provider", _("The carrier told us")

    number_key = models.CharField(max_length=32)
    how = models.CharField(max_length=10, choices=How)
    stopped_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number_key"], condition=Q(ended_at=None), name="one_current_stop_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"stop {self.pk}"
