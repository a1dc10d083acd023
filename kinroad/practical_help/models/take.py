"""Somebody said they would do an ask."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kinroad.core.models import Kept
from kinroad.people.models import Person
from kinroad.practical_help.models.ask import Ask


class Take(Kept):
    """A helper and the ask they took, from when to when. The database keeps one at a time: of two presses one wins.

    `seen_at`: the helper has read why it ended, where somebody else ended it.
    """

    class Ended(models.TextChoices):
        GIVEN_BACK = "given_back", pgettext_lazy("take", "The helper cannot after all")
        ANOTHER = "another", pgettext_lazy("take", "They asked for someone else")
        WITHDRAWN = "withdrawn", pgettext_lazy("take", "It is not needed any more")
        CHANGED = "changed", pgettext_lazy("take", "The time or the number changed")
        CHECK_ENDED = "check_ended", pgettext_lazy("take", "The helper’s check ended")
        OVER = "over", pgettext_lazy("take", "It is over")

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="takes", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "ask"], condition=Q(ended_at=None), name="one_helper_now"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                name="take_ends_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "person", "ended_at"], name="take_person"),
            models.Index(fields=["organization", "ask", "offered_at"], name="take_ask"),
        ]

    def __str__(self) -> str:
        return f"take {self.pk}"
