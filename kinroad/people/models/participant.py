"""Participants: what they told us, how to reach them safely, and the episodes of support."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models.organization import Program, Site
from kinroad.people.models.person import Person


class Kind(models.TextChoices):
    """In or seeking recovery, or a family member in their own right."""

    RECOVERY = "recovery", _("In or seeking recovery")
    FAMILY = "family", _("Family member")


class RelationToTreatment(models.TextChoices):
    """Where support stands beside treatment."""

    BEFORE = "before", _("Before treatment")
    DURING = "during", _("During treatment")
    AFTER = "after", _("After treatment")
    APART = "apart", _("Apart from treatment")
    NOT_SAID = "", _("Not said")


class Participant(Kept):
    """Someone receiving support. Lists hold codes (`people.models.words`); free words are sealed.

    `merged_into` points to the participant who stands for this one; every read and count follows it.
    `time_zone` is an IANA name, empty for that of their site (`people.queries.zones`).
    `notes_need_sign_in`: on their own page, notes stay behind a fresh look at the password.
    `died_on`: they have died (`Death` says who told); nothing is sent, due or listed any more, and history stays.
    `purged_on`: the words of their record are gone for ever and nobody sees it; `consents_purged_on`: those of their
    consents and disclosures are, too.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participants", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RECOVERY)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", db_index=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_ones", db_index=False
    )
    strengths = Sealed()
    talents = Sealed()
    interests = models.JSONField(default=list)
    pathways = models.JSONField(default=list)
    relation_to_treatment = models.CharField(max_length=10, choices=RelationToTreatment, blank=True)
    needs = models.JSONField(default=list)
    experiences = models.JSONField(default=list)
    availability = models.JSONField(default=list)
    accessibility = Sealed()
    triggers = Sealed()
    people_who_help = Sealed()
    hopes = Sealed()
    readiness = models.CharField(max_length=20, blank=True)
    may_call = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_leave_message = models.BooleanField(default=False)
    may_email = models.BooleanField(default=False)
    name_to_say = Sealed()
    safe_contact_words = Sealed()
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)
    contact_every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    notes_need_sign_in = models.BooleanField(default=False)
    died_on = models.DateField(null=True, blank=True)
    purged_on = models.DateField(null=True, blank=True)
    consents_purged_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "program", "site"], name="participant_program"),
            models.Index(fields=["organization", "person"], name="participant_person"),
            models.Index(
                fields=["organization", "merged_into"],
                name="participant_merged",
                condition=Q(merged_into__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"], condition=Q(merged_into=None), name="one_participant_of_a_person"
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class RecoveryDate(Kept):
    """A day the participant counts from, by their own definition; what they count is theirs to name."""

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="recovery_dates", db_index=False
    )
    on = models.DateField()
    what = Sealed()

    class Meta:
        indexes = [models.Index(fields=["organization", "participant", "on"], name="recovery_date_participant")]

    def __str__(self) -> str:
        return f"recovery date {self.pk}"


class Episode(Kept):
    """A time of support. It ends with a reason and an open door; asking again begins the next."""

    class Reason(models.TextChoices):
        DONE = "done", _("Has what they came for")
        WISH = "wish", _("Does not want support now")
        MOVED = "moved", _("Moved away")
        ELSEWHERE = "elsewhere", _("Has support elsewhere")
        LOST_TOUCH = "lost_touch", _("We lost touch")
        DIED = "died", _("Died")
        OTHER = "other", _("Another reason")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="episodes", db_index=False)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant"], condition=Q(ended_on=None), name="one_open_episode"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="episode_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, reason="") | (Q(ended_on__isnull=False) & ~Q(reason="")),
                name="episode_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"episode {self.pk}"


class NoticeGiven(AppendOnly):
    """The notice of privacy was given: which version, when, how, by whom (42 CFR 2.22)."""

    class How(models.TextChoices):
        ON_SCREEN = "on_screen", _("Shown on the screen")
        PAPER = "paper", _("On paper")
        READ_ALOUD = "read_aloud", _("Read aloud")
        NOT_YET = "not_yet", _("Not yet")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="notices", db_index=False)
    version = models.CharField(max_length=20)
    how = models.CharField(max_length=12, choices=How)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "participant", "given_at"], name="notice_participant")]

    def __str__(self) -> str:
        return f"notice {self.version}"
