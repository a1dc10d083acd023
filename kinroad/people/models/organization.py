"""Organizations, their sites, programs and policies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.ids import uuid7
from kinroad.core.models import Kept, Reference


class Part2Status(models.TextChoices):
    """How 42 CFR Part 2 applies. Whatever stands here, Kinroad behaves as if covered."""

    PROGRAM = "program", _("A Part 2 program")
    RECIPIENT = "recipient_only", _("Receives Part 2 records")
    NOT_COVERED = "not_covered", _("Not covered, says our counsel")


class Organization(Reference):
    """A Recovery Community Organization. The discreet name is used wherever something leaves the screen."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    discreet_name = models.CharField(max_length=60)
    part2_status = models.CharField(max_length=20, choices=Part2Status, default=Part2Status.PROGRAM)
    part2_counsel = models.CharField(max_length=120, blank=True)
    part2_decided_on = models.DateField(null=True, blank=True)
    zone = models.CharField(max_length=40)
    state = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.TextField(blank=True)
    hours = models.TextField(blank=True)
    crisis_steps = models.TextField(blank=True)
    report_lines = models.TextField(blank=True)
    younger_people_are_told = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)
    titles = models.JSONField(default=list, blank=True)
    tile_url = models.CharField(max_length=300, blank=True)
    tile_attribution = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.discreet_name


class HostName(Reference):
    """A host name that shows the public site of one organization."""

    host = models.CharField(primary_key=True, max_length=253)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="hosts", db_index=False)

    def __str__(self) -> str:
        return self.host


class Site(Kept):
    """A place of the organization, with its own time zone."""

    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=40)
    address = models.CharField(max_length=200, blank=True)
    zip = models.CharField(max_length=5, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="one_site_of_a_name",
                violation_error_message=_("There is already a site with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Program(Kept):
    """A program of the organization, for example "Community coaching"."""

    name = models.CharField(max_length=80)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="one_program_of_a_name",
                violation_error_message=_("There is already a program with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PolicySetting(Kept):
    """A number the organization changed; `core.policy` has the defaults."""

    part = models.CharField(max_length=30)
    name = models.CharField(max_length=40)
    value = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "part", "name"], name="one_value_of_a_policy"),
        ]

    def __str__(self) -> str:
        return f"{self.part}.{self.name}"


__all__ = ["HostName", "Organization", "Part2Status", "PolicySetting", "Program", "Site"]
