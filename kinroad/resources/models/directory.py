"""The directory in the shape of Open Referral HSDS 3.0: who helps, with what, where."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.scoped import ScopedQuerySet
from kinroad.people.models import Person
from kinroad.resources.models.source import ListedRow


class Agency(ListedRow):
    """Who helps people: `organization` of HSDS. Our `organization` is the one whose directory it stands in."""

    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True, max_length=4000)
    email = models.CharField(max_length=200, blank=True)
    website = models.CharField(max_length=400, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "source_key"],
                condition=~Q(source_key=""),
                name="one_agency_of_a_line",
            ),
        ]
        indexes = [models.Index(fields=["organization", "name", "id"], name="agency_name")]

    def __str__(self) -> str:
        return self.name


class Service(ListedRow):
    """What an agency does for people. Ages are in years; the agency's own words say who it is for and what it costs."""

    class Status(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("service", "Open")
        INACTIVE = "inactive", pgettext_lazy("service", "Not offered now")
        DEFUNCT = "defunct", pgettext_lazy("service", "Ended")
        CLOSED = "temporarily closed", pgettext_lazy("service", "Closed for now")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="services", db_index=False)
    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True, max_length=4000)
    url = models.CharField(max_length=400, blank=True)
    email = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    application_process = models.TextField(blank=True, max_length=2000)
    fees_description = models.TextField(blank=True, max_length=1000)
    wait_time = models.CharField(max_length=200, blank=True)
    eligibility_description = models.TextField(blank=True, max_length=2000)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    interpretation_services = models.CharField(max_length=400, blank=True)
    accreditations = models.CharField(max_length=400, blank=True)
    licenses = models.CharField(max_length=400, blank=True)
    alert = models.CharField(max_length=400, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "source_key"],
                condition=~Q(source_key=""),
                name="one_service_of_a_line",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(minimum_age__lte=F("maximum_age")),
                name="service_ages_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "agency", "name"], name="service_agency"),
            models.Index(fields=["organization", "name", "id"], name="service_name"),
        ]

    def __str__(self) -> str:
        return self.name


HIDDEN_FIELDS = ("name", "street", "street_2", "city", "zip", "county", "transportation", "lat", "lon")
"""What of a location could lead somebody to its door."""


class Location(ListedRow):
    """Where an agency can be found. `zone` is its IANA time zone.

    Of a confidential one nothing stands in plain columns that could lead to its door: its name, address and point are
    sealed in `hidden`, and only `whole()` opens them, for editors of the directory.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="locations", db_index=False)
    confidential = models.BooleanField(default=False)
    hidden = Sealed()
    name = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=250, blank=True)
    street_2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip = models.CharField(max_length=5, blank=True)
    county = models.CharField(max_length=100, blank=True)
    transportation = models.CharField(max_length=400, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    approximate = models.BooleanField(default=False)
    zone = models.CharField(max_length=60)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "source_key"],
                condition=~Q(source_key=""),
                name="one_location_of_a_line",
            ),
            models.CheckConstraint(
                condition=Q(confidential=False)
                | Q(name="", street="", street_2="", city="", zip="", county="", transportation="", lat=None, lon=None),
                name="confidential_location_is_nowhere_in_the_open",
            ),
            models.CheckConstraint(
                condition=Q(confidential=True) | Q(hidden__isnull=True), name="open_location_hides_nothing"
            ),
        ]
        indexes = [models.Index(fields=["organization", "agency"], name="location_agency")]

    def __str__(self) -> str:
        return f"location {self.pk}"

    def whole(self) -> dict[str, Any]:
        """Name, address and point, also when they are sealed: for editors, never for a page that others see."""
        if not self.confidential:
            return {name: getattr(self, name) for name in HIDDEN_FIELDS}
        return {**dict.fromkeys(HIDDEN_FIELDS, ""), "lat": None, "lon": None, **json.loads(self.hidden or "{}")}

    @property
    def address(self) -> str:
        """One line, as it is written on an envelope; empty for a confidential place."""
        region = " ".join(part for part in (self.state, self.zip) if part)
        return ", ".join(part for part in (self.street, self.street_2, self.city, region) if part)


class State(models.TextChoices):
    """Whether somebody who goes there today will find what is promised."""

    ACTIVE = "active", pgettext_lazy("resource", "Open to people")
    DOUBTFUL = "doubtful", pgettext_lazy("resource", "Somebody said this may be wrong")
    CLOSED = "closed", pgettext_lazy("resource", "Closed")


LISTED = Q(state__in=[State.ACTIVE, State.DOUBTFUL], vanished_at=None, joined_into=None)


class PlaceQuerySet(ScopedQuerySet["ServiceAtLocation"]):
    """Services at their places, of every source."""

    def listed(self) -> "PlaceQuerySet":
        """What the public finds: not closed, not gone from its list, not joined into another line."""
        return self.filter(LISTED)


class ServiceAtLocation(ListedRow):
    """A service at one place, or by phone and screen alone: the one thing that people find and are referred to.

    `name`, `agency_name`, `summary`, `city`, `zip`, `lat`, `lon`, `geo_cell`, `zone` and `words` (folded, for search)
    are written by `resources.actions.writing.derive` and hold nothing of a confidential location. `hours` are the
    agency's own words where schedules cannot say it. `joined_into` is the line that tells the same place.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="places", db_index=False)
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="places", db_index=False
    )
    description = models.TextField(blank=True, max_length=2000)
    hours = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    city = models.CharField(max_length=100, blank=True)
    zip = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    geo_cell = models.IntegerField(default=0)
    zone = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField(null=True, blank=True)
    vanished_at = models.DateTimeField(null=True, blank=True)
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined", db_index=False
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PlaceQuerySet.as_manager()  # type: ignore[misc]  # in place of the plain one

    class Meta:
        verbose_name_plural = "services at locations"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "source_key"], condition=~Q(source_key=""), name="one_place_of_a_line"
            ),
            models.UniqueConstraint(
                fields=["organization", "service", "location"],
                condition=Q(location__isnull=False, vanished_at=None, joined_into=None) & ~Q(state=State.CLOSED),
                name="one_place_of_a_service",
            ),
            models.CheckConstraint(
                condition=Q(joined_into=None) | ~Q(joined_into=F("id")), name="place_is_joined_into_another"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "geo_cell", "lat", "lon", "id"], condition=LISTED, name="place_near"),
            models.Index(fields=["organization", "name", "id"], condition=LISTED, name="place_name"),
            models.Index(fields=["organization", "service"], name="place_service"),
            models.Index(fields=["organization", "location"], name="place_location"),
            models.Index(fields=["organization", "due_on", "id"], name="place_due"),
            models.Index(fields=["organization", "joined_into"], name="place_joined"),
            models.Index(fields=["organization", "updated_at", "id"], name="place_updated"),
        ]

    def __str__(self) -> str:
        return self.name
