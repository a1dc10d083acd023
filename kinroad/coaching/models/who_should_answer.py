"""Who answers what a peer leader does not: here, for everyone, and for one participant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant


class AnswererRole(models.TextChoices):
    """Whom a question goes to, by their role: a name is never needed."""

    PRESCRIBER = "prescriber", _("Prescriber or pharmacist")
    CLINICIAN = "clinician", _("Doctor or nurse")
    SPONSOR = "sponsor", _("Sponsor")
    ATTORNEY = "attorney", _("Attorney or legal aid")
    BENEFITS = "benefits", _("Benefits office")
    CHILD_PROTECTION = "child", _("Child protection line of the state")
    ADULT_PROTECTION = "adult", _("Adult protection line of the state")


OWN_ROLES = [
    role for role in AnswererRole if role not in (AnswererRole.CHILD_PROTECTION, AnswererRole.ADULT_PROTECTION)
]


class AnswererHere(Kept):
    """Whom the organization calls for this. It names nobody of the program."""

    role = models.CharField(max_length=12, choices=AnswererRole)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "role"], name="one_answerer_here_of_a_role")]

    def __str__(self) -> str:
        return self.role


class OwnAnswerer(Kept):
    """Whom this participant asks: their own prescriber, sponsor, attorney. They tell it if they want to."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="answerers", db_index=False)
    role = models.CharField(max_length=12, choices=AnswererRole)
    name = Sealed()
    phone = Sealed()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant", "role"], name="one_own_answerer_of_a_role"),
        ]

    def __str__(self) -> str:
        return f"answerer {self.pk}"
