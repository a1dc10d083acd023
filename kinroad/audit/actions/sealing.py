"""Sealing: the worker links what was written since into the chain. Whoever writes a line never waits for it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from kinroad.audit.models import Seal
from kinroad.audit.queries.unsealed import LATE, last_seal, unsealed, where_to_look
from kinroad.audit.rules.sealed import NOTHING_BEFORE, hash_of, pack


def seal(organization_id: UUID, *, at: datetime, late: timedelta = LATE) -> int:
    """Seal every unsealed line of this organization. Answers how many.

    When somebody else seals at the same moment, the database lets one of the two in; the other stops here.
    """
    last = last_seal(organization_id)
    number, before = (last.number, bytes(last.signature)) if last else (0, NOTHING_BEFORE)
    sealed = 0
    for lines in unsealed(organization_id, since=where_to_look(last, at=at, late=late)):
        number += 1
        link = Seal(
            organization_id=organization_id,
            at=at,
            number=number,
            first_id=lines[0][0],
            last_id=lines[-1][0],
            count=len(lines),
            rows=pack((kind, id) for id, kind, _signature in lines),
            hash=hash_of((signature for _id, _kind, signature in lines), before=before),
        )
        try:
            with transaction.atomic():
                link.save()
        except IntegrityError:
            return sealed
        before, sealed = link.signature, sealed + len(lines)
    return sealed
