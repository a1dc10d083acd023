"""Who was touched by one person's account in a window: read from the trail, for a breach (42 CFR 2.16(b))."""

from datetime import datetime
from uuid import UUID

from kinroad.audit.models import Change, Look


def touched_by(*, account_id: UUID, organization_id: UUID, since: datetime, until: datetime) -> set[UUID]:
    """Every participant whose page was opened, whom a list showed, or about whom something was changed.

    Three questions, whatever the window.
    """
    own = {"organization_id": organization_id, "account_id": account_id, "at__gte": since, "at__lt": until}
    looks = Look.objects.filter(**own)
    named: set[UUID] = set()
    for rows in (looks, Change.objects.filter(**own)):
        ids = rows.exclude(participant_id=None).values_list("participant_id", flat=True).distinct()
        named |= {each for each in ids if each is not None}
    for shown in looks.filter(participant_id=None).values_list("shown", flat=True).iterator(chunk_size=500):
        named |= {UUID(each) for each in shown}
    return named
