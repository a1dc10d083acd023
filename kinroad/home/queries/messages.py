"""What stands around messages: when somebody reads them, and by which ways somebody can be told."""

from dataclasses import dataclass
from datetime import datetime

from kinroad.coaching.queries.reading_times import reading_hours
from kinroad.coaching.rules.reading_hours import is_open, read_from
from kinroad.core.time import local
from kinroad.notifications.queries.permission import may
from kinroad.notifications.queries.providers import is_offered
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


@dataclass(frozen=True)
class WhenRead:
    """When somebody reads what is written now: at once, from a moment on, or nobody can promise it."""

    now: bool
    at: datetime | None
    today: bool


def when_read(viewer: Viewer, *, at: datetime) -> WhenRead:
    """For this moment, by the hours the organization wrote down."""
    hours, zone = reading_hours(viewer.organization_id), viewer.organization_zone
    reads_at = read_from(hours, at=at)
    today = reads_at is not None and local(reads_at, zone).date() == local(at, zone).date()
    return WhenRead(is_open(hours, at=at), reads_at, today)


def ways_of(participant: Participant, *, at: datetime) -> list[str]:
    """The ways by which this participant can be told: offered here, and allowed by them."""
    ways = (Kind.TEXT, Kind.EMAIL)
    return [way for way in ways if is_offered(participant.organization, way) and may(participant, way, at=at)]
