"""How soon people were reached after a return to use."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kinroad.coaching.queries.figures import outreach_between
from kinroad.people.rules.viewer import Viewer
from kinroad.reporting.rules.outreach import HalfYear, Reached, counted, exactly, halves_over, to_share


def reached_by_half_year(viewer: Viewer, *, today: date, share: bool) -> list[Reached]:
    """The last half-years, the newest first: of the people the viewer sees, or of everyone and fit to `share`.

    One query for each half-year.
    """
    made = to_share if share else exactly
    return [made(half, counted(_told_in(half, viewer=viewer, everyone=share))) for half in halves_over(today)]


def _told_in(half: HalfYear, *, viewer: Viewer, everyone: bool) -> list[tuple[datetime, datetime | None]]:
    zone = ZoneInfo(viewer.organization_zone)
    since = datetime.combine(half.first, time(), tzinfo=zone)
    until = datetime.combine(half.last + timedelta(days=1), time(), tzinfo=zone)
    return outreach_between(since, until, organization_id=viewer.organization_id, seen_by=None if everyone else viewer)
