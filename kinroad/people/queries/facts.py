"""What a participant told us, beside what stands on their own row."""

from datetime import date

from kinroad.core.fields import open_sealed
from kinroad.people.models import Participant, RecoveryDate


def recovery_dates_of(participant: Participant) -> list[tuple[date, str]]:
    """The recovery dates the latest first, each with what is counted from it."""
    rows = RecoveryDate.objects.filter(organization_id=participant.organization_id, participant=participant)
    return [
        (on, open_sealed(RecoveryDate, "what", pk, what) or "")
        for pk, on, what in rows.order_by("-on", "pk").values_list("pk", "on", "what")
    ]
