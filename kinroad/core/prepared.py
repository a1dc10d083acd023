"""Questions of hot pages, written once: the ORM makes their SQL the first time, afterwards only the values change.

Making the SQL of a question about sight costs many times what the database needs to answer it.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone

from kinroad.core.tenancy import everywhere
from kinroad.core.time import now

FIELDS: dict[type, models.Field[Any, Any]] = {
    UUID: models.UUIDField(),
    datetime: models.DateTimeField(),
    date: models.DateField(),
    str: models.CharField(),
}
MOMENT = "this moment"
Row = TypeVar("Row", bound=models.Model)
_stands_in: ContextVar[datetime | None] = ContextVar("stands_in", default=None)


class Moment(models.Expression):
    """This moment by our own clock, told anew each time a question is asked, also one that was written once."""

    output_field: ClassVar[models.DateTimeField[Any, Any]] = models.DateTimeField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (_as_param(_stands_in.get() or now()),)


@contextmanager
def _moment_is(stand_in: datetime) -> Iterator[None]:
    told = _stands_in.set(stand_in)
    try:
        yield
    finally:
        _stands_in.reset(told)


class Prepared:
    """A question whose `build(**values)` gives a `values_list` queryset. Values are ids, days, moments or words.

    `build` runs once per kind of database, with stand-ins: it must not decide anything from its values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.written: dict[str, tuple[str, list[Any], list[tuple[int, str]], dict[int, Any]]] = {}

    def __call__(self, **values: UUID | date | str) -> list[tuple[Any, ...]]:
        """The rows, as the queryset would give them."""
        found = self.written.get(connection.vendor)
        if found is None:
            found = self.written[connection.vendor] = self._write(values)
        sql, standing, places, converters = found
        params = list(standing)
        for place, name in places:
            params[place] = _as_param(now() if name == MOMENT else values[name])
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _write(self, values: dict[str, Any]) -> tuple[str, list[Any], list[tuple[int, str]], dict[int, Any]]:
        stand_ins = {name: _stand_in(value) for name, value in values.items()}
        with everywhere():  # written once for all: where the work at hand is done must not stand in it
            compiler = self.build(**stand_ins).query.get_compiler(connection=connection)
        stand_ins[MOMENT] = moment = _stand_in(now())
        with _moment_is(moment):
            sql, params = compiler.as_sql()
        names = {_as_param(stand_in): name for name, stand_in in stand_ins.items()}
        places = [(place, names[param]) for place, param in enumerate(params) if _is_one_of(param, names)]
        if {name for _place, name in places} - {MOMENT} != values.keys():
            raise ValueError("Some value does not stand in the question as it was given.")
        assert compiler.col_count is not None
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        return sql, list(params), places, converters


class PreparedRows(Prepared, Generic[Row]):
    """A question for whole rows of one table: `build(**values)` gives a queryset of the model."""

    def __init__(self, model: type[Row], build: Callable[..., QuerySet[Row]]) -> None:
        names = [field.attname for field in model._meta.concrete_fields]
        super().__init__(lambda **values: build(**values).values_list(*names))
        self.model, self.names = model, names

    def rows(self, **values: UUID | date | str) -> list[Row]:
        """The rows as the queryset would give them, each a whole instance."""
        return [self.model.from_db(connection.alias, self.names, row) for row in self(**values)]

    def first(self, **values: UUID | date | str) -> Row | None:
        """The first row, if there is one; the question itself says how many it wants."""
        return next(iter(self.rows(**values)), None)


def _stand_in(value: Any) -> Any:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, datetime):
        return timezone.now() - timedelta(microseconds=secrets.randbelow(10**15))
    if isinstance(value, date):
        return date.fromordinal(secrets.randbelow(600_000) + 1)
    if isinstance(value, str):
        return secrets.token_hex(8)
    raise TypeError(f"A prepared question takes no {type(value).__name__}.")


def _as_param(value: Any) -> Any:
    kind = next(kind for kind in FIELDS if isinstance(value, kind))
    return FIELDS[kind].get_db_prep_value(value, connection)


def _is_one_of(param: Any, names: dict[Any, str]) -> bool:
    try:
        return param in names
    except TypeError:
        return False


def _converted(row: tuple[Any, ...], converters: dict[int, Any]) -> tuple[Any, ...]:
    made = list(row)
    for place, (each, expression) in converters.items():
        for convert in each:
            made[place] = convert(made[place], expression, connection)
    return tuple(made)
