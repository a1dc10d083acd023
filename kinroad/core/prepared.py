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

    def _question(self, **values: Any) -> QuerySet[Any, Any]:
        return self.build(**values)

    def _write(self, values: dict[str, Any]) -> tuple[str, list[Any], list[tuple[int, str]], dict[int, Any]]:
        stand_ins = {name: _stand_in(value) for name, value in values.items()}
        with everywhere():  # written once for all: where the work at hand is done must not stand in it
            compiler = self._question(**stand_ins).query.get_compiler(connection=connection)
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
    """A question for whole rows of one table: `build(**values)` gives a queryset of the model.

    `beside`: a key that is never empty, whose row comes with each.
    """

    def __init__(self, model: type[Row], build: Callable[..., QuerySet[Row]], *, beside: str = "") -> None:
        super().__init__(build)
        self.model, self.names = model, _columns(model)
        self.beside = beside

    def _question(self, **values: Any) -> QuerySet[Any, Any]:
        theirs = [f"{self.beside}__{name}" for name in _columns(self._other)] if self.beside else []
        return self.build(**values).values_list(*self.names, *theirs)

    @property
    def _other(self) -> type[models.Model]:
        other: type[models.Model] = self.model._meta.get_field(self.beside).related_model  # type: ignore[assignment]
        return other

    def rows(self, **values: UUID | date | str) -> list[Row]:
        """The rows as the queryset would give them, each a whole instance."""
        return [self._whole(row) for row in self(**values)]

    def _whole(self, row: tuple[Any, ...]) -> Row:
        own = len(self.names)
        made = self.model.from_db(connection.alias, self.names, row[:own])
        if self.beside:
            setattr(made, self.beside, self._other.from_db(connection.alias, _columns(self._other), row[own:]))
        return made

    def first(self, **values: UUID | date | str) -> Row | None:
        """The first row, if there is one; the question itself says how many it wants."""
        return next(iter(self.rows(**values)), None)


class PreparedCount(Prepared):
    """A question for how many: `build(**values)` gives a queryset of rows that belong to an organization.

    `of`: what is counted once, however many rows there are; without it the rows.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, of: str = "pk") -> None:
        super().__init__(build)
        self.of = of

    def _question(self, **values: Any) -> QuerySet[Any, Any]:
        many = models.Count(self.of, distinct=self.of != "pk")
        rows: QuerySet[Any, Any] = self.build(**values).order_by().values("organization_id").annotate(n=many)
        return rows.values_list("n")

    def count(self, **values: UUID | date | str) -> int:
        """How many there are."""
        return sum(many for (many,) in self(**values))


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


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
