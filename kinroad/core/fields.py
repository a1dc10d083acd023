"""Model fields for words about a person: sealed in the database, plain on the instance."""

import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from kinroad.core.seal import seal, unseal


class SealedBytes(bytes):
    """A sealed value as it came from the database, not opened yet."""


class _ToSeal:
    """Words on their way to the database, with the place they are sealed to."""

    def __init__(self, text: str, place: bytes) -> None:
        self.text, self.place = text, place


def to_seal(text: str, place: bytes) -> Any:
    """Words that a query may write into a sealed column of the row they are sealed to."""
    return _ToSeal(text, place)


class _SealedAttribute(DeferredAttribute):
    """Opens the value at the first look and remembers it on the instance."""

    field: "Sealed"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, SealedBytes):
            value = self.field.to_python(unseal(value, place=self.field.place(instance.pk)))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        # With a setter Python asks this descriptor first, not the instance's own dictionary.
        instance.__dict__[self.field.attname] = value


class Sealed(models.Field):  # type: ignore[type-arg]
    """Text sealed with AES-256-GCM to its table, column and primary key. An empty value is NULL.

    It cannot be filtered, ordered or updated in SQL. `values_list` gives `SealedBytes`; see `open_sealed`.
    """

    descriptor_class = _SealedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def place(self, pk: Any) -> bytes:
        """What a value of this column is bound to: table, column, primary key."""
        return f"{self.model._meta.db_table}.{self.column}.{pk}".encode()

    def to_python(self, value: Any) -> Any:
        return value

    def to_text(self, value: Any) -> str:
        return str(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> SealedBytes | None:
        return None if value is None else SealedBytes(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if value is None or value == "":
            return None
        return _ToSeal(self.to_text(value), self.place(model_instance.pk))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, _ToSeal):
            raise FieldError(f"{self.name} is sealed: save the instance instead of updating or filtering in SQL.")
        return connection.Database.Binary(seal(value.text, place=value.place))

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class SealedDate(Sealed):
    """A day, sealed."""

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        return datetime.date.fromisoformat(value)

    def to_text(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, datetime.date) else str(value)


def open_sealed(model: type[models.Model], name: str, pk: UUID, value: SealedBytes | None) -> Any:
    """Open a sealed value that came from `values_list`, given the primary key of its row."""
    if value is None:
        return None
    field = model._meta.get_field(name)
    assert isinstance(field, Sealed)
    return field.to_python(unseal(value, place=field.place(pk)))


__all__ = ["Sealed", "SealedBytes", "SealedDate", "open_sealed", "to_seal"]
