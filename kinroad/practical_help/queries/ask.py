"""Asks: what a thing asked for, in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, Sum

from kinroad.practical_help.models import Ask
from kinroad.practical_help.rules.ask import STANDING, State

OF_THE_LIVING = Q(participant=None) | Q(participant__died_on=None)  # a death taken back brings its asks back


@dataclass(frozen=True)
class Asked:
    """What one source asked for of one kind and hour: people waiting, their seats or children, and how many have a yes.

    `asks` and `how_many` count what still stands or is done; `helped` are those where both said yes, or that are done.
    """

    source_id: UUID | None
    kind: str
    starts_at: datetime | None
    asks: int
    how_many: int
    helped: int


def asks_for(*, organization_id: UUID, source: str, source_ids: Iterable[UUID]) -> list[Asked]:
    """What these sources asked for, in numbers alone: a facilitator sees how many rides, never whose. One question."""
    rows = Ask.objects.filter(
        OF_THE_LIVING,
        organization_id=organization_id,
        source=source,
        source_id__in=list(source_ids),
        state__in=[*STANDING, State.DONE],
    )
    counted = rows.values("source_id", "kind", "starts_at").annotate(
        asks=Count("pk"),
        people=Sum("how_many"),
        helped=Count("pk", filter=Q(state__in=[State.AGREED, State.DONE])),
    )
    return [
        Asked(row["source_id"], row["kind"], row["starts_at"], row["asks"], row["people"], row["helped"])
        for row in counted.order_by("source_id", "kind", "starts_at")
    ]
