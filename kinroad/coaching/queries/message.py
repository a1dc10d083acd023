"""Messages that wait for somebody, or came back, as lines of Today."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.time import local
from kinroad.notifications.queries.not_arrived import not_arrived_for, not_arrived_for_nobody
from kinroad.notifications.queries.thread import waiting_for
from kinroad.people.rules.viewer import Viewer


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """Whose message waits for this peer leader to read or answer it, and whom a message did not reach. Two queries."""
    came_back = not_arrived_for(viewer, at=at)
    return _lines(waiting_for(viewer), Reason.MESSAGE, viewer, day) + _lines(came_back, Reason.CAME_BACK, viewer, day)


def lines_for_nobody(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """For a coordinator: whom a message did not reach, and nobody walks with them who could ask. One query."""
    return _lines(not_arrived_for_nobody(viewer, at=at), Reason.CAME_BACK, viewer, day)


def _lines(found: Iterable[tuple[UUID, datetime]], reason: Reason, viewer: Viewer, day: date) -> list[Line]:
    days = [(who, local(since, viewer.organization_zone).date()) for who, since in found]
    return [Line(who, reason, since, (day - since).days) for who, since in days]
