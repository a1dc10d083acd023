"""Gatherings: anything with a time and a place for several people, once or again and again, and who leads them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.gatherings.models.course import Curriculum, Unit
from kinroad.gatherings.models.words_of_gatherings import (
    AttendanceWay,
    GatheringKind,
    Part,
    Photos,
    SignUp,
)
from kinroad.gatherings.rules.recurrence import Series
from kinroad.people.models import Person, Program, Site
from kinroad.service_log.models import Activity


class Gathering(Kept):
    """A series, or something that happens once. Clocks are those of `zone`; `rule` is an RRULE of RFC 5545 or empty.

    `site` is where it is, unless `address` says another place. `online_link` is only for those who are coming.
    `cost` in words, empty when it is free. `planned_to`: sessions stand up to this day. `version` counts changes.
    """

    name = models.CharField(max_length=120)
    about = models.TextField(blank=True, max_length=4000)
    kind = models.CharField(max_length=15, choices=GatheringKind)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    program = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    room = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=250, blank=True)
    zip = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    zone = models.CharField(max_length=60)
    starts_on = models.DateField()
    start_time = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    rule = models.CharField(max_length=200, blank=True)
    last_on = models.DateField(null=True, blank=True)
    planned_to = models.DateField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    waiting_list = models.BooleanField(default=True)
    languages = models.JSONField(default=list)
    accessibility = models.JSONField(default=list, blank=True)
    children_welcome = models.BooleanField(default=False)
    child_care = models.BooleanField(default=False)
    rides = models.BooleanField(default=False)
    cost = models.CharField(max_length=80, blank=True)
    in_person = models.BooleanField(default=True)
    online = models.BooleanField(default=False)
    online_link = Sealed()
    pathway = models.CharField(max_length=20, blank=True)
    for_whom = models.JSONField(default=list, blank=True)
    guest_expert = models.CharField(max_length=120, blank=True)
    public = models.BooleanField(default=True)
    sign_up = models.CharField(max_length=12, choices=SignUp, default=SignUp.ANYONE)
    attendance = models.CharField(max_length=12, choices=AttendanceWay, default=AttendanceWay.BY_NAME)
    photos = models.CharField(max_length=6, choices=Photos, default=Photos.NONE)
    emotional = models.BooleanField(default=False)
    informational = models.BooleanField(default=False)
    instrumental = models.BooleanField(default=False)
    affiliational = models.BooleanField(default=False)
    activity = models.CharField(max_length=12, choices=Activity, default=Activity.GROUP)
    curriculum = models.ForeignKey(
        Curriculum, null=True, blank=True, on_delete=models.PROTECT, related_name="gatherings", db_index=False
    )
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(emotional=True) | Q(informational=True) | Q(instrumental=True) | Q(affiliational=True),
                name="gathering_has_a_type_of_support",
            ),
            models.CheckConstraint(condition=Q(in_person=True) | Q(online=True), name="gathering_is_somewhere"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="gathering_lasts"),
        ]
        indexes = [models.Index(fields=["organization", "ended_on", "id"], name="gathering_running")]

    def __str__(self) -> str:
        return f"gathering {self.pk}"

    @property
    def supports(self) -> list[str]:
        """The types of support people find there."""
        types = ("emotional", "informational", "instrumental", "affiliational")
        return [each for each in types if getattr(self, each)]

    @property
    def series(self) -> Series:
        """When it comes round, for the rules."""
        return Series(
            zone=self.zone,
            starts_on=self.starts_on,
            start_time=self.start_time,
            minutes=self.minutes,
            rule=self.rule,
            last_on=self.ended_on or self.last_on,
        )


class State(models.TextChoices):
    """Whether a session takes place."""

    PLANNED = "planned", pgettext_lazy("session", "Takes place")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


class Session(Kept):
    """One occurrence. `first_planned_on` is the day the series gave it, and stays when the session is moved.

    `on` and `start_minute` are the day and the minute of the day on the clocks of the gathering's zone; `starts_at`
    and `ends_at` the same moments in UTC. `capacity` begins as the gathering's; `taken` counts the places given away.
    `words` is what those coming should know, and public.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="sessions", db_index=False)
    first_planned_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    on = models.DateField()
    start_minute = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    moved = models.BooleanField(default=False)
    words = models.CharField(max_length=400, blank=True)
    room = models.CharField(max_length=80, blank=True)
    guest_expert = models.CharField(max_length=120, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions", db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "gathering", "first_planned_on"], name="one_session_of_a_planned_day"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="session_within_its_places"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_lasts"),
            models.CheckConstraint(condition=Q(start_minute__lt=1440), name="session_begins_in_the_day"),
        ]
        indexes = [
            models.Index(fields=["organization", "on", "start_minute", "id"], name="session_of_a_day"),
            models.Index(fields=["organization", "gathering", "on"], name="session_of_a_gathering"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"


class Facilitator(Kept):
    """Who leads a gathering, from when to when. A co-lead may be a participant; leading opens nobody's record."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="facilitators", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=12, choices=Part, default=Part.FACILITATOR)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "gathering", "person"],
                condition=Q(ended_on=None),
                name="leads_a_gathering_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "person", "ended_on"], name="facilitator_person")]

    def __str__(self) -> str:
        return f"facilitator {self.pk}"
