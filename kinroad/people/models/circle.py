"""The circle: everyone inside the program who may see a participant, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept
from kinroad.people.models.organization import Program, Site
from kinroad.people.models.participant import Participant
from kinroad.people.models.person import Person


class Why(models.TextChoices):
    """Why somebody may see a participant. Supervision follows from who supervises the peer leader."""

    MATCH = "match", _("Walks with me")
    SUPERVISION = "supervision", _("Supervises who walks with me")
    COORDINATION = "coordination", _("Coordinates my program")
    INTAKE = "intake", _("Helped me start")
    ON_CALL = "on_call", _("Was on call when I asked for someone")
    EMERGENCY = "emergency", _("Opened it in an emergency")
    OWN = "own", _("My own record")
    LIST = "list", _("On a list")


class CircleRow(Kept):
    """One participant, or a whole program or site; who may see; why; from when to when.

    Emergency sight is written with its end ahead of it, so that it ends by itself.
    """

    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="circle", db_index=False
    )
    program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=15, choices=Why)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__isnull=False, program=None, site=None)
                | Q(participant=None, program__isnull=False, site=None)
                | Q(participant=None, program=None, site__isnull=False),
                name="circle_row_names_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["organization", "person", of, "why"],
                    condition=Q(ended_at=None),
                    name=f"one_current_circle_row_of_{of}",
                )
                for of in ("participant", "program", "site")
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "ended_at"], name="circle_participant"),
            models.Index(fields=["organization", "person", "ended_at"], name="circle_person"),
        ]

    def __str__(self) -> str:
        return f"circle {self.pk}"
