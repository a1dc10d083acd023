"""How callers dial here."""

from uuid import UUID

from kinroad.coaching.models import CallDialing
from kinroad.coaching.models.call_dialing import HIDES


def prefix_of(organization_id: UUID) -> str:
    """What is dialed before a number; the one that hides the caller's own where nobody said otherwise."""
    found = CallDialing.objects.filter(organization_id=organization_id).values_list("prefix", flat=True).first()
    return HIDES if found is None else str(found)
