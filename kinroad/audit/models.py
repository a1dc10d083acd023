"""The audit trail: every change and every look, written once, without foreign keys."""

from django.db import models

from kinroad.core.ids import uuid7
from kinroad.core.models import AppendOnlyQuerySet, AppendOnlyRefused


class TrailLine(models.Model):
    """A line of the trail. It holds ids only, so that it outlives what it speaks of."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization_id = models.UUIDField()
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnlyRefused(type(self))
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnlyRefused(type(self))


class Change(TrailLine):
    """Somebody changed something: who, what, when, about which row, which fields."""

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
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Look(TrailLine):
    """Somebody looked: at one participant's page, or at a list that showed several.

    A list's look has no `participant_id` and the ids it showed in `shown`.
    """

    participant_id = models.UUIDField(null=True)
    page = models.CharField(max_length=60)
    why = models.CharField(max_length=30)
    shown = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "participant_id", "at"], name="look_participant"),
            models.Index(fields=["organization_id", "account_id", "at"], name="look_account"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.at:%Y-%m-%d %H:%M}"
