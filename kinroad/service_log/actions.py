"""Writing the ledger, in the transaction in which support is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.service_log.models import Line

SUPPORT_TYPES = ("emotional", "informational", "instrumental", "affiliational")


@dataclass(frozen=True)
class Occasion:
    """What everyone present shares. `minutes` were received by each person; `support` holds one or more types."""

    id: UUID
    organization_id: UUID
    on: date
    minutes: int
    how: str
    where_at: str
    support: frozenset[str]
    activity: str
    peer_leader_id: UUID | None
    site_id: UUID | None
    program_id: UUID | None
    source: str
    source_id: UUID


def record(
    *, occasion: Occasion, participants: Iterable[Participant], people_without_record: int = 0, sign: int = 1
) -> list[Line]:
    """Write one line per participant, and one with the number of people without a record when there are any.

    Call it inside the transaction that gives the support. `sign=-1` reverses lines written before.
    """
    shared = {
        "organization_id": occasion.organization_id,
        "occasion": occasion.id,
        "on": occasion.on,
        "month": occasion.on.year * 100 + occasion.on.month,
        "minutes": occasion.minutes,
        "how": occasion.how,
        "where_at": occasion.where_at,
        "activity": occasion.activity,
        "peer_leader_id": occasion.peer_leader_id,
        "site_id": occasion.site_id,
        "program_id": occasion.program_id,
        "source": occasion.source,
        "source_id": occasion.source_id,
        "sign": sign,
        "written_at": now(),
        **{name: name in occasion.support for name in SUPPORT_TYPES},
    }
    lines = [
        Line(
            participant=participant,
            kind=participant.kind,
            relation_to_treatment=participant.relation_to_treatment,
            **shared,
        )
        for participant in participants
    ]
    if people_without_record:
        lines.append(Line(people_without_record=people_without_record, **shared))
    return Line.objects.bulk_create(lines)


def reverse(*, source: str, source_id: UUID, organization_id: UUID, occasion: UUID | None = None) -> list[Line]:
    """Write the reversing line of every line of this source that still counts. Nothing is changed or removed.

    Where all its lines stand under one `occasion`, naming it finds them at once.
    """
    rows = Line.objects.filter(organization_id=organization_id, source=source, source_id=source_id)
    written = list(rows.filter(occasion=occasion) if occasion else rows)
    standing: dict[tuple[object, ...], list[Line]] = {}
    for line in sorted(written, key=lambda each: each.id):
        key = tuple(
            getattr(line, field.attname)
            for field in Line._meta.concrete_fields
            if field.name not in ("id", "sign", "written_at")
        )
        if line.sign == 1:
            standing.setdefault(key, []).append(line)
        else:
            standing[key].pop()
    reversing = []
    for line in (each for lines in standing.values() for each in lines):
        facts = {
            field.attname: getattr(line, field.attname)
            for field in Line._meta.concrete_fields
            if field.name not in ("id", "sign", "written_at")
        }
        reversing.append(Line(sign=-1, written_at=now(), **facts))
    return Line.objects.bulk_create(reversing)
