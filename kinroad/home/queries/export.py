"""Everything about me: one table after the other, as it stands, to read and for a machine."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.encoding import force_str

from kinroad.audit.queries import looks_at
from kinroad.home.queries.export_parts import PARTS, PartOf
from kinroad.home.queries.export_said import Entry, Reader, entry_of, said
from kinroad.home.queries.export_words import CODE_NAMES, COLUMNS
from kinroad.people.models import Participant, PeerLeader, Person
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.shown import shown_people
from kinroad.people.queries.zones import zone_of
from kinroad.resources.queries.experience import own_experiences

MOST_LOOKS = 20_000
OWN_FACTS = ("called", "full_name", "birth_on", "phone", "email", "address", "zip", "languages")
SAID_OF_PLACES = ("written_at", "helped", "words")
# What machines need and nobody reads: hashes, locks, counts of versions, keys to other tables.
NOT_SHOWN = frozenset(
    {"id", "organization", "participant", "version", "key", "claim", "claimed_at", "carrier", "reference", "told_key"}
    | {"source", "source_id", "source_part", "row", "occasion", "sign", "counted_from", "in_line", "place", "stood"}
    | {"held_by", "held_until", "tries", "recipient_about", "number_key", "rests_on", "facts", "entry"}
)


@dataclass(frozen=True)
class Cell:
    """One fact: its name in the table, the fact itself, and how it is printed."""

    name: str
    value: Any
    said: str

    @property
    def label(self) -> Any:
        """What it is called."""
        return COLUMNS.get(self.name.rpartition(".")[2]) or self.name.rpartition(".")[2].replace("_", " ").capitalize()


@dataclass(frozen=True)
class Table:
    """One table with its rows, the oldest first."""

    name: str
    title: Any
    rows: list[list[Cell]]

    @property
    def entries(self) -> list[Entry]:
        """The rows as they are read."""
        return [entry_of(row) for row in self.rows]


@dataclass(frozen=True)
class Export:
    """Everything, and when it was put together."""

    made_at: datetime
    organization: str
    tables: list[Table]

    def as_json(self) -> str:
        """For a machine: table names and columns as the program knows them."""
        parts = [
            {"name": table.name, "rows": [{cell.name: cell.value for cell in row} for row in table.rows]}
            for table in self.tables
        ]
        whole = {"format": "kinroad-export", "version": 1, "made_at": self.made_at, "from": self.organization}
        return json.dumps({**whole, "parts": parts}, default=_plain, ensure_ascii=False, indent=1)


def everything_about(participant: Participant, *, at: datetime) -> Export:
    """Their own facts, every table of `PARTS`, and every look. As many questions for a long history as for a short."""
    ids, to = ids_of_one(participant), Reader(zone_of(participant), at.date())
    tables = [_person(participant, to=to)]
    tables += [_table(part, ids, participant.organization_id, to=to) for part in PARTS]
    tables.append(_experiences(ids, participant.organization_id, to=to))
    tables.append(_looks(ids, participant.organization_id, to=to))
    return Export(at, participant.organization.name, [each for each in tables if each.rows])


def rows_of(part: PartOf, ids: list[UUID], organization_id: UUID) -> QuerySet[Any]:
    """The rows of one table that are about these ids, with the rows they point to."""
    model = apps.get_model(part.model)
    around = {each.rpartition(".")[0].replace(".", "__") for each in part.also}
    around |= {field.name for field in model._meta.concrete_fields if _is_somebody(field)}
    leaders = {f"{field.name}__person" for field in _columns(model) if field.related_model is PeerLeader}
    rows: QuerySet[Any] = model._default_manager.filter(
        **{"organization_id": organization_id, f"{part.to}__in": ids, **part.only}
    )
    nested = {f"{each.rpartition('.')[0]}__{each.rpartition('.')[2]}__person".replace(".", "__") for each in part.also}
    nested = {each for each in nested if each.endswith("peer_leader__person")}
    return rows.select_related(*sorted(around | leaders | nested)).order_by("pk")


def _table(part: PartOf, ids: list[UUID], organization_id: UUID, *, to: Reader) -> Table:
    model = apps.get_model(part.model)
    columns = _columns(model)
    rows = []
    for row in rows_of(part, ids, organization_id):
        cells = [_cell(row, each, to=to) for each in columns]
        cells += [_nested(row, each, to=to) for each in part.also]
        rows.append([cell for cell in cells if cell.said])
    return Table(part.model, part.title, rows)


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that say something: facts, and people who did something."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in NOT_SHOWN
        and not field.name.endswith(("_hash", "_key"))
        and (not isinstance(field, models.ForeignKey) or _is_somebody(field))
    ]


def _is_somebody(field: Any) -> bool:
    return isinstance(field, models.ForeignKey) and field.related_model in (Person, PeerLeader)


def _cell(row: Any, field: models.Field[Any, Any], name: str = "", *, to: Reader) -> Cell:
    value = getattr(row, field.name)
    if isinstance(value, PeerLeader):
        value = value.person
    if isinstance(value, Person):
        value = value.called
    words = said(name or field.name, value, to=to)
    if field.choices and value and words == str(value):
        words = force_str(getattr(row, f"get_{field.name}_display")())
    return Cell(name or field.name, value, words)


def _nested(row: Any, path: str, *, to: Reader) -> Cell:
    *way, last = path.split(".")
    for each in way:
        row = getattr(row, each)
    return _cell(row, row._meta.get_field(last), name=path, to=to)


def _person(participant: Participant, *, to: Reader) -> Table:
    person = participant.person
    cells = [Cell(name, getattr(person, name), said(name, getattr(person, name), to=to)) for name in OWN_FACTS]
    return Table("people.Person", CODE_NAMES["me"], [[cell for cell in cells if cell.said]])


def _experiences(ids: list[UUID], organization_id: UUID, *, to: Reader) -> Table:
    """Their words about places. No key leads to them, so they are found as their author finds them."""
    people = Participant.objects.filter(organization_id=organization_id, pk__in=ids).values_list("person_id", flat=True)
    rows = []
    for each in own_experiences(people, organization_id=organization_id):
        cells = [_nested(each, name, to=to) for name in ("place.name", *SAID_OF_PLACES)]
        rows.append([cell for cell in cells if cell.said])
    return Table("resources.Experience", CODE_NAMES["experiences"], rows)


def _looks(ids: list[UUID], organization_id: UUID, *, to: Reader) -> Table:
    found = looks_at(ids, organization_id=organization_id, apart_from=None, most=MOST_LOOKS)
    people = shown_people((each.person_id for each in found), organization_id=organization_id)
    rows = [list(_look_cells(each, people, to=to)) for each in found]
    return Table("audit.Look", CODE_NAMES["looks"], rows)


def _look_cells(each: Any, people: dict[UUID, Any], *, to: Reader) -> Iterator[Cell]:
    who = people[each.person_id].called if each.person_id in people else ""
    for name, value in (("at", each.at), ("person", who), ("page", each.page), ("why", each.why)):
        if value:
            yield Cell(name, value, said(name, value, to=to))


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value)
