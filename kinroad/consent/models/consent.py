"""Consents, what ends them, and what left under them. Written once; where they stand is asked at a moment."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.consent.rules import kinds as rules
from kinroad.consent.rules import standing
from kinroad.consent.rules.elements import Element, Written, missing_in
from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly
from kinroad.people.models import Participant, Person

DEFICIENT = _("This consent is not whole yet. Fill in what is missing, then sign.")


class Consent(AppendOnly):
    """The participant's written yes (42 CFR 2.31): whole, signed, and never changed.

    `classes` are codes of `rules.classes.DataClass`. `recipient_about` is the row of a directory that the recipient
    stands for. `expires_at` is the first second it no longer stands. `firm`: not revocable before its end (2.35).
    `words` is the copy, as it was read and signed: JSON of label and text, line by line. `written_by` pressed.
    """

    class Kind(models.TextChoices):
        TPO = "tpo", _("Health care")
        SPECIFIC = "specific", _("One person or place")
        INTERMEDIARY = "intermediary", _("Through a network")
        PRIVATE = "private", _("What was written down")
        PROCEEDINGS = "proceedings", _("Legal proceeding")
        RESEARCH = "research", _("Research")
        PHOTO = "photo", _("My picture")
        SUPPORTER = "supporter", _("Someone who stands by me")
        JUSTICE = "justice", _("Court, parole, or probation")

    class RecipientKind(models.TextChoices):
        PERSON = "person", _("A person")
        AGENCY = "agency", _("An organization")
        CLASS = "class", _("A group")
        INTERMEDIARY = "intermediary", _("A network")

    class Method(models.TextChoices):
        TYPED = "typed", _("Typed")
        DRAWN = "drawn", _("Drawn by hand")
        PAPER = "paper", _("On paper")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="consents", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    form_version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    participant_name = Sealed(null=False)
    discloser = Sealed(null=False)
    classes = models.JSONField(default=list)
    recipient_kind = models.CharField(max_length=12, choices=RecipientKind)
    recipient = Sealed(null=False)
    recipient_class = models.CharField(max_length=20, blank=True)
    recipient_about = models.UUIDField(null=True, blank=True)
    members = Sealed()
    purpose = models.CharField(max_length=12)
    purpose_words = Sealed()
    case = Sealed()
    effective_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    expires_event = Sealed()
    no_end = models.BooleanField(default=False)
    firm = models.BooleanField(default=False)
    right_to_revoke = Sealed(null=False)
    statements = Sealed(null=False)
    method = models.CharField(max_length=5, choices=Method)
    signature = Sealed(null=False)
    drawn = Sealed()
    authority = Sealed()
    witness = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = Sealed(null=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__isnull=False) | Q(expires_event__isnull=False) | Q(no_end=True),
                name="consent_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(no_end=False) | Q(kind__in=[rules.Kind.TPO.value, rules.Kind.RESEARCH.value]),
                name="few_consents_have_no_end",
            ),
            models.CheckConstraint(
                condition=Q(firm=False) | Q(kind=rules.Kind.JUSTICE.value), name="only_justice_is_firm"
            ),
            models.CheckConstraint(condition=~Q(method="paper") | Q(witness__isnull=False), name="paper_has_a_witness"),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=models.F("effective_at")),
                name="consent_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant", "given_at"], name="consent_participant")]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.missing or rules.wrong_in(
            rules.Kind(self.kind),
            classes=self.classes,
            purpose=self.purpose,
            recipient_kind=self.recipient_kind,
            no_end=self.no_end,
            firm=self.firm,
        ):
            raise ValidationError(DEFICIENT)
        super().save(*args, **kwargs)

    @property
    def missing(self) -> list[Element]:
        """The elements of 2.31(a) it lacks."""
        return missing_in(
            Written(
                kind=self.kind,
                participant=self.participant_name or "",
                discloser=self.discloser or "",
                classes=self.classes or (),
                recipient_kind=self.recipient_kind,
                recipient=self.recipient or "",
                purpose=self.purpose,
                right_to_revoke=self.right_to_revoke or "",
                statements=self.statements or "",
                signature=self.signature or "",
                given_at=self.given_at,
                expires_at=self.expires_at,
                expires_event=self.expires_event or "",
                no_end=self.no_end,
                members=self.members or "",
                case=self.case or "",
                on_paper=self.method == self.Method.PAPER,
                witnessed=self.witness_id is not None,
            )
        )

    def terms(self, *, ended: "Revocation | None") -> standing.Terms:
        """The consent as the rules read it, with what ended it."""
        return standing.Terms(
            purpose=self.purpose,
            classes=frozenset(self.classes),
            recipient_kind=self.recipient_kind,
            recipient=self.recipient,
            effective_at=self.effective_at,
            recipient_id=self.recipient_about,
            recipient_class=self.recipient_class,
            members=self.members or "",
            expires_at=self.expires_at,
            ended_at=ended.since if ended else None,
            ended_as=ended.why if ended else "",
            missing=self.missing,
        )

    @property
    def last_moment(self) -> datetime | None:
        """The last second on which it stands by its day: what pages say as "until"."""
        return self.expires_at - timedelta(seconds=1) if self.expires_at else None

    @property
    def copy(self) -> list[tuple[str, str]]:
        """What was read and signed: label and text, line by line."""
        return [(label, text) for label, text in json.loads(self.words)]


class Revocation(AppendOnly):
    """A consent came to its end: the participant took it back, the event it names has come, or it was found false.

    `at` is when it was written down; a letter or a call ends it when it reached us, `received_at`. `told_by` is who
    said it, where it was not the participant; `words` is what was said or written.
    """

    class Why(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Taken back")
        EVENT = "event", _("What it waited for has come")
        FALSE = "false", _("It turned out not to be true")
        CHANGED = "changed", _("Changed: another one stands in its place")

    class How(models.TextChoices):
        PAGE = "page", _("On their own page")
        BESIDE = "beside", _("Said so beside someone")
        LETTER = "letter", _("In a letter")
        PHONE = "phone", _("By phone")

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="revocations", db_index=False)
    why = models.CharField(max_length=10, choices=Why)
    how = models.CharField(max_length=6, choices=How)
    at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    told_by = Sealed()
    words = Sealed()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "consent"], name="one_end_of_a_consent")]

    def __str__(self) -> str:
        return f"end of consent {self.consent_id}"

    @property
    def since(self) -> datetime:
        """The second from which the consent stands no more."""
        return self.received_at or self.at


class Disclosure(AppendOnly):
    """Something about a participant left: what, to whom, what for, when, by whom, and why it might (42 CFR 2.25).

    `classes` are the data classes that left, `what` the titles of the parts. `affiliation` is where the recipient
    works. Without a consent there is another `basis`, and `nature` says in words what made it one (2.51(c)).
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", _("With consent")
        EMERGENCY = "emergency", _("Medical emergency")

    class Channel(models.TextChoices):
        PAGE = "page", _("On a page")
        PDF = "pdf", _("As a PDF")
        CSV = "csv", _("As a table")
        PAPER = "paper", _("On paper")
        SPOKEN = "spoken", _("By word of mouth")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="disclosures", db_index=False)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.CONSENT)
    consent = models.ForeignKey(
        Consent, null=True, on_delete=models.PROTECT, related_name="disclosures", db_index=False
    )
    recipient = Sealed(null=False)
    affiliation = Sealed()
    recipient_about = models.UUIDField(null=True, blank=True)
    through = Sealed()
    classes = models.JSONField(default=list)
    what = Sealed(null=False)
    purpose = models.CharField(max_length=12)
    nature = Sealed()
    channel = models.CharField(max_length=6, choices=Channel)
    notice_version = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="consent", consent__isnull=False) | (~Q(basis="consent") & Q(consent=None)),
                name="disclosure_has_its_basis",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "at"], name="disclosure_participant"),
            models.Index(fields=["organization", "consent", "at"], name="disclosure_consent"),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


__all__ = ["Consent", "Disclosure", "Revocation"]
