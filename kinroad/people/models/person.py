"""Persons and the keys they are found by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed, SealedDate
from kinroad.core.models import Kept


class Person(Kept):
    """A human being in one organization: a participant, a peer leader, staff, or several of these at once.

    A name to be called by is enough. Languages are ISO 639 codes, the first one first.
    """

    called = Sealed(null=False)
    full_name = Sealed()
    birth_on = SealedDate()
    phone = Sealed()
    email = Sealed()
    address = Sealed()
    zip = Sealed()
    languages = models.JSONField(default=list)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"person {self.pk}"


class SearchKey(Kept):
    """A blind key a person is found by: HMAC of a folded name token, its sound, a prefix, a phone, a birth date."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="search_keys", db_index=False)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["organization", "person"], name="search_key_person")]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "key", "person"], name="one_search_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PossibleDuplicate(Kept):
    """Two persons who may be one. Only the coordinator sees it, after saving. The smaller id stands first."""

    class State(models.TextChoices):
        OPEN = "open", _("To be looked at")
        SAME = "same", _("The same person")
        DIFFERENT = "different", _("Two people")

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "first", "second"], name="one_pair_of_possible_duplicates"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="smaller_id_stands_first"),
        ]
        indexes = [models.Index(fields=["organization", "state", "found_at"], name="duplicate_state")]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Draft(Kept):
    """Words not saved yet: sealed, one per person and form, for seven days; of the public form, for a day.

    `key` is a hash of owner (or, for the public form, of the token its holder keeps), form and whom it is about.
    """

    key = models.CharField(max_length=64)
    form = models.CharField(max_length=40)
    words = Sealed()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="one_draft_of_a_form"),
        ]
        indexes = [models.Index(fields=["organization", "saved_at"], name="draft_saved_at")]

    def __str__(self) -> str:
        return f"draft of {self.form}"
