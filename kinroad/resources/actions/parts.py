"""Lists that hang on a row of the directory (phones, tags, schedules ...): read and written as entries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import models

from kinroad.resources.models import (
    Accessibility,
    Agency,
    CostOption,
    Language,
    Location,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Tag,
)
from kinroad.resources.rules.line import PARTS, Entries

BATCH = 500
MODELS: dict[str, Any] = {
    "phones": Phone, "tags": Tag, "schedules": Schedule, "languages": Language, "costs": CostOption,
    "documents": RequiredDocument, "areas": ServiceArea, "accessibility": Accessibility,
}  # fmt: skip
OWNER_COLUMN: dict[type[models.Model], str] = {
    Agency: "agency", Service: "service", Location: "location", ServiceAtLocation: "service_at_location",
}  # fmt: skip
_LENT = ("phones", "tags", "schedules")


def entries_of(
    owner: type[models.Model], part: str, *, organization_id: UUID, ids: Iterable[UUID]
) -> dict[UUID, Entries]:
    """The own entries of these rows (not lent by a twin), as an import tells them."""
    column, found = f"{OWNER_COLUMN[owner]}_id", defaultdict(list)
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        rows = MODELS[part].objects.filter(
            organization=organization_id, **{f"{column}__in": wanted[start : start + BATCH]}
        )
        if part in _LENT:
            rows = rows.filter(lent_by=None)
        for of, *values in rows.order_by("id").values_list(column, *PARTS[part]):
            found[of].append(tuple(_as_told(value) for value in values))
    return {of: tuple(entries) for of, entries in found.items()}


def _as_told(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def rows_of(owner: models.Model, part: str, entries: Entries) -> list[Any]:
    """New rows for these entries."""
    column = OWNER_COLUMN[type(owner)]
    organization_id: UUID = owner.organization_id  # type: ignore[attr-defined]
    return [
        MODELS[part](organization_id=organization_id, **{column: owner}, **dict(zip(PARTS[part], entry, strict=True)))
        for entry in entries
    ]


def replace_parts(changed: dict[str, list[tuple[models.Model, Entries]]]) -> None:
    """Put these entries in the place of the own ones, in bulk."""
    for part, told in changed.items():
        made: list[Any] = []
        for owner in OWNER_COLUMN:
            mine = [(row, entries) for row, entries in told if type(row) is owner]
            _forget(part, owner, [row for row, _ in mine])
            made += [new for row, entries in mine for new in rows_of(row, part, entries)]
        MODELS[part].objects.bulk_create(made, batch_size=BATCH)


def _forget(part: str, owner: type[models.Model], rows: list[Any]) -> None:
    column = f"{OWNER_COLUMN[owner]}__in"
    for start in range(0, len(rows), BATCH):
        ids = [row.pk for row in rows[start : start + BATCH]]
        mine = MODELS[part].objects.filter(organization=rows[start].organization_id, **{column: ids})
        (mine.filter(lent_by=None) if part in _LENT else mine).delete()
