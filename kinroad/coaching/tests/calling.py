"""People who are called, and who calls, for tests."""

from datetime import UTC, date, datetime, time
from typing import Any

from kinroad.coaching.actions.call import take_next, write_attempt
from kinroad.coaching.actions.call_enrollment import enroll
from kinroad.coaching.models import CallAttempt, CallEnrollment
from kinroad.coaching.queries.call import get_caller
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.people.models import Participant, PeerLeader, Person
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import ZONE, ParticipantFactory, viewer_of

TUESDAY = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)  # Tuesday, March 3, 6:30 in the evening in Denver
TUESDAY_ON = date(2026, 3, 3)
EVERY_DAY = range(7)


def enrolled(participant: Participant | None = None, *, at: datetime = TUESDAY, **facts: Any) -> CallEnrollment:
    """Somebody who is called every evening from six to eight, in Denver."""
    participant = participant or ParticipantFactory()
    given = {
        "phone": "+13035550117",
        "days": EVERY_DAY,
        "starts": time(18),
        "ends": time(20),
        "time_zone": "",
        "language": "en",
        "may_leave_message": False,
        "may_text": False,
        "by": Viewer.system(participant.organization_id, ZONE),
        **facts,
    }
    with as_of(at):
        return enroll(id=uuid7(), participant=participant, at=at, **given)


def caller(person: Person) -> PeerLeader:
    """The person as somebody who may call."""
    return get_caller(viewer_of(person))


def take(person: Person, *, at: datetime = TUESDAY) -> CallEnrollment | None:
    """The next person on this one's screen."""
    with as_of(at):
        return take_next(leader=caller(person), by=viewer_of(person), at=at)


def called(
    person: Person, enrollment: CallEnrollment, outcome: str = "spoke", *, at: datetime = TUESDAY, **facts: Any
) -> CallAttempt:
    """A call of this person, as it went."""
    given = {"id": uuid7(), "zone": ZONE, **({"minutes": 10} if outcome == "spoke" else {}), **facts}
    with as_of(at):
        return write_attempt(
            enrollment=enrollment, leader=caller(person), outcome=outcome, by=viewer_of(person), at=at, **given
        )
