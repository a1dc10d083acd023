"""What was suggested to a participant and waits for their yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kinroad.coaching.models import Suggestion
from kinroad.coaching.rules.plan import Change, What
from kinroad.core.fields import open_sealed
from kinroad.people.queries.shown import Shown, shown

MOST = 50


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion: the change, who suggests it, when."""

    pk: UUID
    change: Change
    at: datetime
    by_id: UUID
    by: Shown


def waiting_of(participant_ids: Sequence[UUID], *, organization_id: UUID) -> QuerySet[Suggestion]:
    """Suggestions without an answer."""
    return Suggestion.objects.filter(organization_id=organization_id, participant__in=participant_ids, answer="")


def suggestions_of(participant_ids: Sequence[UUID], *, organization_id: UUID) -> list[Suggested]:
    """What waits for the participant, the oldest first. The caller has checked sight. One query."""
    rows = (
        waiting_of(participant_ids, organization_id=organization_id)
        .order_by("suggested_at", "pk")
        .values_list(
            "pk",
            "what",
            "goal_id",
            "step_id",
            "words",
            "facts",
            "suggested_at",
            "suggested_by_id",
            "suggested_by__called",
            "suggested_by__peer_leaders__title",
        )[:MOST]
    )
    return [
        Suggested(
            pk,
            Change(What(what), goal_id, step_id, open_sealed(Suggestion, "words", pk, words) or "", facts),
            at,
            by_id,
            shown(by_id, called, title),
        )
        for pk, what, goal_id, step_id, words, facts, at, by_id, called, title in rows
    ]
