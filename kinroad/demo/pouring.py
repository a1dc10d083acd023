"""Rows by the hundred thousand: straight to the driver, since model instances would cost most of the time."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models

from kinroad.core.fields import Sealed
from kinroad.core.seal import seal

AT_ONCE = 2000
FOR_SQLITE: dict[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: lambda value: value.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
    date: lambda value: value.isoformat(),
    list: json.dumps,
}
FOR_POSTGRES: dict[type, Callable[[Any], Any]] = {list: json.dumps}


def pour(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows of `model`, each a mapping from column to value; every row has an `id`, and the same columns.

    Columns that are not named get the field's default, or NULL. Sealed columns take words. Nothing is checked.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = model._meta.concrete_fields
    names = [str(field.column) for field in fields]
    sealed = {str(field.column): field for field in fields if isinstance(field, Sealed)}
    rest: dict[str, Any] = {str(field.column): field.get_default() for field in fields if field.column not in first}
    adapt = FOR_SQLITE if connection.vendor == "sqlite" else FOR_POSTGRES

    def made(row: Mapping[str, Any]) -> list[Any]:
        values: dict[str, Any] = {**rest, **row}
        for column, field in sealed.items():
            words = values[column]
            values[column] = seal(words, place=field.place(row["id"])) if words else None
        ordered = (values[name] for name in names)
        return [adapt[type(value)](value) if type(value) in adapt else value for value in ordered]

    columns = ", ".join(f'"{name}"' for name in names)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
            copy.write_row(made(first))
            for row in rows:
                copy.write_row(made(row))
        return
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        batch = [made(first)]
        while batch:
            cursor.executemany(sql, batch)
            batch = [made(row) for row in islice(rows, AT_ONCE)]
