"""People who know each other from their own lives, and so must not be matched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept
from kinroad.people.models import Participant, PeerLeader


class DualRelationship(Kept):
    """These two must not be matched: family, sponsor, housemate, employer. Which of these is nobody's business here.

    Whoever told it hears nothing of what the other told, so each side has its own row.
    """

    class ToldBy(models.TextChoices):
        PARTICIPANT = "participant", _("Told by the participant")
        PEER_LEADER = "peer_leader", _("Told by the peer leader")

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="dual_relationships", db_index=False
    )
    peer_leader = models.ForeignKey(
        PeerLeader, on_delete=models.PROTECT, related_name="dual_relationships", db_index=False
    )
    told_by = models.CharField(max_length=12, choices=ToldBy, default=ToldBy.PARTICIPANT)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "peer_leader", "told_by"], name="one_dual_relationship"
            ),
        ]

    def __str__(self) -> str:
        return f"dual relationship {self.pk}"
