"""After a new sealing key: what older keys sealed is sealed again, a few rows at a time, while people go on working.

No edit is ever overwritten: a value is exchanged only if it is still the one that was read (compare and swap), and an
edit that came first was sealed with the new key by itself. Whoever is interrupted begins again where rows are left.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from kinroad.core.fields import Sealed
from kinroad.core.seal import key_of, newest_key, seal, unseal

AT_ONCE = 100  # rows in one transaction: the line for whoever waits to write stays short


@cache
def sealed_models() -> tuple[type[models.Model], ...]:
    """Every table that holds sealed values."""
    return tuple(model for model in apps.get_models() if sealed_fields(model))


def sealed_fields(model: type[models.Model]) -> list[Sealed]:
    """The sealed fields of a model."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, Sealed)]


def sealed_by(model: type[models.Model]) -> Counter[int]:
    """How many values of this table each key sealed. It reads the whole table."""
    counted: Counter[int] = Counter()
    table = _quoted(model._meta.db_table)
    for field in sealed_fields(model):
        column = _quoted(field.column)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_number_in(column)}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"  # noqa: S608
            )
            for number, many in cursor.fetchall():
                counted[int(number, 16)] += many
    return counted


def seal_again(*, most: int | None = None) -> Iterator[tuple[type[models.Model], int]]:
    """Seal with the newest key what older ones sealed, `most` rows. Yields each table and how many it is so far."""
    for model in sealed_models():
        after: UUID | int | None = None
        done = 0
        while most is None or most > 0:
            after, exchanged = _next_rows(model, after=after, most=AT_ONCE if most is None else min(AT_ONCE, most))
            if after is None:
                break
            done += exchanged
            most = None if most is None else most - AT_ONCE
            yield model, done


@transaction.atomic
def _next_rows(model: type[models.Model], *, after: Any, most: int) -> tuple[Any, int]:
    """The last id of the next rows that older keys sealed, None at the end, and how many were exchanged."""
    newest, exchanged = newest_key(), 0
    rows = _rows_of_older_keys(model, newest=newest, after=after, most=most)
    for pk, *values in rows:
        for field, value in zip(sealed_fields(model), values, strict=True):
            if value is not None and key_of(bytes(value)) < newest:
                exchanged += exchange(field, model._meta.pk.to_python(pk), bytes(value))
    return (rows[-1][0] if rows else None), exchanged


def _rows_of_older_keys(model: type[models.Model], *, newest: int, after: Any, most: int) -> list[tuple[Any, ...]]:
    pk, columns = _quoted(model._meta.pk.column), [_quoted(field.column) for field in sealed_fields(model)]
    older = " OR ".join(f"({column} IS NOT NULL AND {_number_in(column)} < %s)" for column in columns)
    params: list[Any] = [f"{newest:04X}"] * len(columns)
    beyond = ""
    if after is not None:
        beyond, params = f"{pk} > %s AND ", [after, *params]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {pk}, {', '.join(columns)} FROM {_quoted(model._meta.db_table)} "  # noqa: S608  names of our own
            f"WHERE {beyond}({older}) ORDER BY {pk} LIMIT %s",
            [*params, most],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def exchange(field: Sealed, pk: Any, value: bytes) -> int:
    """Put the newest key's sealing of the same words in the place of `value`, if it still stands there."""
    place = field.place(pk)
    again = seal(unseal(value, place=place), place=place)
    column, binary, key = _quoted(field.column), models.BinaryField(), field.model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_quoted(field.model._meta.db_table)} SET {column} = %s "  # noqa: S608  names of our own
            f"WHERE {_quoted(key.column)} = %s AND {column} = %s",
            [
                binary.get_db_prep_value(again, connection),
                key.get_db_prep_value(pk, connection),
                binary.get_db_prep_value(value, connection),
            ],
        )
        exchanged: int = cursor.rowcount
    return exchanged


def _quoted(name: str | None) -> str:
    """A name of our own tables or columns, as SQL wants it."""
    assert name is not None
    return connection.ops.quote_name(name)


def _number_in(column: str) -> str:
    """SQL for the number of the key in a sealed value, four hex digits."""
    if connection.vendor == "sqlite":
        return f"hex(substr({column}, 1, 2))"
    return f"upper(encode(substring({column} FROM 1 FOR 2), 'hex'))"
