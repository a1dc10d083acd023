"""Putting lines on the shelf: new rows, changed rows, vanished rows, each in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from kinroad.people.models import Organization
from kinroad.resources.actions.parts import BATCH, entries_of, replace_parts
from kinroad.resources.actions.writing import DERIVED, derive, set_where
from kinroad.resources.models import (
    HIDDEN_FIELDS,
    Agency,
    Location,
    ResourceCorrection,
    ResourceSource,
    Service,
    ServiceAtLocation,
)
from kinroad.resources.rules.corrections import RowKind
from kinroad.resources.rules.line import Entries, Line, Told

_PARTS_OF: dict[RowKind, tuple[str, ...]] = {
    RowKind.AGENCY: ("phones",),
    RowKind.SERVICE: ("phones", "languages", "costs", "documents", "areas"),
    RowKind.LOCATION: ("phones", "languages", "accessibility"),
    RowKind.PLACE: ("phones", "tags", "schedules"),
}
MODEL_OF: dict[RowKind, Any] = {
    RowKind.AGENCY: Agency, RowKind.SERVICE: Service, RowKind.LOCATION: Location, RowKind.PLACE: ServiceAtLocation,
}  # fmt: skip
_WRITTEN: dict[RowKind, tuple[str, ...]] = {
    RowKind.AGENCY: ("name", "alternate_name", "description", "email", "website", "updated_at"),
    RowKind.SERVICE: tuple(
        each.name for each in Service._meta.concrete_fields if each.name not in ("id", "organization", "source")
    ),
    RowKind.LOCATION: tuple(
        each.name for each in Location._meta.concrete_fields if each.name not in ("id", "organization", "source")
    ),
    RowKind.PLACE: ("service", "location", "description", "hours", *DERIVED, "vanished_at", "updated_at"),
}


@dataclass(slots=True)
class _Shelf:
    """The rows of one table and source during one import, under their keys."""

    kind: RowKind
    rows: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, dict[UUID, Entries]] = field(default_factory=dict)
    corrections: dict[UUID, dict[str, ResourceCorrection]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    made: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)


class Shelf:
    """The directory of one source during one import. Nothing is written before `write`."""

    def __init__(self, *, organization: Organization, source: ResourceSource | None, at: datetime) -> None:
        self.organization, self.source, self.at = organization, source, at
        self.parts: dict[str, list[tuple[Any, Entries]]] = {}
        self.retold: list[ResourceCorrection] = []
        self.shelves = {kind: self._load(kind) for kind in RowKind}

    def _load(self, kind: RowKind) -> _Shelf:
        shelf = _Shelf(kind)
        if self.source is None or self.source._state.adding:
            return shelf
        mine = MODEL_OF[kind].objects.filter(organization=self.organization, source=self.source)
        if kind is RowKind.PLACE:
            mine = mine.select_related("service__agency", "location")
        shelf.rows = {row.source_key: row for row in mine.select_for_update(of=("self",)).order_by("id")}
        ids = [row.pk for row in shelf.rows.values()]
        for part in _PARTS_OF[kind]:
            shelf.entries[part] = entries_of(MODEL_OF[kind], part, organization_id=self.organization.pk, ids=ids)
        known = ResourceCorrection.objects.filter(organization=self.organization, kind=kind.value)
        for correction in known:
            shelf.corrections.setdefault(correction.row, {})[correction.field] = correction
        return shelf

    def put(self, line: Line) -> str:
        """What became of a line: created, updated or unchanged."""
        agency, first = self._row(RowKind.AGENCY, line.agency, {})
        service, second = self._row(RowKind.SERVICE, line.service, {"agency": agency})
        location, third = None, "unchanged"
        if line.location is not None:
            location, third = self._row(RowKind.LOCATION, line.location, {"agency": agency})
        place, fourth = self._row(RowKind.PLACE, line.place, {"service": service, "location": location})
        if fourth == "created":
            return "created"
        outcome = "unchanged" if {first, second, third, fourth} == {"unchanged"} else "updated"
        if outcome == "updated" and place not in self.shelves[RowKind.PLACE].changed:
            self._touch(self.shelves[RowKind.PLACE], place)
        return outcome

    def vanish(self) -> int:
        """Mark places that the list no longer has; how many."""
        shelf = self.shelves[RowKind.PLACE]
        gone = [row for key, row in shelf.rows.items() if key not in shelf.seen and row.vanished_at is None]
        for row in gone:
            row.vanished_at = row.updated_at = self.at
            shelf.changed.append(row)
        return len(gone)

    def touched(self) -> list[UUID]:
        """Places that are new or otherwise than before."""
        shelf = self.shelves[RowKind.PLACE]
        return [row.pk for row in (*shelf.made, *shelf.changed) if row.vanished_at is None]

    def written(self) -> list[UUID]:
        """Places that are written, gone ones too."""
        shelf = self.shelves[RowKind.PLACE]
        return [row.pk for row in (*shelf.made, *shelf.changed)]

    def write(self) -> None:
        """Write what changed, in bulk. Both ends belong to this organization: the shelf holds nothing else."""
        places = self.shelves[RowKind.PLACE]
        for place in (*places.made, *places.changed):
            derive(place, codes=self._codes(place), zone=self.organization.zone)
        for kind in RowKind:
            shelf, model = self.shelves[kind], MODEL_OF[kind]
            model.objects.bulk_create(shelf.made, batch_size=BATCH)
            model.objects.bulk_update(shelf.changed, _WRITTEN[kind], batch_size=BATCH)
        replace_parts(self.parts)
        ResourceCorrection.objects.bulk_update(self.retold, ["imported"], batch_size=BATCH)

    def _codes(self, place: ServiceAtLocation) -> Iterable[str]:
        told = next((entries for row, entries in self.parts.get("tags", []) if row is place), None)
        entries = self.shelves[RowKind.PLACE].entries.get("tags", {}).get(place.pk, ()) if told is None else told
        return [entry[0] for entry in entries]

    def _row(self, kind: RowKind, told: Told, keys: Mapping[str, Any]) -> tuple[Any, str]:
        shelf = self.shelves[kind]
        if told.key in shelf.seen:
            return shelf.rows[told.key], shelf.seen[told.key] if kind is not RowKind.PLACE else "unchanged"
        row = shelf.rows.get(told.key)
        outcome = "updated"
        if row is None:
            row, outcome = self._new(shelf, told, keys), "created"
        elif not self._changes(shelf, row, told, keys):
            outcome = "unchanged"
        shelf.seen[told.key] = outcome
        return row, outcome

    def _new(self, shelf: _Shelf, told: Told, keys: Mapping[str, Any]) -> Any:
        row = MODEL_OF[shelf.kind](organization=self.organization, source=self.source, source_key=told.key, **keys)
        row.updated_at = self.at
        if shelf.kind is RowKind.PLACE:
            row.created_at = self.at
        self._set(row, told.facts)
        shelf.rows[told.key] = row
        shelf.made.append(row)
        for part, entries in told.parts.items():
            if entries:
                self.parts.setdefault(part, []).append((row, entries))
        return row

    def _set(self, row: Any, facts: Mapping[str, Any]) -> None:
        if not isinstance(row, Location):
            for name, value in facts.items():
                setattr(row, name, value)
            return
        row.state, row.approximate = facts.get("state", row.state), facts.get("approximate", row.approximate)
        where = {name: facts[name] for name in HIDDEN_FIELDS if name in facts}
        confidential = facts.get("confidential", row.confidential)
        set_where(row, confidential=confidential, zone=self.organization.zone, **where)

    def _changes(self, shelf: _Shelf, row: Any, told: Told, keys: Mapping[str, Any]) -> bool:
        """Take over what the list says anew, but nothing that we know better."""
        if isinstance(row, Location) and row.confidential and not told.facts["confidential"]:
            return False  # we hid it: what the list says about its door stays out
        corrected = shelf.corrections.get(row.pk, {})
        before = row.whole() if isinstance(row, Location) else {}
        fresh: dict[str, Any] = {}
        retold = False
        for name, value in told.facts.items():
            if name in corrected:
                retold = self._retell(corrected[name], value) or retold
            elif before.get(name, getattr(row, name)) != value:
                fresh[name] = value
        moved = {name: value for name, value in keys.items() if getattr(row, f"{name}_id") != (value and value.pk)}
        anew = self._parts_anew(shelf, row, told, corrected)
        back = getattr(row, "vanished_at", None) is not None
        if not (fresh or moved or anew or back):
            return retold
        for name, value in moved.items():
            setattr(row, name, value)
        if fresh:
            self._set(row, fresh)
        self._touch(shelf, row)
        return True

    def _touch(self, shelf: _Shelf, row: Any) -> None:
        row.updated_at = self.at
        if shelf.kind is RowKind.PLACE:
            row.vanished_at = None
        shelf.changed.append(row)

    def _parts_anew(self, shelf: _Shelf, row: Any, told: Told, corrected: Mapping[str, ResourceCorrection]) -> bool:
        anew = False
        for part in _PARTS_OF[shelf.kind]:
            if part not in told.parts:
                continue
            entries = told.parts[part]
            if part in corrected:
                anew = self._retell(corrected[part], [list(each) for each in entries]) or anew
            elif sorted(map(repr, shelf.entries.get(part, {}).get(row.pk, ()))) != sorted(map(repr, entries)):
                self.parts.setdefault(part, []).append((row, entries))
                anew = True
        return anew

    def _retell(self, correction: ResourceCorrection, value: Any) -> bool:
        if correction.imported == value:
            return False
        correction.imported = value
        self.retold.append(correction)
        return True
