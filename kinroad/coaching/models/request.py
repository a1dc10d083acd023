"""Requests for support, and what a participant wishes in who walks with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, PeerLeader, Person


class RequestForSupport(Kept):
    """Someone wants a peer leader. It has an owner, a due day and an outcome."""

    class CameBy(models.TextChoices):
        WEB = "web", _("By the website")
        PHONE = "phone", _("By phone")
        WALK_IN = "walk_in", _("Came in")
        STREET = "street", _("Met outside")
        PARTNER = "partner", _("Sent by someone who works with them")
        OWN_PAGE = "own_page", _("From their own page")

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        MATCHED = "matched", _("Has a peer leader")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        NONE = "", _("None yet")
        WISH = "wish", _("Does not want support now")
        NOT_REACHED = "not_reached", _("Could not be reached")
        ELSEWHERE = "elsewhere", _("Found support elsewhere")
        DUPLICATE = "duplicate", _("Asked twice")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="requests", db_index=False)
    came_by = models.CharField(max_length=10, choices=CameBy)
    words = Sealed()
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    leave_to_coordinator = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "state", "asked_at"], name="request_state"),
            models.Index(fields=["organization", "participant"], name="request_participant"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant"], condition=Q(state="open"), name="one_open_request"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class MatchWishes(Kept):
    """Must-haves of a participant in who walks with them. Nobody who breaks one is ever proposed."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="match_wishes", db_index=False)
    gender = models.CharField(max_length=10, choices=PeerLeader.Gender, blank=True)
    language = models.CharField(max_length=5, blank=True)
    pathway = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant"], name="one_set_of_match_wishes"),
        ]

    def __str__(self) -> str:
        return f"wishes {self.pk}"
