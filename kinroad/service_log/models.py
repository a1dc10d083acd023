"""The ledger of support given: one line per person and unit of support, written once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.core.models import AppendOnly
from kinroad.people.models import Participant, PeerLeader, Program, Site


class Activity(models.TextChoices):
    """The four activities of peer recovery support services (SAMHSA/CSAT 2009)."""

    COACHING = "coaching", _("Mentoring or coaching")
    CONNECTING = "connecting", _("Resource connecting")
    GROUP = "group", _("Facilitating groups")
    COMMUNITY = "community", _("Building community")


class How(models.TextChoices):
    """How people were in touch."""

    PHONE = "phone", _("Phone")
    PERSON = "person", _("In person")
    TEXT = "text", pgettext_lazy("how", "Text")
    VIDEO = "video", _("Video")
    LETTER = "letter", _("Letter")
    ONLINE = "online", _("Online group")


class Where(models.TextChoices):
    """The setting."""

    NONE = "", _("No place")
    CENTER = "center", _("Center")
    HOME = "home", pgettext_lazy("where", "Home")
    JAIL = "jail", _("Jail or prison")
    COURT = "court", _("Court")
    HOSPITAL = "hospital", _("Hospital")
    STREET = "street", _("Street")
    CHURCH = "church", _("Church or faith place")
    TREATMENT = "treatment", _("Treatment program")
    OTHER = "other", _("Somewhere else")


class Line(AppendOnly):
    """One person and one unit of support; or, once per occasion, a number of people without a record.

    `minutes` are minutes received by this person. `sign` is 1, or -1 for a line that reverses an earlier one.
    `month` is the year and month as one number (202611), so that reports group without date functions.
    """

    occasion = models.UUIDField()
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="support_lines", db_index=False
    )
    people_without_record = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, blank=True)
    relation_to_treatment = models.CharField(max_length=10, blank=True)
    emotional = models.BooleanField(default=False)
    informational = models.BooleanField(default=False)
    instrumental = models.BooleanField(default=False)
    affiliational = models.BooleanField(default=False)
    activity = models.CharField(max_length=12, choices=Activity)
    how = models.CharField(max_length=8, choices=How)
    where_at = models.CharField(max_length=10, choices=Where, blank=True)
    minutes = models.PositiveIntegerField()
    on = models.DateField()
    month = models.PositiveIntegerField()
    peer_leader = models.ForeignKey(
        PeerLeader, null=True, on_delete=models.PROTECT, related_name="support_lines", db_index=False
    )
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=20)
    source_id = models.UUIDField()
    sign = models.SmallIntegerField(default=1)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "month", "on", "id"], name="line_month"),
            # All that a report counts, so that it reads this index alone and never the lines.
            models.Index(
                fields=[
                    "organization",
                    "month",
                    "occasion",
                    "site",
                    "program",
                    "peer_leader",
                    "participant",
                    "activity",
                    "kind",
                    "relation_to_treatment",
                    "emotional",
                    "informational",
                    "instrumental",
                    "affiliational",
                    "minutes",
                    "sign",
                ],
                name="line_report",
            ),
            models.Index(fields=["organization", "participant", "on"], name="line_participant_on"),
            models.Index(fields=["organization", "occasion"], name="line_occasion"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sign=1) | Q(sign=-1), name="line_sign"),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, people_without_record=0)
                | Q(participant=None, people_without_record__gt=0),
                name="line_is_for_one_person_or_a_number",
            ),
            models.CheckConstraint(
                condition=Q(emotional=True) | Q(informational=True) | Q(instrumental=True) | Q(affiliational=True),
                name="line_has_a_type_of_support",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"
