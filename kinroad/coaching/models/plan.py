"""The recovery plan: goals with their steps, barriers, what somebody suggested, and the versions that were signed.

Strengths and hopes are the participant's own facts (`people`), shown in the plan and never typed twice.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.coaching.models.contact import Contact
from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, Person


class Dimension(models.TextChoices):
    """Where in life a goal belongs (SAMHSA's four dimensions of recovery)."""

    HEALTH = "health", _("Health")
    HOME = "home", pgettext_lazy("part of life", "Home")
    PURPOSE = "purpose", _("Purpose")
    COMMUNITY = "community", _("Community")


class Doer(models.TextChoices):
    """Who takes a step: by role, so that nobody else is ever named."""

    PARTICIPANT = "participant", _("Me")
    PEER_LEADER = "peer_leader", _("Who walks with me")
    FAMILY = "family", _("Someone in my family")
    FRIEND = "friend", _("A friend")
    SPONSOR = "sponsor", _("A sponsor")
    HEALTH = "health", _("A doctor or nurse")
    COUNSELOR = "counselor", _("A counselor")
    AGENCY = "agency", _("Someone at an agency")
    LAWYER = "lawyer", _("A lawyer")
    WORK = "work", _("Someone at work")
    OTHER = "other", _("Someone else")


class Outcome(models.TextChoices):
    """How a goal or a step came out. Letting go is no failure."""

    OPEN = "", _("Still going")
    REACHED = "reached", _("Reached")
    PARTLY = "partly", _("Partly")
    LET_GO = "let_go", _("Let go")


class BarrierKind(models.TextChoices):
    """What stands in the way: codes of `people.models.words.Need`, so that a fact is told once."""

    HOUSING = "housing", _("Housing")
    TRANSPORT = "transport", _("Getting around")
    WORK = "work", _("Work")
    INSURANCE = "insurance", _("Insurance")
    CHILD_CARE = "child_care", _("Child care")
    LEGAL = "legal", _("Legal")
    FOOD = "food", _("Food")
    PHONE = "phone", _("Phone or internet")
    STIGMA = "stigma", _("How others treat me")


class Plan(Kept):
    """What a participant's plan has once: the review day. `reviewed_on`: when it was last looked at together."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="plans", db_index=False)
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "participant"], name="one_plan")]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class OfThePlan(Kept):
    """A goal or a step: the participant's words, how it came out, and whether it was taken off.

    `version` counts changes from 1, for two people who write at once. What is taken off stays, with all its history.
    """

    words = Sealed(null=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_words = Sealed()
    outcome_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Goal(OfThePlan):
    """What a participant wants, in one of four dimensions of life."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="goals", db_index=False)
    dimension = models.CharField(max_length=10, choices=Dimension)

    class Meta:
        indexes = [models.Index(fields=["organization", "participant", "taken_off_at"], name="goal_participant")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="goal_outcome_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"


class Step(OfThePlan):
    """One step toward a goal: who does it, and by when."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps", db_index=False)
    who = models.CharField(max_length=12, choices=Doer, default=Doer.PARTICIPANT)
    by_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "goal", "taken_off_at"], name="step_goal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="step_outcome_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Barrier(Kept):
    """Something that stands in the way, for a time. Counted by kind and place, it is what we speak up for."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="barriers", db_index=False)
    kind = models.CharField(max_length=12, choices=BarrierKind)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "kind"], condition=Q(ended_on=None), name="one_open_barrier"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "kind"], condition=Q(ended_on=None), name="barrier_open_kind"),
            models.Index(fields=["organization", "participant"], name="barrier_participant"),
        ]

    def __str__(self) -> str:
        return f"barrier {self.pk}"


class Suggestion(Kept):
    """A change to the plan that waits for the participant's yes. Nothing changes before.

    `what` and `facts` are those of `coaching.rules.plan.Change`; words are sealed. `beside`: the participant has no
    account, and whoever was beside them wrote their answer down.
    """

    class Answer(models.TextChoices):
        NONE = "", _("Not yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        TAKEN_BACK = "taken_back", _("Taken back")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="suggestions", db_index=False)
    what = models.CharField(max_length=14)
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    facts = models.JSONField(default=dict)
    words = Sealed()
    suggested_at = models.DateTimeField()
    suggested_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    beside = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "participant", "answer"], name="suggestion_participant")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="suggestion_answer_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"


class PlanVersion(AppendOnly):
    """The plan as it stood when the participant signed it: sealed whole, and never changed.

    `content` is JSON of `coaching.rules.plan_content`. Signed by a typed name, or by a yes that someone who works here
    heard beside them (`signed_by` is whoever pressed).
    """

    class How(models.TextChoices):
        TYPED = "typed", _("Typed their name")
        BESIDE = "beside", _("Said yes, beside someone")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="plan_versions", db_index=False)
    number = models.PositiveIntegerField()
    content = Sealed(null=False)
    how = models.CharField(max_length=8, choices=How)
    name = Sealed()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant", "number"], name="one_plan_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class GoalTouched(Kept):
    """A contact that was about a goal: read from the contact, and from the goal."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="goals_touched", db_index=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="touched", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "contact", "goal"], name="one_touch_of_a_goal"),
        ]
        indexes = [models.Index(fields=["organization", "goal"], name="touched_goal")]

    def __str__(self) -> str:
        return f"touch {self.pk}"
