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
from kinroad.home.queries.export_words import CODE_NAMES, COLUMNS
from kinroad.people.models import Participant, PeerLeader, Person
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.shown import shown_people
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
    ids = ids_of_one(participant)
    tables = [_person(participant)]
    tables += [_table(part, ids, participant.organization_id) for part in PARTS]
    tables.append(_experiences(ids, participant.organization_id))
    tables.append(_looks(ids, participant.organization_id))
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


def _table(part: PartOf, ids: list[UUID], organization_id: UUID) -> Table:
    model = apps.get_model(part.model)
    columns = _columns(model)
    rows = []
    for row in rows_of(part, ids, organization_id):
        cells = [*(_cell(row, each) for each in columns), *(_nested(row, each) for each in part.also)]
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


def _cell(row: Any, field: models.Field[Any, Any], name: str = "") -> Cell:
    value = getattr(row, field.name)
    if isinstance(value, PeerLeader):
        value = value.person
    if isinstance(value, Person):
        value = value.called
    said = force_str(getattr(row, f"get_{field.name}_display")()) if field.choices and value else _said(value)
    return Cell(name or field.name, value, said)


def _nested(row: Any, path: str) -> Cell:
    *way, last = path.split(".")
    for each in way:
        row = getattr(row, each)
    return _cell(row, row._meta.get_field(last), name=path)


def _said(value: Any) -> str:
    if value is None or value == "" or value == [] or value is False:
        return ""
    if value is True:
        return force_str(CODE_NAMES["yes"])
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_said(each)}" for name, each in value.items() if _said(each))
    if isinstance(value, str) and value[:1] in "[{":
        return _said_json(value)
    return str(value)


def _said_json(value: str) -> str:
    try:
        return _said(json.loads(value))
    except ValueError:
        return value


def _person(participant: Participant) -> Table:
    person = participant.person
    cells = [Cell(name, getattr(person, name), _said(getattr(person, name))) for name in OWN_FACTS]
    return Table("people.Person", CODE_NAMES["me"], [[cell for cell in cells if cell.said]])


def _experiences(ids: list[UUID], organization_id: UUID) -> Table:
    """Their words about places. No key leads to them, so they are found as their author finds them."""
    people = Participant.objects.filter(organization_id=organization_id, pk__in=ids).values_list("person_id", flat=True)
    rows = []
    for each in own_experiences(people, organization_id=organization_id):
        cells = [_nested(each, "place.name"), *(_nested(each, name) for name in SAID_OF_PLACES)]
        rows.append([cell for cell in cells if cell.said])
    return Table("resources.Experience", CODE_NAMES["experiences"], rows)


def _looks(ids: list[UUID], organization_id: UUID) -> Table:
    found = looks_at(ids, organization_id=organization_id, apart_from=None, most=MOST_LOOKS)
    people = shown_people((each.person_id for each in found), organization_id=organization_id)
    rows = [list(_look_cells(each, people)) for each in found]
    return Table("audit.Look", CODE_NAMES["looks"], rows)


def _look_cells(each: Any, people: dict[UUID, Any]) -> Iterator[Cell]:
    who = people[each.person_id].called if each.person_id in people else ""
    for name, value in (("at", each.at), ("person", who), ("page", each.page), ("why", each.why)):
        if value:
            yield Cell(name, value, _said(value))


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value)
