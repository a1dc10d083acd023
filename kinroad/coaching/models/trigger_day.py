"""Personal dates that can be hard, and what helps on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.rules.trigger_day import Repeats, Rhythm
from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant


class TriggerDay(Kept):
    """A day of the trigger calendar: payday, an anniversary. The participant's own, and theirs to take away.

    `next_on` is the next time it comes round; it may lag behind, and the rule decides. `before` is an hour in the
    participant's zone. `version` counts changes from 1.
    """

    CHOICES = [
        (Repeats.ONCE.value, _("Once")),
        (Repeats.WEEKLY.value, _("Every week")),
        (Repeats.TWO_WEEKS.value, _("Every two weeks")),
        (Repeats.MONTHLY.value, _("Every month, on this day of the month")),
        (Repeats.MONTH_END.value, _("The last day of every month")),
        (Repeats.YEARLY.value, _("Every year")),
    ]

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="trigger_days", db_index=False)
    what = Sealed(null=False)
    helps = Sealed()
    repeats = models.CharField(max_length=10, choices=CHOICES)
    first_on = models.DateField()
    weekday_before = models.BooleanField(default=False)
    before = models.TimeField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "participant"], name="trigger_day_participant"),
            models.Index(
                fields=["organization", "next_on"],
                name="trigger_day_next_on",
                condition=models.Q(ended_at__isnull=True, next_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"day {self.pk}"

    @property
    def rhythm(self) -> Rhythm:
        """When it comes round, for the rules."""
        return Rhythm(self.repeats, self.first_on, self.weekday_before)
