"""Reading the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinroad.audit.models import Look


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Somebody opened a page about one participant: when, who, which page, and the reason in force then."""

    id: UUID
    at: datetime
    person_id: UUID | None
    page: str
    why: str


def looks_at(
    participant_ids: Sequence[UUID],
    *,
    organization_id: UUID,
    apart_from: UUID | None,
    most: int,
    before: UUID | None = None,
) -> list[LookedAt]:
    """The looks at these ids of one participant, newest first, without those of the account `apart_from`.

    `before` is the id of the last look already shown. Looks at lists are not among them.
    """
    rows = Look.objects.filter(organization_id=organization_id, participant_id__in=participant_ids)
    if apart_from is not None:
        rows = rows.filter(Q(account_id=None) | ~Q(account_id=apart_from))
    if before is not None:
        at = rows.filter(pk=before).values_list("at", flat=True).first()
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=before)) if at else rows.none()
    found = rows.order_by("-at", "-pk").values_list("pk", "at", "person_id", "page", "why")[:most]
    return [LookedAt(*row) for row in found]
