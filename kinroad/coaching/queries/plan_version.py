"""Signed versions of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404

from kinroad.coaching.models import PlanVersion
from kinroad.coaching.models.plan import BarrierKind, Dimension, Doer, Outcome
from kinroad.coaching.rules.plan_version import Content, from_text, with_days
from kinroad.core.fields import open_sealed
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.shown import Shown, shown

MOST = 200
# What the codes of a plan are called.
LABELS: dict[str, dict[str, Any]] = {
    "dimension": dict(Dimension.choices),
    "who": dict(Doer.choices),
    "outcome": dict(Outcome.choices),
    "barrier": dict(BarrierKind.choices),
    "how": dict(PlanVersion.How.choices),
}
ROW = (
    "pk",
    "number",
    "how",
    "name",
    "signed_at",
    "signed_by_id",
    "signed_by__called",
    "signed_by__peer_leaders__title",
)


@dataclass(frozen=True)
class Signed:
    """A version that was signed: how, by whom, when; `text` is its content when it was asked for."""

    pk: UUID
    number: int
    how: str
    name: str
    at: datetime
    by: Shown
    text: str = ""

    @cached_property
    def content(self) -> Content:
        """What the plan said then, with its days as days."""
        return with_days(from_text(self.text))


def versions_of(participant: Participant) -> list[Signed]:
    """The versions that were signed, the newest first, without what they say."""
    rows = PlanVersion.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    )
    return [_signed(*row) for row in rows.order_by("-signed_at", "-pk").values_list(*ROW)[:MOST]]


def get_version(version_id: UUID, *, participant: Participant) -> Signed:
    """One version, with what it says. Raises Http404, alike for unknown and for someone else's."""
    rows = PlanVersion.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=version_id
    )
    row = rows.values_list(*ROW, "content").first()
    if row is None:
        raise Http404
    return _signed(*row)


def last_signed(participant_ids: Sequence[UUID], *, organization_id: UUID) -> Signed | None:
    """The version signed last, with what it says. One query."""
    rows = PlanVersion.objects.filter(organization_id=organization_id, participant__in=participant_ids)
    row = rows.order_by("-signed_at", "-pk").values_list(*ROW, "content").first()
    return _signed(*row) if row else None


def _signed(
    pk: UUID,
    number: int,
    how: str,
    name: Any,
    at: datetime,
    by_id: UUID,
    called: Any,
    title: str | None,
    content: Any = None,
) -> Signed:
    return Signed(
        pk=pk,
        number=number,
        how=how,
        name=open_sealed(PlanVersion, "name", pk, name) or "",
        at=at,
        by=shown(by_id, called, title),
        text=open_sealed(PlanVersion, "content", pk, content) or "",
    )
