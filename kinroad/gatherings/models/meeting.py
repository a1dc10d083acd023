"""A mutual-aid meeting held somewhere else, by a fellowship, once a week."""

from django.db import models
from django.db.models import Q

from kinroad.core.models import PublicDirectory
from kinroad.core.scoped import ScopedQuerySet
from kinroad.gatherings.models.source import MeetingSource

LISTED = Q(hidden=False, vanished_at=None)


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings of every source."""

    def listed(self) -> "MeetingQuerySet":
        """What the public sees: not hidden by us, not gone from its list."""
        return self.filter(LISTED)


class Meeting(PublicDirectory):
    """One meeting on one weekday. Times are minutes of the day on the clocks of `zone`.

    `source_key` and `source_parts` are what its list calls it, before any correction of ours.
    """

    source = models.ForeignKey(MeetingSource, on_delete=models.PROTECT, related_name="meetings", db_index=False)
    source_key = models.CharField(max_length=210)
    source_parts = models.JSONField(default=list)
    slug = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    fellowship = models.CharField(max_length=120, blank=True)
    weekday = models.PositiveSmallIntegerField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    zone = models.CharField(max_length=60)
    venue = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=250, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip = models.CharField(max_length=5, blank=True)
    county = models.CharField(max_length=100, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    geo_cell = models.IntegerField(default=0)
    approximate = models.BooleanField(default=False)
    formats = models.JSONField(default=list)
    languages = models.CharField(max_length=60, blank=True)
    open = models.BooleanField(null=True, blank=True)
    online = models.BooleanField(default=False)
    in_person = models.BooleanField(default=True)
    wheelchair = models.BooleanField(default=False)
    children = models.BooleanField(default=False)
    temporarily_closed = models.BooleanField(default=False)
    conference_url = models.CharField(max_length=400, blank=True)
    conference_phone = models.CharField(max_length=60, blank=True)
    contact = models.CharField(max_length=100, blank=True)
    notes = models.TextField(blank=True)
    last_verified_on = models.DateField(null=True, blank=True)
    vanished_at = models.DateTimeField(null=True, blank=True)
    hidden = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]  # in place of the plain one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="one_meeting_at_an_address"),
            models.UniqueConstraint(fields=["organization", "source", "source_key"], name="one_meeting_of_a_row"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="meeting_on_a_weekday"),
            models.CheckConstraint(condition=Q(start_minute__lt=1440), name="meeting_begins_in_the_day"),
        ]
        indexes = [
            # The finder counts and filters a day from the index alone; only the fifty rows it prints are read.
            models.Index(
                fields=[
                    "organization", "weekday", "start_minute", "id", "minutes", "zone", "fellowship", "languages",
                    "open", "wheelchair", "children", "online", "in_person",
                ],
                condition=LISTED,
                name="meeting_of_a_day",
            ),
            models.Index(
                fields=["organization", "geo_cell", "weekday", "start_minute", "lat", "lon"],
                condition=LISTED,
                name="meeting_near",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
