"""The lines of an organization that no seal holds yet, in their order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from uuid import UUID

from kinroad.audit.models import KINDS, Seal
from kinroad.audit.rules.sealed import unpack
from kinroad.core.ids import first_of, made_at

AT_ONCE = 5_000
LATE = timedelta(hours=1)  # a line may be written this long before its transaction ends
FIRST = UUID(int=0)

Line = tuple[UUID, int, bytes]


def last_seal(organization_id: UUID) -> Seal | None:
    """The newest link of the chain."""
    return Seal.objects.filter(organization_id=organization_id).order_by("-number").first()


def where_to_look(last: Seal | None, *, at: datetime, late: timedelta = LATE) -> UUID:
    """From which id on lines may be unsealed: some were made before the last seal and written after it.

    A clock that was put back (`at` is before the last seal) gives new lines ids of a time that is sealed already.
    """
    return first_of(min(made_at(last.last_id), last.at, at) - late) if last else FIRST


def unsealed(organization_id: UUID, *, since: UUID = FIRST) -> Iterator[list[Line]]:
    """Lines in no seal whose id is not before `since`: lists of id, kind and signature, in the order of ids.

    It asks for so many at once, and holds no more in memory.
    """
    after = None
    while True:
        found = list(islice(merge(*(_next(organization_id, kind, since, after) for kind in KINDS)), AT_ONCE))
        if not found:
            return
        held = _held(organization_id, found[0][0], found[-1][0])
        free = [line for line in found if (line[1], line[0]) not in held]
        if free:
            yield free
        after = found[-1][0]


def _next(organization_id: UUID, kind: int, since: UUID, after: UUID | None) -> list[Line]:
    rows = KINDS[kind].objects.filter(organization_id=organization_id)
    rows = rows.filter(pk__gt=after) if after else rows.filter(pk__gte=since)
    found = rows.order_by("pk").values_list("pk", "signature")[:AT_ONCE]
    return [(pk, kind, bytes(signature)) for pk, signature in found]


def _held(organization_id: UUID, first: UUID, last: UUID) -> set[tuple[int, UUID]]:
    """What the seals hold that may hold something between these two."""
    seals = Seal.objects.filter(organization_id=organization_id, last_id__gte=first, first_id__lte=last)
    return {each for (rows,) in seals.values_list("rows") for each in unpack(bytes(rows))}
