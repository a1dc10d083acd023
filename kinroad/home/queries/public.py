"""What the front door shows of today."""

from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from kinroad.core.time import local
from kinroad.gatherings.queries.finder import MeetingRow, find_meetings
from kinroad.gatherings.rules.clock import minute_of
from kinroad.gatherings.rules.finder import Search

SHOWN = 3


def next_meetings(organization_id: UUID, *, at: datetime) -> tuple[MeetingRow, ...]:
    """The next three meetings of today, by the clock where each is held. Read at most once a minute."""
    return _next_meetings(organization_id, at.replace(second=0, microsecond=0))


@lru_cache(maxsize=64)
def _next_meetings(organization_id: UUID, at: datetime) -> tuple[MeetingRow, ...]:
    rows = find_meetings(Search(), organization_id=organization_id, at=at).rows
    ahead = [row for row in rows if row.start_minute >= minute_of(local(at + timedelta(minutes=1), row.zone))]
    return tuple(ahead[:SHOWN])
