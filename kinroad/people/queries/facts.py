"""What a participant told us, beside what stands on their own row."""

from datetime import date

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, RecoveryDate

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
