"""Whether the trail stands as it was written: every line, every seal, and the chain they make."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinroad.audit.models import KINDS, Seal, TrailLine
from kinroad.audit.queries.unsealed import unsealed
from kinroad.audit.rules.sealed import NOTHING_BEFORE, hash_of, unpack
from kinroad.core.ids import made_at


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `broken` names the first row that is not as it was written; the tail is not sealed yet."""

    organization_id: UUID
    lines: int
    seals: int
    tail: int
    oldest_in_tail: datetime | None
    head: str
    broken: str | None


class Broken(Exception):
    """Its words name the row."""


def verify(organization_id: UUID, *, noted: dict[int, str] | None = None) -> Verdict:
    """Read the whole trail of an organization. `noted`: heads written down earlier, by the number of the seal.

    Each line is read once, five thousand at a time.
    """
    count = {"lines": 0, "seals": 0, "tail": 0}
    oldest: list[datetime] = []
    head, broken = "", None
    try:
        for seal in _seals(organization_id, count):
            head = bytes(seal.signature).hex()
            said = (noted or {}).get(seal.number)
            if said is not None and said != head:
                raise Broken(f"{_name(seal)} is not the one that was noted")
        if noted and max(noted) > count["seals"]:
            raise Broken(f"Seal {count['seals'] + 1} is gone: seal {max(noted)} was noted")
        for lines in unsealed(organization_id):
            oldest.append(made_at(lines[0][0]))
            count["tail"] += len(lines)
            list(_signatures([(kind, id) for id, kind, _signature in lines], organization_id, where="not sealed yet"))
    except Broken as found:
        broken = str(found)
    return Verdict(
        organization_id=organization_id,
        lines=count["lines"] + count["tail"],
        seals=count["seals"],
        tail=count["tail"],
        oldest_in_tail=min(oldest, default=None),
        head=head,
        broken=broken,
    )


def _seals(organization_id: UUID, count: dict[str, int]) -> Iterator[Seal]:
    """The seals in their order, each checked with its lines."""
    before, number = NOTHING_BEFORE, 0
    while True:
        seal = Seal.objects.filter(organization_id=organization_id, number__gt=number).order_by("number").first()
        if seal is None:
            return
        if seal.number != number + 1:
            raise Broken(f"Seal {number + 1} is gone")
        if not seal.is_whole:
            raise Broken(f"{_name(seal)} was changed, or not written by Kinroad")
        held = list(unpack(bytes(seal.rows)))
        if hash_of(_signatures(held, organization_id, where=f"in seal {seal.number}"), before=before) != bytes(
            seal.hash
        ):
            raise Broken(f"{_name(seal)} does not follow the one before it with these lines in this order")
        count["lines"] += len(held)
        count["seals"] = number = seal.number
        before = bytes(seal.signature)
        yield seal


def _signatures(held: list[tuple[int, UUID]], organization_id: UUID, *, where: str) -> Iterator[bytes]:
    """The signatures of these lines in their order; the first that is gone or was changed is named."""
    found: dict[tuple[int, UUID], TrailLine] = {}
    for kind, model in KINDS.items():
        ids = [id for each, id in held if each == kind]
        for start in range(0, len(ids), 500):
            for row in model.objects.filter(pk__in=ids[start : start + 500]):
                found[kind, row.pk] = row
    for kind, id in held:
        row = found.get((kind, id))
        words = (
            f"{KINDS[kind].__name__ if kind in KINDS else 'Line'} {id} of {made_at(id):%Y-%m-%d %H:%M} UTC, {where},"
        )
        if row is None:
            raise Broken(f"{words} is gone")
        if not row.is_whole or row.organization_id != organization_id:
            raise Broken(f"{words} was changed, or not written by Kinroad")
        yield bytes(row.signature)


def _name(seal: Seal) -> str:
    return f"Seal {seal.number} of {seal.at:%Y-%m-%d %H:%M} UTC"
