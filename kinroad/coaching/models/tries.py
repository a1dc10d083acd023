"""Tries to be in touch that reached nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import AppendOnly
from kinroad.people.models import Participant, PeerLeader
from kinroad.service_log.models import How


class Try(AppendOnly):
    """A peer leader reached out and nobody answered. One a day counts: the second call of a day is the same try.

    `on` is the day in the organization's zone; `how` is empty when nobody said.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="tries", db_index=False)
    peer_leader = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="tries", db_index=False)
    how = models.CharField(max_length=8, choices=[*How.choices, ("email", _("E-mail"))], blank=True)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant", "on", "peer_leader"], name="one_try_a_day"),
        ]

    def __str__(self) -> str:
        return f"try {self.pk}"
