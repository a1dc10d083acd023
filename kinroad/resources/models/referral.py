"""Referrals: a participant and a service, followed until the outcome is known."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.consent.models import Disclosure
from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, Person
from kinroad.resources.models.directory import ServiceAtLocation
from kinroad.resources.rules import barrier, referral

STANDING = Q(state__in=sorted(referral.STANDING))


class Referral(Kept):
    """A participant who would like a service, at their word.

    `with_identity`: we told the service who comes, under a consent; `disclosure` is the line that says so.
    `words` is what they hope for, in their own words. `owner` follows it up. `accepted_on` is the day of the
    participant's yes, `outcome_on` of the outcome, which stays when the referral is closed. `mistaken`: it should never
    have been written down, and counts nowhere. `version` counts changes from 1.
    """

    class State(models.TextChoices):
        OFFERED = referral.State.OFFERED.value, pgettext_lazy("referral", "Offered")
        ACCEPTED = referral.State.ACCEPTED.value, pgettext_lazy("referral", "Said yes")
        SENT = referral.State.SENT.value, pgettext_lazy("referral", "On the way")
        RECEIVED = referral.State.RECEIVED.value, pgettext_lazy("referral", "The service knows of it")
        CONNECTED = referral.State.CONNECTED.value, pgettext_lazy("referral", "Connected")
        NOT_CONNECTED = referral.State.NOT_CONNECTED.value, pgettext_lazy("referral", "Not connected")
        CLOSED = referral.State.CLOSED.value, pgettext_lazy("referral", "Closed")

    class How(models.TextChoices):
        ALONE = referral.How.ALONE.value, pgettext_lazy("referral", "They go or call on their own")
        LETTER = referral.How.LETTER.value, pgettext_lazy("referral", "They carry a letter of their own")
        CALL = referral.How.CALL.value, pgettext_lazy("referral", "We call together")
        GO = referral.How.GO.value, pgettext_lazy("referral", "We go together")

    class Outcome(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("referral", "Not known yet")
        CONNECTED = referral.State.CONNECTED.value, pgettext_lazy("referral", "Connected")
        NOT_CONNECTED = referral.State.NOT_CONNECTED.value, pgettext_lazy("referral", "It did not work out")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="referrals", db_index=False)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, on_delete=models.PROTECT, related_name="referrals", db_index=False
    )
    state = models.CharField(max_length=13, choices=State, default=State.OFFERED)
    how = models.CharField(max_length=6, choices=How)
    with_identity = models.BooleanField(default=False)
    disclosure = models.ForeignKey(
        Disclosure, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals", db_index=False
    )
    words = Sealed()
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_on = models.DateField()
    together_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    mistaken = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="referral_outcome_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="connected", outcome="connected")
                | Q(state="not_connected", outcome="not_connected")
                | Q(state="closed")
                | (STANDING & Q(outcome="")),
                name="referral_state_fits_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "closed"]) | Q(accepted_on__isnull=False),
                name="referral_goes_on_after_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") | Q(follow_up_on__isnull=False), name="open_referral_has_a_day_to_ask"
            ),
            models.CheckConstraint(
                condition=Q(with_identity=False, disclosure=None) | Q(with_identity=True, disclosure__isnull=False),
                name="referral_tells_who_through_one_door",
            ),
            models.UniqueConstraint(
                fields=["organization", "participant", "service_at_location"],
                condition=STANDING,
                name="one_open_referral_to_a_service",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "made_on"], name="referral_participant"),
            models.Index(
                fields=["organization", "follow_up_on", "id"], condition=~Q(state="closed"), name="referral_follow_up"
            ),
            models.Index(fields=["organization", "owner", "state", "follow_up_on"], name="referral_owner"),
            models.Index(fields=["organization", "made_on"], name="referral_made"),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class ReferralStep(AppendOnly):
    """One step of a referral: from which state to which, when, and by whom. The database knows which steps there are.

    `by` is nobody when the service answered by a link.
    """

    class Who(models.TextChoices):
        STAFF = "staff", pgettext_lazy("referral", "Written down by us")
        PARTICIPANT = "participant", pgettext_lazy("referral", "Said by the participant")
        SERVICE = "service", pgettext_lazy("referral", "Answered by the service")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    before = models.CharField(max_length=13, choices=Referral.State, blank=True)
    state = models.CharField(max_length=13, choices=Referral.State)
    who = models.CharField(max_length=11, choices=Who)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(*(Q(before=before, state=after) for before, after in referral.pairs()), _connector=Q.OR),
                name="referral_step_is_a_possible_one",
            ),
            models.CheckConstraint(
                condition=Q(number=1, before="") | (Q(number__gt=1) & ~Q(before="")), name="referral_step_has_its_place"
            ),
            models.UniqueConstraint(fields=["organization", "referral", "number"], name="one_step_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.state}"


class BarrierMet(Kept):
    """Something stood in the way of a referral. `ended_at`: it was written down by mistake."""

    class Code(models.TextChoices):
        NO_BED = barrier.Barrier.NO_BED.value, _("No bed or place was free")
        WAITING_LIST = barrier.Barrier.WAITING_LIST.value, _("A waiting list")
        NO_INSURANCE = barrier.Barrier.NO_INSURANCE.value, _("No insurance, or not the right one")
        COST = barrier.Barrier.COST.value, _("It costs too much")
        RECORD = barrier.Barrier.RECORD.value, _("A record kept them out")
        MEDICATION = barrier.Barrier.MEDICATION.value, _("Their medication kept them out")
        DOCUMENTS = barrier.Barrier.DOCUMENTS.value, _("An ID or a paper was missing")
        RULES = barrier.Barrier.RULES.value, _("The rules left them out")
        TRANSPORT = barrier.Barrier.TRANSPORT.value, _("No way to get there")
        HOURS = barrier.Barrier.HOURS.value, _("No hours that fit")
        LANGUAGE = barrier.Barrier.LANGUAGE.value, _("No language in common")
        CHILDREN = barrier.Barrier.CHILDREN.value, _("No room for children")
        STIGMA = barrier.Barrier.STIGMA.value, _("They were treated badly")
        NO_ANSWER = barrier.Barrier.NO_ANSWER.value, _("Nobody answered")
        GONE = barrier.Barrier.GONE.value, _("It is not there any more")
        OTHER = barrier.Barrier.OTHER.value, pgettext_lazy("barrier", "Something else")
        NOT_CAME = barrier.Barrier.NOT_CAME.value, _("They did not get there")
        NOT_WANTED = barrier.Barrier.NOT_WANTED.value, _("They no longer wanted it")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="barriers", db_index=False)
    code = models.CharField(max_length=12, choices=Code)
    met_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "referral", "code"],
                condition=Q(ended_at=None),
                name="one_barrier_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["organization", "met_on"], name="barrier_met_on")]

    def __str__(self) -> str:
        return self.code


class AnswerLink(Kept):
    """A way for the service to answer without an account, until an outcome is known. Only the hash of its secret stands
    here."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="links", db_index=False)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_answer_link_of_a_secret"),
        ]
        indexes = [models.Index(fields=["organization", "referral"], name="answer_link_referral")]

    def __str__(self) -> str:
        return f"link {self.pk}"
