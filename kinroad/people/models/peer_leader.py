"""Peer leaders and who supervises them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models.organization import Site
from kinroad.people.models.person import Person


class PeerLeader(Kept):
    """Someone in recovery who gives support, staff or volunteer. Participants see first name and title.

    `experiences`, `pathways`, `interests` hold what the peer leader is willing to share; `availability` is a list
    of "day-part" codes (`people.models.words`).
    """

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        VOLUNTEER = "volunteer", _("Volunteer")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        BREAK = "break", _("Taking a break")
        ALUMNI = "alumni", _("Alumni")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        NONBINARY = "nonbinary", _("Nonbinary")
        NOT_SAID = "", _("Not said")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="peer_leaders", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STAFF)
    title = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    cleared_on = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    caseload_limit = models.PositiveSmallIntegerField(default=15)
    experiences = models.JSONField(default=list)
    pathways = models.JSONField(default=list)
    interests = models.JSONField(default=list)
    availability = models.JSONField(default=list)
    about = Sealed()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "person"], name="one_peer_leader_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"peer leader {self.pk}"


class Supervision(Kept):
    """Who supervises a peer leader, for a time. Sight of the people they walk with follows from it."""

    supervisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    peer_leader = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="supervisions", db_index=False)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "supervisor", "peer_leader"],
                condition=Q(ended_on=None),
                name="one_current_supervision_of_the_same_two",
            ),
        ]
        indexes = [models.Index(fields=["organization", "peer_leader"], name="supervision_peer_leader")]

    def __str__(self) -> str:
        return f"supervision {self.pk}"
