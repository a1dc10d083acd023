"""Reading the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, TextField
from django.db.models.functions import Cast

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

    `before` is the id of the last look already shown. Looks at lists are not among them: see `lists_with`.
    """
    rows = Look.objects.filter(organization_id=organization_id, participant_id__in=participant_ids)
    if apart_from is not None:
        rows = rows.filter(Q(account_id=None) | ~Q(account_id=apart_from))
    if before is not None:
        at = rows.filter(pk=before).values_list("at", flat=True).first()
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=before)) if at else rows.none()
    found = rows.order_by("-at", "-pk").values_list("pk", "at", "person_id", "page", "why")[:most]
    return [LookedAt(*row) for row in found]


@dataclass(frozen=True, slots=True)
class ListedBy:
    """Somebody saw lists of one kind with this participant's name on them: how often, and when last."""

    person_id: UUID | None
    page: str
    times: int
    last: datetime


def lists_with(
    participant_ids: Sequence[UUID], *, organization_id: UUID, apart_from: UUID | None, since: datetime, most: int
) -> list[ListedBy]:
    """Who saw these ids on lists since then, and on which; the newest first. One query."""
    named = Q()
    for each in participant_ids:
        named |= Q(ids__contains=str(each))
    rows = Look.objects.filter(organization_id=organization_id, participant_id=None, at__gte=since)
    rows = rows.annotate(ids=Cast("shown", TextField())).filter(named)
    if apart_from is not None:
        rows = rows.filter(Q(account_id=None) | ~Q(account_id=apart_from))
    counted = rows.values("person_id", "page").annotate(times=Count("pk"), last=Max("at")).order_by("-last", "page")
    return [ListedBy(**row) for row in counted[:most]]
