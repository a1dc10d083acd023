"""Who calls whom on a day: the hours volunteers give, and the list planned for them."""

from django.db import models
from django.db.models import Q

from kinroad.coaching.models.call import CallEnrollment
from kinroad.core.models import Kept
from kinroad.people.models import PeerLeader


class CallShift(Kept):
    """The hours a peer leader gives to calls on a day, on the clocks of the organization.

    `planned_at` is when the lists of the day were planned with these hours in mind.
    """

    peer_leader = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="call_shifts", db_index=False)
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    away_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "on", "peer_leader", "starts_at"],
                condition=Q(away_at=None),
                name="one_shift_of_a_beginning",
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=models.F("ends_at")), name="shift_hours"),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"


class CallListLine(Kept):
    """One person on the call list of one peer leader for a day, with the half hour it is planned for."""

    on = models.DateField()
    peer_leader = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="call_lines", db_index=False)
    enrollment = models.ForeignKey(CallEnrollment, on_delete=models.PROTECT, related_name="lines", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "on", "enrollment"], name="on_one_list_a_day"),
        ]
        indexes = [models.Index(fields=["organization", "peer_leader", "on", "at"], name="call_list")]

    def __str__(self) -> str:
        return f"line {self.pk}"
