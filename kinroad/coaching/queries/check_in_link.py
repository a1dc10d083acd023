"""Links that wait to be answered."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinroad.coaching.models import CheckInLink
from kinroad.core.ids import hash_of
from kinroad.core.tenancy import found_by_secret
from kinroad.people.models import Organization


def waiting_link(
    secret: str, *, at: datetime, lock: bool = False, or_used_for: UUID | None = None
) -> CheckInLink | None:
    """The link this secret opens now, or None: unknown, used, withdrawn and expired are alike.

    With `lock`, inside a transaction, nobody else uses it up at the same moment. `or_used_for`: a second press of
    the same form finds it once more.
    """
    rows = CheckInLink.objects.select_related(
        "participant__merged_into", "participant__person", "participant__organization"
    )
    rows = rows.select_for_update(of=("self",)) if lock else rows
    unused = Q(check_in=None, withdrawn_at=None, expires_at__gt=at)
    if or_used_for is not None:
        unused |= Q(check_in=or_used_for)
    everywhere = Organization.objects.values("pk")  # every index begins with the organization
    found = rows.filter(unused, organization__in=everywhere, secret_hash=hash_of(secret)).first()
    return found and found_by_secret(found)
