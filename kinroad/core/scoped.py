"""Managers that give rows of the organization at hand only, where the database itself does not see to it (SQLite)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models

from kinroad.core.tenancy import EVERYWHERE, here, refuse_another

Row = TypeVar("Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows of a program, which are never put into another organization."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            refuse_another(row.organization_id)
        return super().bulk_create(rows, *args, **kwargs)

    if not TYPE_CHECKING:

        @classmethod
        def as_manager(cls):
            return ScopedManager.from_queryset(cls, f"ManagerFrom{cls.__name__}")()


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """What every question begins with: whose rows. PostgreSQL is told once per request instead (core.postgres)."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        at = here()
        if at == EVERYWHERE or connection.vendor != "sqlite":
            return rows
        return rows.filter(organization_id=at) if at else rows.none()


# mypy reads types off the classes that run: to it these managers are Django's own, with Django's types.
ScopedManager.__module__, ScopedManager.__qualname__ = models.Manager.__module__, models.Manager.__qualname__
