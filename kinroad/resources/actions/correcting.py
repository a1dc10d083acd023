"""What we know better than a list, kept through every import."""

from typing import Any

from django.db import transaction

from kinroad.audit.actions import record
from kinroad.core.time import now
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.parts import MODELS, entries_of, replace_parts
from kinroad.resources.actions.writing import derive, set_where
from kinroad.resources.models import (
    HIDDEN_FIELDS,
    Agency,
    Location,
    ResourceCorrection,
    Service,
    ServiceAtLocation,
    Tag,
)
from kinroad.resources.rules.corrections import RowKind

Listed = Agency | Service | Location | ServiceAtLocation
_KIND: dict[type, RowKind] = {
    Agency: RowKind.AGENCY, Service: RowKind.SERVICE, Location: RowKind.LOCATION, ServiceAtLocation: RowKind.PLACE,
}  # fmt: skip


@transaction.atomic
def know_better(*, row: Listed, by: Viewer, **said: Any) -> list[str]:
    """Set fields or parts of a row as we know them, and remember what its list says; the names of what changed.

    Parts (`phones`, `tags`, `schedules` ...) are lists of entries in the order of `rules.line.PARTS`. Saying again what
    the list says ends the correction. Of a confidential location nothing is remembered: its list is not heard any more.
    Places that show the row are written anew.
    """
    row = type(row).objects.select_for_update().get(organization=by.organization_id, pk=row.pk)
    before = _now(row, said)
    changed = [name for name, value in said.items() if before[name] != value]
    hidden = isinstance(row, Location) and (row.confidential or said.get("confidential"))
    if row.source_id is not None and not hidden:
        _remember(row, {name: said[name] for name in changed}, before)
    if hidden:
        ResourceCorrection.objects.filter(organization=by.organization_id, row=row.pk).delete()
    _set(row, {name: said[name] for name in changed})
    if changed:
        write_places_anew(row)
        record(what=f"resource.{_KIND[type(row)]}_corrected", about=row, by=by, fields=changed)
    return changed


def _now(row: Listed, said: dict[str, Any]) -> dict[str, Any]:
    whole = row.whole() if isinstance(row, Location) else {}
    found: dict[str, Any] = {}
    for name in said:
        if name in MODELS:
            kept = entries_of(type(row), name, organization_id=row.organization_id, ids=[row.pk]).get(row.pk, ())
            found[name] = [list(entry) for entry in kept]
        else:
            found[name] = whole.get(name, getattr(row, name))
    return found


def _remember(row: Listed, said: dict[str, Any], before: dict[str, Any]) -> None:
    own = {each.field: each for each in ResourceCorrection.objects.filter(organization=row.organization_id, row=row.pk)}
    for name, value in said.items():
        correction = own.get(name)
        if correction is not None and correction.imported == value:
            correction.delete()
            continue
        correction = correction or ResourceCorrection(
            organization_id=row.organization_id, kind=_KIND[type(row)].value, row=row.pk, field=name,
            imported=before[name],
        )  # fmt: skip
        correction.value, correction.corrected_at = value, now()
        correction.save()


def _set(row: Listed, said: dict[str, Any]) -> None:
    replace_parts({name: [(row, tuple(map(tuple, value)))] for name, value in said.items() if name in MODELS})
    facts = {name: value for name, value in said.items() if name not in MODELS}
    if isinstance(row, Location):
        where = {name: facts.pop(name) for name in HIDDEN_FIELDS if name in facts}
        row.state = facts.pop("state", row.state)
        confidential = facts.pop("confidential", row.confidential)
        set_where(row, confidential=confidential, zone=row.organization.zone, **where)
    for name, value in facts.items():
        setattr(row, name, value)
    if isinstance(row, ServiceAtLocation):
        row.version += 1
    row.updated_at = now()
    row.save()


def write_places_anew(row: Listed) -> None:
    """Names, words and points of every place that shows this row."""
    mine = ServiceAtLocation.objects.filter(organization=row.organization_id)
    by_kind: dict[RowKind, dict[str, Any]] = {
        RowKind.AGENCY: {"service__agency": row}, RowKind.SERVICE: {"service": row},
        RowKind.LOCATION: {"location": row}, RowKind.PLACE: {"pk": row.pk},
    }  # fmt: skip
    places = list(
        mine.filter(**by_kind[_KIND[type(row)]]).select_related("service__agency", "location", "organization")
    )
    codes: dict[Any, list[str]] = {}
    tags = Tag.objects.filter(organization=row.organization_id, service_at_location__in=places)
    for of, code in tags.values_list("service_at_location", "code"):
        codes.setdefault(of, []).append(code)
    for place in places:
        derive(place, codes=codes.get(place.pk, ()), zone=place.organization.zone)
        place.updated_at = now()
        place.save()
    index_places([place.pk for place in places], organization_id=row.organization_id)
