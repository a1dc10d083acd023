"""What every table of a program has: a UUIDv7, one organization, and a word on whether its rows may change."""

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from kinroad.core.ids import uuid7
from kinroad.core.scoped import ScopedManager, ScopedQuerySet
from kinroad.core.tenancy import EVERYWHERE, AnotherOrganization, here, refuse_another


class OrganizationRow(models.Model):
    """A row of one organization. The organization is written once, and both ends of every key belong to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    if not TYPE_CHECKING:
        objects = ScopedManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_another(self.organization_id)
        self.refuse_another_organization()
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if field.name not in ("id", "organization") and not field.generated
            ]
        super().save(*args, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row = super().from_db(db, field_names, values, **more)
        at = here()
        if at is not EVERYWHERE and row.__dict__.get("organization_id", at) != at:
            raise AnotherOrganization
        return row

    def refuse_another_organization(self) -> None:
        """Raise ValueError when a key of this row points into another organization."""
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or field.name == "organization":
                continue
            other = field.related_model
            if getattr(self, field.attname) is None or not issubclass(other, OrganizationRow):
                continue
            if field.is_cached(self):
                theirs = getattr(self, field.name).organization_id
            else:
                theirs = organization_of(other, getattr(self, field.attname))
            unseen = theirs is None and here() != EVERYWHERE
            if unseen or theirs not in (None, self.organization_id):
                raise ValueError(f"{self._meta.label}.{field.name} belongs to another organization.")


def organization_of(model: type[models.Model], pk: UUID) -> UUID | None:
    """The organization a row belongs to; None when it is not met from here."""
    try:
        return _home_of(model, pk)
    except LookupError:
        return None


@lru_cache(maxsize=20_000)
def _home_of(model: type[models.Model], pk: UUID) -> UUID:
    """It never changes, so it is asked once."""
    found: UUID | None = model._base_manager.filter(pk=pk).values_list("organization_id", flat=True).first()
    if found is None:
        raise LookupError
    return found


class Kept(OrganizationRow):
    """A row that may be corrected; the audit trail says by whom."""

    class Meta:
        abstract = True


class PublicDirectory(OrganizationRow):
    """A row the public may read: nothing about a person of the program."""

    class Meta:
        abstract = True


class AppendOnlyQuerySet(ScopedQuerySet[Any]):
    """Rows that stand for ever: SQL of ours neither updates nor deletes them."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyRefused(self.model)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyRefused(self.model)

    def delete(self) -> NoReturn:
        raise AppendOnlyRefused(self.model)


class AppendOnlyRefused(ValidationError):
    """Somebody tried to change or remove a row that stands for ever."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model._meta.label} is append-only.")


class AppendOnly(OrganizationRow):
    """A row that is written once: no update, no delete."""

    objects = AppendOnlyQuerySet.as_manager()  # type: ignore[misc]  # in place of the plain one

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyRefused(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyRefused(type(self))


class Reference(models.Model):
    """A small table shared by all organizations."""

    class Meta:
        abstract = True
