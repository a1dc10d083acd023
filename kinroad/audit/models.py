"""The audit trail: every change, every look, who came in or did not. Written once, signed, without foreign keys."""

from typing import Any, ClassVar

from django.db import models

from kinroad.audit.rules.canonical import canonical
from kinroad.core.ids import uuid7
from kinroad.core.models import AppendOnlyQuerySet, AppendOnlyRefused
from kinroad.core.sign import SIGNATURE_BYTES, is_signed, sign
from kinroad.core.tenancy import refuse_another


class Signature(models.BinaryField):  # type: ignore[type-arg]
    """What nobody without the key could have written: made of all other columns at the moment the row goes in.

    One byte says which list of columns was signed (`SIGNED` of the model), then comes what `core.sign.sign` gave.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1 + SIGNATURE_BYTES)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        assert isinstance(model_instance, TrailLine)
        version = max(model_instance.SIGNED)
        signature = version.to_bytes(1, "big") + sign(model_instance.signed_words(version))
        model_instance.signature = signature
        return signature


class TrailLine(models.Model):
    """A line of the trail. It holds ids only, so that it outlives what it speaks of.

    The database refuses to change or remove it (audit/actions/guards.py). A new column makes a new version in
    `SIGNED`: what stands was signed by the columns of its own day.
    """

    SIGNED: ClassVar[dict[int, tuple[str, ...]]]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization_id = models.UUIDField()
    at = models.DateTimeField()
    signature = Signature()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnlyRefused(type(self))
        refuse_another(self.organization_id)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnlyRefused(type(self))

    def signed_words(self, version: int) -> bytes:
        """What is signed of this row."""
        values = {name: getattr(self, name) for name in self.SIGNED[version]}
        return canonical(self._meta.db_table, version, values)

    @property
    def is_whole(self) -> bool:
        """Whether the row stands as it was written."""
        signature = bytes(self.signature)
        version = signature[0] if signature else 0
        return version in self.SIGNED and is_signed(self.signed_words(version), signature[1:])


ROW = ("id", "organization_id", "at")
SOMEONE = (*ROW, "account_id", "person_id")


class SomeonesLine(TrailLine):
    """A line about what somebody did: the account and, in this organization, the person."""

    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Change(SomeonesLine):
    """Somebody changed something: who, what, when, about which row, which fields."""

    SIGNED = {1: (*SOMEONE, "what", "about_model", "about_id", "participant_id", "fields")}

    what = models.CharField(max_length=60)
    about_model = models.CharField(max_length=60)
    about_id = models.UUIDField()
    participant_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "about_id", "at"], name="change_about"),
            models.Index(fields=["organization_id", "participant_id", "at"], name="change_participant"),
            models.Index(fields=["organization_id", "account_id", "at"], name="change_account"),
            models.Index(fields=["organization_id", "id"], name="change_order"),
            models.Index(fields=["organization_id", "account_id", "id"], name="change_of"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Look(SomeonesLine):
    """Somebody looked: at one participant's page, or at a list that showed several.

    A list's look has no `participant_id` and the ids it showed in `shown`.
    """

    SIGNED = {1: (*SOMEONE, "participant_id", "page", "why", "shown")}

    participant_id = models.UUIDField(null=True)
    page = models.CharField(max_length=60)
    why = models.CharField(max_length=30)
    shown = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "participant_id", "at"], name="look_participant"),
            models.Index(fields=["organization_id", "account_id", "at"], name="look_account"),
            models.Index(fields=["organization_id", "id"], name="look_order"),
            models.Index(fields=["organization_id", "account_id", "id"], name="look_of"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.at:%Y-%m-%d %H:%M}"


class Door(SomeonesLine):
    """Somebody came in or could not, went out, changed their ways in, was refused, or took a file along.

    `page` is the name of the address, `about_id` the id that was asked for, whether or not there is such a thing;
    `place` a blind mark of where a failed sign-in came from. Without an organization it stands under `NOWHERE`.
    """

    SIGNED = {1: (*SOMEONE, "what", "page", "about_id", "place")}

    class What(models.TextChoices):
        SIGNED_IN = "signed_in"
        SIGN_IN_FAILED = "sign_in_failed"
        SIGNED_OUT = "signed_out"
        WAY_IN_CHANGED = "way_in_changed"
        SECOND_FACTOR_ADDED = "second_factor_added"
        SECOND_FACTOR_REMOVED = "second_factor_removed"
        SECOND_FACTOR_FAILED = "second_factor_failed"
        REFUSED = "refused"
        TAKEN_OUT = "taken_out"

    what = models.CharField(max_length=30)
    page = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    place = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "id"], name="door_order"),
            models.Index(fields=["organization_id", "account_id", "id"], name="door_account"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Seal(TrailLine):
    """One link of an organization's chain: these lines stood here, in this order, after the seal before.

    `rows` holds kind and id of each line (rules/sealed.py); `hash` is made of the signature of the seal before and the
    signatures of the lines.
    """

    SIGNED = {1: (*ROW, "number", "first_id", "last_id", "count", "rows", "hash")}

    number = models.PositiveIntegerField()
    first_id = models.UUIDField()
    last_id = models.UUIDField()
    count = models.PositiveIntegerField()
    rows = models.BinaryField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "number"], name="one_seal_of_a_number")]
        indexes = [models.Index(fields=["organization_id", "last_id"], name="seal_last")]

    def __str__(self) -> str:
        return f"seal {self.number}"


# The kinds a seal holds, by the byte that stands for them. A number is never given twice.
KINDS: dict[int, type[SomeonesLine]] = {1: Change, 2: Look, 3: Door}
