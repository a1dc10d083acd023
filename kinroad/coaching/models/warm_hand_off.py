"""Warm hand-offs: a question went to someone who can answer it, together, and somebody looks how it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models.who_should_answer import AnswererRole
from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person


class WarmHandOff(Kept):
    """To whom by role, how, with the participant's yes; a follow-up day until an outcome is known."""

    class How(models.TextChoices):
        CALLED = "called", _("We called together")
        WENT = "went", _("We went together")
        NUMBER = "number", _("I gave the number")

    class Outcome(models.TextChoices):
        OPEN = "", _("Not known yet")
        CONNECTED = "connected", _("They are in touch")
        NOT_CONNECTED = "not_connected", _("It did not work out")
        NOT_WANTED = "not_wanted", _("They no longer want it")

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="warm_hand_offs", db_index=False
    )
    to = models.CharField(max_length=12, choices=AnswererRole)
    how = models.CharField(max_length=10, choices=How)
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    follow_up_on = models.DateField()
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    why = Sealed()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", closed_on=None) | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="warm_hand_off_closes_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(follow_up_on__gte=models.F("made_on")), name="warm_hand_off_followed_up_later"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "made_on"], name="warm_hand_off_participant"),
            models.Index(
                fields=["organization", "follow_up_on"], name="warm_hand_off_open", condition=Q(closed_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"warm hand-off {self.pk}"
