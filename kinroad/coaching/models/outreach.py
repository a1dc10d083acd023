"""Reaching out to someone after they told us of a return to use."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models.recurrence import Recurrence
from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, Person
from kinroad.service_log.models import How


class Outreach(Kept):
    """Somebody of ours reaches out, within a day (policy). It never discharges anyone.

    Whether they were reached is read from the contacts; `reached_at` is when somebody was in touch without one.
    `let_be_at`: the participant asked us to stop; the door stays open.
    """

    class Offer(models.TextChoices):
        NOT_YET = "", _("Not offered yet")
        OFFERED = "offered", _("Offered")
        WANTED = "wanted", _("They want it")
        DONE = "done", _("Done")
        NOT_NOW = "not_now", _("Not now")

    recurrence = models.ForeignKey(Recurrence, on_delete=models.PROTECT, related_name="outreaches", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="outreaches", db_index=False)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True)
    let_be_at = models.DateTimeField(null=True, blank=True)
    treatment = models.CharField(max_length=10, choices=Offer, blank=True)
    supplies = models.CharField(max_length=10, choices=Offer, blank=True)
    family_words = Sealed()
    family_asked_at = models.DateTimeField(null=True, blank=True)
    family_asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "recurrence"], name="one_outreach_of_a_recurrence"),
            models.CheckConstraint(condition=Q(due_at__gte=models.F("opened_at")), name="outreach_due_after_it_opens"),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "opened_at"], name="outreach_participant"),
            models.Index(fields=["organization", "owner", "opened_at"], name="outreach_owner"),
            models.Index(fields=["organization", "opened_at"], name="outreach_opened"),
        ]

    def __str__(self) -> str:
        return f"outreach {self.pk}"


class OutreachTry(AppendOnly):
    """One try to reach them, in one way. The second call of a day is the same try; a text that day is another."""

    outreach = models.ForeignKey(Outreach, on_delete=models.PROTECT, related_name="tries", db_index=False)
    how = models.CharField(max_length=8, choices=[*How.choices, ("email", _("E-mail"))])
    at = models.DateTimeField()
    on = models.DateField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "outreach", "on", "how"], name="one_try_a_way_a_day"),
        ]

    def __str__(self) -> str:
        return f"outreach try {self.pk}"
