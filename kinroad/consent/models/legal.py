"""Requests of courts, police and attorneys, and of whoever wants to pass on what they received from us."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Person


class LegalRequest(Kept):
    """Somebody asks for a record by law (42 CFR 2.61 to 2.67) or to pass one on. It has no key to anybody.

    `order_under` is the section of the court order, `compels` the subpoena that goes with it, `counsel` who checked.
    """

    class Kind(models.TextChoices):
        SUBPOENA = "subpoena", _("Subpoena")
        ORDER = "order", _("Court order")
        WARRANT = "warrant", _("Search or arrest warrant")
        POLICE = "police", _("Police or probation asked")
        ATTORNEY = "attorney", _("A letter of an attorney")
        PASS_ON = "pass_on", _("Somebody wants to pass on what we shared")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        RECEIVED = "received", _("Came in")
        COUNSEL = "counsel", _("With counsel")
        CLEARED = "cleared", _("Counsel found the order whole")
        DENIED = "denied", _("Answered with our letter")
        ANSWERED = "answered", _("Answered as the order says")

    class Order(models.TextChoices):
        NONE = "", _("No court order")
        CIVIL = "2.64", _("2.64: for a purpose that is not criminal")
        CRIMINAL = "2.65", _("2.65: to investigate or charge a participant")
        PROGRAM = "2.66", _("2.66: to investigate us")
        AGENT = "2.67", _("2.67: an undercover agent here")

    kind = models.CharField(max_length=10, choices=Kind)
    came_from = Sealed(null=False)
    about = Sealed(null=False)
    came_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    order_under = models.CharField(max_length=5, choices=Order, blank=True)
    compels = models.BooleanField(default=False)
    heard = models.BooleanField(default=False)
    counsel = Sealed()
    counsel_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "state", "written_at"], name="legal_request_state")]

    def __str__(self) -> str:
        return f"legal request {self.pk}"


class LegalStep(AppendOnly):
    """A request went from one state to the next: when, and who pressed."""

    request = models.ForeignKey(LegalRequest, on_delete=models.PROTECT, related_name="steps", db_index=False)
    state = models.CharField(max_length=10, choices=LegalRequest.State)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "request", "at"], name="legal_step_request")]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
