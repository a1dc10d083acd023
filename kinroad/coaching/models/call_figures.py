"""How many calls went how, day by day, so that a page of figures need not read every attempt."""

from django.db import models
from django.db.models import Q

from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.core.models import Kept


class CallTotal(Kept):
    """How many attempts of one day stand with this outcome and disposition. It names nobody.

    The actions that write and correct an attempt keep it true; `kinroad calls recount` counts the attempts themselves.
    """

    on = models.DateField()
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    disposition = models.CharField(max_length=16, choices=DISPOSITIONS, blank=True)
    many = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "on", "outcome", "disposition"], name="one_total_of_a_day_and_outcome"
            ),
            models.CheckConstraint(condition=Q(many__gte=0), name="a_total_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.many} {self.outcome} on {self.on}"
