"""Support by phone: who is called, when, and every attempt."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.coaching.models.contact import Contact
from kinroad.coaching.rules.call import Because, Disposition, FollowUp, Outcome, Standing, State
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, PeerLeader, Person
from kinroad.people.models.words import Language

OUTCOMES = (
    (Outcome.SPOKE.value, _("We spoke")),
    (Outcome.NO_ANSWER.value, _("No answer")),
    (Outcome.VOICEMAIL.value, _("Left a message")),
    (Outcome.DECLINED.value, _("Not today")),
    (Outcome.WRONG_NUMBER.value, _("Wrong number")),
    (Outcome.HOSPITAL.value, _("In the hospital")),
    (Outcome.CUSTODY.value, _("In jail or prison")),
    (Outcome.ASKED_TO_STOP.value, _("Asked us to stop")),
    (Outcome.DIED.value, _("Someone says they died")),
)
DISPOSITIONS = (
    (Disposition.DOING_WELL.value, pgettext_lazy("call", "Doing well")),
    (Disposition.STRUGGLING.value, pgettext_lazy("call", "A hard week")),
    (Disposition.RECURRENCE.value, pgettext_lazy("call", "Used this week")),
    (Disposition.NEEDS_RESOURCE.value, pgettext_lazy("call", "Needs something")),
    (Disposition.CRISIS.value, pgettext_lazy("call", "In danger now")),
)
STATES = [(each.value, each.value) for each in State]
BECAUSE = [(each.value, each.value) for each in Because]


class CallEnrollment(Kept):
    """Someone said yes to calls: their window, language, and where their calls stand.

    `due_at` is the moment from which the next call is due. `held_by` has the person on their screen until `held_until`.
    `question_on`: from this day we ask whether to keep calling. `last_caller` is who tried last.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="call_enrollments", db_index=False
    )
    language = models.CharField(max_length=8, choices=Language)
    days = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    enrolled_on = models.DateField()
    enrolled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=8, choices=STATES, default=State.ACTIVE.value)
    because = models.CharField(max_length=16, choices=BECAUSE, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    round_on = models.DateField(null=True, blank=True)
    silent_weeks = models.PositiveSmallIntegerField(default=0)
    question_on = models.DateField()
    held_by = models.ForeignKey(
        PeerLeader, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    held_until = models.DateTimeField(null=True, blank=True)
    last_caller = models.ForeignKey(
        PeerLeader, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    last_attempt_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant"],
                condition=~Q(state=State.ENDED.value),
                name="one_open_enrollment_in_calls",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ACTIVE.value, due_at__isnull=False, because="")
                | Q(~Q(state=State.ACTIVE.value), ~Q(because=""), due_at=None),
                name="active_calls_have_a_next_one",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ENDED.value, ended_on__isnull=False)
                | Q(~Q(state=State.ENDED.value), ended_on=None),
                name="ended_calls_have_their_day",
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=127), name="call_days"),
            models.CheckConstraint(condition=Q(starts__lt=models.F("ends")), name="call_hours"),
            models.CheckConstraint(
                condition=Q(held_by=None, held_until=None) | Q(held_by__isnull=False, held_until__isnull=False),
                name="held_by_somebody_until_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "due_at"], name="calls_due"),
            models.Index(fields=["organization", "held_by"], name="calls_held", condition=Q(held_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"calls {self.pk}"

    @property
    def them(self) -> Participant:
        """Who is called: who stands for the participant, when their page was merged."""
        return self.participant.merged_into or self.participant

    @property
    def standing(self) -> Standing:
        """Where the calls stand, for the rules."""
        because = Because(self.because) if self.because else None
        return Standing(State(self.state), self.due_at, because, self.tries, self.round_on, self.silent_weeks)


class CallAttempt(AppendOnly):
    """One attempt to call. A correction is a new row that takes the place of the one it `corrects`.

    `on` is the day in the participant's zone. What was said stands in the contact, where the participant reads it.
    `withdrawn`: it never happened. `stood` is where the calls stood before it (codes, numbers, days).
    """

    enrollment = models.ForeignKey(CallEnrollment, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    caller = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    on = models.DateField()
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    disposition = models.CharField(max_length=16, choices=DISPOSITIONS, blank=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn = models.BooleanField(default=False)
    stood = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(disposition="") | Q(outcome=Outcome.SPOKE.value), name="only_who_spoke_said_something"
            ),
            models.UniqueConstraint(
                fields=["organization", "corrects"],
                condition=Q(corrects__isnull=False),
                name="one_correction_of_an_attempt",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "at"], name="attempt_participant_at"),
            models.Index(fields=["organization", "disposition", "on"], name="attempt_disposition_on"),
            models.Index(fields=["organization", "caller", "at"], name="attempt_caller_at"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class CallAnswer(AppendOnly):
    """ "Would you like us to keep calling?": the day it was due, and what they said."""

    enrollment = models.ForeignKey(CallEnrollment, on_delete=models.PROTECT, related_name="answers", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    on = models.DateField()
    wants = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "enrollment", "due_on"], name="one_answer_of_a_question"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class CallFollowUp(Kept):
    """What came up on a call and somebody else looks after, until it is done."""

    KINDS = (
        (FollowUp.CRISIS.value, pgettext_lazy("follow-up", "In danger on a call")),
        (FollowUp.DIED.value, pgettext_lazy("follow-up", "Someone said they died")),
        (FollowUp.NUMBER.value, pgettext_lazy("follow-up", "The number is wrong")),
        (FollowUp.LOOK_AGAIN.value, pgettext_lazy("follow-up", "Was in the hospital or in custody")),
        (FollowUp.RESOURCE.value, pgettext_lazy("follow-up", "Needs something")),
        (FollowUp.UNREACHED.value, pgettext_lazy("follow-up", "Nobody answered for weeks")),
    )

    enrollment = models.ForeignKey(CallEnrollment, on_delete=models.PROTECT, related_name="follow_ups", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", db_index=False)
    attempt = models.ForeignKey(CallAttempt, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=KINDS)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "due_on"], name="call_follow_ups_open", condition=Q(done_at=None)),
            models.Index(fields=["organization", "enrollment"], name="call_follow_ups_of"),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"
