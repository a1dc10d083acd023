"""What a participant told us, beside what stands on their own row."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Episode, Participant, RecoveryDate

RECOVERY_DATES = Prepared(
    lambda organization, participant: (
        RecoveryDate.objects.filter(organization_id=organization, participant=participant)
        .order_by("-on", "pk")
        .values_list("pk", "on", "what")
    )
)


def recovery_dates_of(participant: Participant) -> list[tuple[date, str]]:
    """The recovery dates the latest first, each with what is counted from it."""
    rows = RECOVERY_DATES(organization=participant.organization_id, participant=participant.pk)
    return [(on, open_sealed(RecoveryDate, "what", pk, what) or "") for pk, on, what in rows]


def episodes_of(participant_ids: Collection[UUID], *, organization_id: UUID) -> list[tuple[date, date | None]]:
    """From when to when they had support, the newest first."""
    rows = Episode.objects.filter(organization_id=organization_id, participant__in=list(participant_ids))
    return list(rows.order_by("-started_on", "-pk").values_list("started_on", "ended_on")[:100])
