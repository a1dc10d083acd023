"""Words that must be nowhere: one in every sealed field of every table, and what a search for them finds."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, models

from kinroad.core.fields import SealedDate
from kinroad.core.ids import uuid7
from kinroad.core.models import Reference
from kinroad.core.resealing import sealed_fields, sealed_models

DAY = datetime.date(1903, 5, 7)  # nobody here was born then
FILLED = {
    models.BooleanField: False,
    models.DateTimeField: datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC),
    models.DateField: datetime.date(2026, 3, 2),
    models.TimeField: datetime.time(9),
    models.FloatField: 1.0,
    models.IntegerField: 1,
    models.BinaryField: b"1",
}


def canary(field: models.Field[Any, Any]) -> Any:
    """The word for this field; a day for a day."""
    return DAY if isinstance(field, SealedDate) else f"Quetzal {field.model._meta.db_table} {field.column} Wren"


def row_of(model: type[models.Model], *, participant: Any = None, organization: Any = None) -> models.Model:
    """A row with a canary in each sealed field, and something that fits in the others."""
    row = model()
    for field in model._meta.local_concrete_fields:
        if field in sealed_fields(model):
            setattr(row, field.attname, canary(field))
        elif isinstance(field, models.ForeignKey):
            own = {"organization": organization, "participant": participant}.get(field.name)
            if own is None and (field.null or issubclass(field.related_model, Reference) is None):
                continue
            setattr(row, field.attname, own or (uuid7() if isinstance(field.target_field, models.UUIDField) else 1))
        elif not field.has_default() and not field.primary_key and not field.null:
            setattr(row, field.attname, something(field))
    return row


def something(field: models.Field[Any, Any]) -> Any:
    if field.choices:
        return next(code for code, _label in field.flatchoices if code != "")
    if isinstance(field, models.UUIDField):
        return uuid7()
    kind = next((kind for kind in FILLED if isinstance(field, kind)), None)
    return FILLED[kind] if kind else "x" * min(field.max_length or 2, 2)


def write_one_everywhere() -> int:
    """A row with canaries in every table that has sealed fields; no other rule of the tables is asked.

    Answers how many canaries open again: each is there, sealed. A new table or column is among them by itself.
    """
    with connection.cursor() as cursor:
        for words in WITHOUT_RULES[connection.vendor]:
            cursor.execute(words)
    opened = 0
    for model in sealed_models():
        row = row_of(model)
        model._base_manager.bulk_create([row])
        there = model._base_manager.get(pk=row.pk)
        opened += sum(getattr(there, each.attname) == canary(each) for each in sealed_fields(model))
    assert opened == sum(len(sealed_fields(model)) for model in sealed_models())
    return opened


WITHOUT_RULES = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"),
    "postgresql": (
        "SET session_replication_role = replica",
        """DO $$ DECLARE each record; BEGIN
        FOR each IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
            WHERE contype = 'c' AND connamespace = 'public'::regnamespace
        LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.place, each.conname); END LOOP; END $$""",
    ),
}


def words() -> set[bytes]:
    """What must not be found."""
    said = {b"quetzal", b"1903-05-07", b"wilhelmina"}
    return said | {each.hex().encode() for each in said}


def found_in(content: bytes) -> list[bytes]:
    low = content.lower()
    plain = low.replace(b"\0", b"")  # UTF-16, and whatever else pads letters
    return [word for word in words() if word in low or word in plain]


def found_under(*folders: Path) -> dict[str, list[bytes]]:
    """The files under these folders in which a canary stands."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {str(path): hits for path in files if (hits := found_in(path.read_bytes()))}


def every_cell() -> Iterator[tuple[str, Any]]:
    """Every value of every table of the database, Django's and its tasks' too."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield table, value


def found_in_the_database() -> set[str]:
    """The tables in which a canary stands in the open."""
    hits = set()
    for table, value in every_cell():
        if value is None or isinstance(value, bool | int | float | UUID):
            continue
        content = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        if found_in(content):
            hits.add(table)
    return hits
