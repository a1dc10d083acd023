"""Matches."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept
from kinroad.core.scoped import ScopedQuerySet
from kinroad.people.models import Participant, PeerLeader


class MatchQuerySet(ScopedQuerySet["Match"]):
    """Matches by where they stand."""

    def current(self) -> "MatchQuerySet":
        """Both said yes, and it has not ended."""
        return self.filter(started_on__isnull=False, ended_on=None)

    def proposed(self) -> "MatchQuerySet":
        """Not everyone has answered yet."""
        return self.filter(started_on=None, ended_on=None)


class Match(Kept):
    """A participant and the peer leader who walks beside them, for a time. Both say yes before it starts.

    A proposal that was declined or withdrawn has `ended_on` without `started_on`.
    """

    class Ended(models.TextChoices):
        NOT_ENDED = "", _("Not ended")
        PARTICIPANT_CHANGED = "participant_changed", _("Chose someone else")
        PARTICIPANT_DECLINED = "participant_declined", _("The participant said no")
        LEADER_DECLINED = "leader_declined", _("The peer leader said not now")
        WITHDRAWN = "withdrawn", _("Withdrawn by the coordinator")
        HANDED_OVER = "handed_over", _("Handed over")
        SUPPORT_ENDED = "support_ended", _("Support ended")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="matches", db_index=False)
    peer_leader = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="matches", db_index=False)
    proposed_at = models.DateTimeField()
    participant_yes_at = models.DateTimeField(null=True, blank=True)
    leader_yes_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=20, choices=Ended, blank=True)

    objects = MatchQuerySet.as_manager()  # type: ignore[misc]  # in place of the plain one

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "peer_leader"],
                condition=Q(ended_on=None),
                name="one_current_match_of_the_same_two",
                violation_error_message=_("These two already walk together."),
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(participant_yes_at__isnull=False, leader_yes_at__isnull=False),
                name="both_said_yes_before_it_started",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended="") | (Q(ended_on__isnull=False) & ~Q(ended="")),
                name="match_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "peer_leader", "ended_on"], name="match_peer_leader"),
            models.Index(fields=["organization", "participant", "ended_on"], name="match_participant"),
        ]

    def __str__(self) -> str:
        return f"match {self.pk}"
