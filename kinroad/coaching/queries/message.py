"""Messages that wait for somebody, as lines of Today."""

from datetime import date, datetime

from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.time import local
from kinroad.notifications.queries.thread import waiting_for
from kinroad.people.rules.viewer import Viewer


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """Whose message waits for this peer leader to read or answer it. One query."""
    waiting = [(who, local(since, viewer.organization_zone).date()) for who, since in waiting_for(viewer)]
    return [Line(who, Reason.MESSAGE, since, (day - since).days) for who, since in waiting]
