"""A coordinator's proposal for everyone who waits, as long as it is a draft: it asks nobody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept
from kinroad.people.models import Participant, PeerLeader, Person


class MatchingDraft(Kept):
    """One proposal for everyone who waits, of one coordinator. A person confirms, then two people are asked.

    `version` grows with every change; `shown` is the version whose lines stand on the page.
    """

    class State(models.TextChoices):
        WORKING = "working", _("Being worked out")
        READY = "ready", _("Ready to look at")
        ASKING = "asking", _("They are being asked")

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.WORKING)
    version = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "owner"], name="one_matching_draft_of_a_coordinator"),
        ]

    def __str__(self) -> str:
        return f"matching draft {self.pk}"


class MatchingLine(Kept):
    """What the proposal says of one person who waits. Those with someone come first, the longest waiting before."""

    class Says(models.TextChoices):
        PROPOSED = "proposed", _("Could walk with someone now")
        NO_PLACE = "no_place", _("Those who fit are proposed to others")
        NOBODY = "nobody", _("Nobody with room fits")
        LEFT_OUT = "left_out", _("Left out for now")

    draft = models.ForeignKey(MatchingDraft, on_delete=models.PROTECT, related_name="lines", db_index=False)
    version = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    peer_leader = models.ForeignKey(
        PeerLeader, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    says = models.CharField(max_length=10, choices=Says)
    fixed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "draft", "version", "participant"], name="one_matching_line_of_a_participant"
            ),
            models.CheckConstraint(
                condition=Q(says="proposed", peer_leader__isnull=False) | (~Q(says="proposed") & Q(peer_leader=None)),
                name="matching_line_proposes_someone_or_nobody",
            ),
        ]
        indexes = [models.Index(fields=["organization", "draft", "version", "place"], name="matching_line_place")]

    def __str__(self) -> str:
        return f"matching line {self.pk}"


class MatchingEdit(Kept):
    """What the coordinator settled, and every new version of the draft goes around."""

    class What(models.TextChoices):
        TOGETHER = "together", _("These two together")
        NOT_THESE = "not_these", _("Not these two")
        LEFT_OUT = "left_out", _("Left out for now")

    draft = models.ForeignKey(MatchingDraft, on_delete=models.PROTECT, related_name="edits", db_index=False)
    what = models.CharField(max_length=10, choices=What)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    peer_leader = models.ForeignKey(
        PeerLeader, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "draft", "participant"],
                condition=Q(what__in=["together", "left_out"]),
                name="one_settled_thing_of_a_participant",
            ),
            models.UniqueConstraint(
                fields=["organization", "draft", "participant", "peer_leader"],
                condition=Q(what="not_these"),
                name="one_not_these_of_two",
            ),
            models.CheckConstraint(
                condition=Q(what="left_out", peer_leader=None) | (~Q(what="left_out") & Q(peer_leader__isnull=False)),
                name="matching_edit_names_a_peer_leader_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"matching edit {self.pk}"
