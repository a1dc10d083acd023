"""What belongs to a service, a location or a service at its location: phones, hours, languages, cost, papers, areas."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kinroad.core.models import PublicDirectory
from kinroad.resources.models.directory import Agency, Location, Service, ServiceAtLocation


class Lent(PublicDirectory):
    """A row of one line that its twin lends it while both are joined; undoing the join takes it away."""

    lent_by = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Tag(Lent):
    """A word of our taxonomy on a service at its location: a need it answers, whom it takes, what it costs."""

    service_at_location = models.ForeignKey(
        ServiceAtLocation, on_delete=models.PROTECT, related_name="tags", db_index=False
    )
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "service_at_location", "code"], name="one_tag_of_a_place"),
        ]
        indexes = [models.Index(fields=["organization", "code", "service_at_location"], name="tag_code")]

    def __str__(self) -> str:
        return self.code


class Schedule(Lent):
    """When a service at its location is open, on the clocks of the place's zone.

    `byday` as in RFC 5545 ("MO,TU", "1MO" with a monthly `freq`). `closes` before `opens` is the next morning; both
    empty is closed, as on a holiday; 00:00 to 00:00 is around the clock. Without `byday` it holds for every day of
    `valid_from` to `valid_to`. A schedule of single days goes before one of every week.
    """

    class Freq(models.TextChoices):
        WEEKLY = "WEEKLY", pgettext_lazy("schedule", "Every week")
        MONTHLY = "MONTHLY", pgettext_lazy("schedule", "Every month")

    service_at_location = models.ForeignKey(
        ServiceAtLocation, on_delete=models.PROTECT, related_name="schedules", db_index=False
    )
    freq = models.CharField(max_length=7, choices=Freq, default=Freq.WEEKLY)
    byday = models.CharField(max_length=60, blank=True)
    bymonthday = models.CharField(max_length=60, blank=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    notes = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="schedule_opens_and_closes",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=models.F("valid_to")),
                name="schedule_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["organization", "service_at_location"], name="schedule_place")]

    def __str__(self) -> str:
        return f"{self.byday} {self.opens}-{self.closes}"


def _one_of(*names: str) -> Q:
    """Exactly one of these keys is set."""
    held = Q()
    for name in names:
        held |= Q(**{f"{each}__isnull": each != name for each in names})
    return held


class Phone(Lent):
    """A number one can call: of the whole agency, a service, a location, or a service at its location."""

    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="phones", db_index=False)
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="phones", db_index=False)
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, related_name="phones", db_index=False)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, on_delete=models.PROTECT, related_name="phones", db_index=False
    )
    number = models.CharField(max_length=40)
    extension = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_one_of("agency", "service", "location", "service_at_location"), name="phone_of_one"
            )
        ]
        indexes = [
            models.Index(fields=["organization", "agency"], name="phone_agency"),
            models.Index(fields=["organization", "service"], name="phone_service"),
            models.Index(fields=["organization", "location"], name="phone_location"),
            models.Index(fields=["organization", "service_at_location"], name="phone_place"),
        ]

    def __str__(self) -> str:
        return self.number


class Language(PublicDirectory):
    """A language in which a service is given, or that is spoken at a location. `code` as in BCP 47."""

    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="languages", db_index=False)
    location = models.ForeignKey(
        Location, null=True, on_delete=models.PROTECT, related_name="languages", db_index=False
    )
    code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("service", "location"), name="language_of_one"),
        ]
        indexes = [
            models.Index(fields=["organization", "service"], name="resource_language_service"),
            models.Index(fields=["organization", "location"], name="resource_language_location"),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class CostOption(PublicDirectory):
    """What a service costs: words, or cents of a currency. Nothing said is nothing known; 0 cents is free."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="costs", db_index=False)
    option = models.CharField(max_length=200, blank=True)
    cents = models.PositiveIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "service"], name="cost_service")]

    def __str__(self) -> str:
        return self.option


class RequiredDocument(PublicDirectory):
    """A paper that a service asks people to bring."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="documents", db_index=False)
    document = models.CharField(max_length=200)
    uri = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "service"], name="document_service")]

    def __str__(self) -> str:
        return self.document


class ServiceArea(PublicDirectory):
    """Where the people live whom a service takes: "Polk County", "Iowa"."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="areas", db_index=False)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "service"], name="area_service")]

    def __str__(self) -> str:
        return self.name


class Accessibility(PublicDirectory):
    """What a location has for people who need it: a ramp, an elevator, a quiet room."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="accessibility", db_index=False)
    description = models.CharField(max_length=200)
    details = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name_plural = "accessibility"
        indexes = [models.Index(fields=["organization", "location"], name="accessibility_location")]

    def __str__(self) -> str:
        return self.description
