"""Practical help that somebody asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Participant, Person
from kinroad.practical_help.rules import ask as rules

STANDING = Q(state__in=sorted(rules.STANDING))
WITH_HELPER = Q(state__in=sorted(rules.WITH_HELPER))


class Ask(Kept):
    """One ask: a ride, child care, a coat. For a participant, or for somebody known by a first name and a way to
    reach them, which are erased some time after it is over.

    `starts_at`, `ends_at` are UTC; `zone` is an IANA name; `due_on` is a day there. `how_many` counts seats or
    children, never names. `anyone`: whoever is cleared may do it, without a further yes. `dollars` is what a money ask
    is for, `granted` what a coordinator said yes to. `source` says what made the ask, `source_id` which one,
    `source_part` which sign-up of it; `row` joins the weeks of one that comes round. `owner` is who helps now.
    `minutes`, `miles` and `cost_cents` are known once it is done. `version` counts changes from 1.
    """

    class Kind(models.TextChoices):
        RIDE = rules.Kind.RIDE.value, _("A ride")
        CHILD_CARE = rules.Kind.CHILD_CARE.value, _("Child care")
        CLOTHING = rules.Kind.CLOTHING.value, _("Clothing and supplies")
        FORM = rules.Kind.FORM.value, _("Help with a form or a benefit")
        PHONE = rules.Kind.PHONE.value, _("Phone or data")
        FOOD = rules.Kind.FOOD.value, _("Food")
        MOVING = rules.Kind.MOVING.value, _("Help to move")
        BUS_PASS = rules.Kind.BUS_PASS.value, _("A bus pass")
        FUND = rules.Kind.FUND.value, _("Money for one thing")

    class State(models.TextChoices):
        OPEN = rules.State.OPEN.value, pgettext_lazy("ask", "Open")
        TAKEN = rules.State.TAKEN.value, pgettext_lazy("ask", "Somebody offered")
        AGREED = rules.State.AGREED.value, pgettext_lazy("ask", "Both said yes")
        DONE = rules.State.DONE.value, pgettext_lazy("ask", "Done")
        NOT_DONE = rules.State.NOT_DONE.value, pgettext_lazy("ask", "Did not happen")
        WITHDRAWN = rules.State.WITHDRAWN.value, pgettext_lazy("ask", "Not needed any more")
        NOBODY = rules.State.NOBODY.value, pgettext_lazy("ask", "Nobody could do it")

    class Source(models.TextChoices):
        PARTICIPANT = "participant", pgettext_lazy("ask", "They asked")
        PEER_LEADER = "peer_leader", pgettext_lazy("ask", "Written down for them")
        SESSION = "session", pgettext_lazy("ask", "Asked when signing up")

    class Needs(models.TextChoices):
        WHEELCHAIR = "wheelchair", pgettext_lazy("ask", "Room for a wheelchair")
        CHILD_SEAT = "child_seat", pgettext_lazy("ask", "A child seat")

    class WhyNot(models.TextChoices):
        NOT_THERE = "not_there", pgettext_lazy("ask", "They were not there")
        COULD_NOT = "could_not", pgettext_lazy("ask", "The helper could not")
        OTHERWISE = "otherwise", pgettext_lazy("ask", "They found another way")
        CALLED_OFF = "called_off", pgettext_lazy("ask", "It was called off")
        OTHER = "other", pgettext_lazy("ask", "Another reason")

    kind = models.CharField(max_length=10, choices=Kind)
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="asks", db_index=False
    )
    called = Sealed()
    reach = Sealed()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=40)
    due_on = models.DateField()
    place = Sealed()
    words = Sealed()
    zip = Sealed()
    how_many = models.PositiveSmallIntegerField(default=1)
    needs = models.JSONField(default=list)
    anyone = models.BooleanField(default=False)
    dollars = models.PositiveIntegerField(null=True, blank=True)
    granted = models.PositiveIntegerField(null=True, blank=True)
    row = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=12, choices=Source)
    source_id = models.UUIDField(null=True, blank=True)
    source_part = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    miles = models.PositiveIntegerField(null=True, blank=True)
    cost_cents = models.PositiveIntegerField(null=True, blank=True)
    why_not = models.CharField(max_length=10, choices=WhyNot, blank=True)
    thanks = Sealed()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__isnull=False, called__isnull=True, reach__isnull=True)
                | Q(participant=None, called__isnull=False)
                | Q(participant=None, called__isnull=True, reach__isnull=True, settled_at__isnull=False),
                name="ask_is_for_one_person",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="ask_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(dollars__isnull=False, granted__lte=models.F("dollars")),
                name="ask_is_granted_no_more_than_asked",
            ),
            models.CheckConstraint(condition=Q(how_many__gte=1), name="ask_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.WITH_HELPER), owner__isnull=False)
                | Q(state__in=sorted({rules.State.OPEN, rules.State.NOBODY}), owner=None)
                | Q(state__in=sorted({rules.State.NOT_DONE, rules.State.WITHDRAWN})),
                name="ask_has_a_helper_when_taken",
            ),
            models.UniqueConstraint(
                fields=["organization", "source", "source_id", "source_part", "kind"],
                condition=STANDING & Q(source_part__isnull=False),
                name="one_ask_of_a_kind_of_a_sign_up",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "due_on"], name="ask_state"),
            models.Index(fields=["organization", "participant", "due_on"], name="ask_participant"),
            models.Index(fields=["organization", "owner", "state"], name="ask_owner"),
            models.Index(fields=["organization", "source", "source_id"], name="ask_source"),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"
