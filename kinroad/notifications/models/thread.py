"""Messages between a participant and the program. They belong to the organization, whoever walks with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, Person


class Message(AppendOnly):
    """One message. `by_participant` says which side wrote it; `author` who of them."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="messages", db_index=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_participant = models.BooleanField()
    body = Sealed(null=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "participant", "at"], name="message_participant")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class ReadMark(Kept):
    """Up to when one person has read the messages with one participant."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="read_marks", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_to = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant", "person"], name="one_read_mark"),
        ]

    def __str__(self) -> str:
        return f"read mark {self.pk}"


class EarlierMessages(Kept):
    """Whether somebody who began to walk with a participant may read what was written before. The participant says."""

    class Answer(models.TextChoices):
        FROM_NOW = "from_now", _("From now on")
        ALL = "all", _("Everything")

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="earlier_messages", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=10, choices=Answer)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant", "person"], name="one_answer_for_a_person"),
        ]

    def __str__(self) -> str:
        return f"earlier messages {self.pk}"


class MessageWishes(Kept):
    """What a participant wants to be told, and by which way. Everything is off until they say so."""

    class Way(models.TextChoices):
        NONE = "", _("Nothing, please")
        TEXT = "text", _("By text")
        EMAIL = "email", _("By e-mail")

    class Reminder(models.TextChoices):
        NONE = "", _("No reminder")
        DAY_BEFORE = "day_before", _("The day before")
        SAME_DAY = "same_day", _("The same morning")

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="message_wishes", db_index=False
    )
    new_message = models.CharField(max_length=5, choices=Way, blank=True)
    remind_by = models.CharField(max_length=5, choices=Way, blank=True)
    remind = models.CharField(max_length=10, choices=Reminder, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant"], name="one_set_of_message_wishes"),
            models.CheckConstraint(
                condition=Q(remind="", remind_by="") | (~Q(remind="") & ~Q(remind_by="")),
                name="a_reminder_has_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"message wishes {self.pk}"
