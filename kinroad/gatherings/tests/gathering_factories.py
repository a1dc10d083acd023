"""Gatherings and their sessions for tests."""

from datetime import date, time
from typing import Any

from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.gatherings.actions.gathering import plan_gathering
from kinroad.gatherings.models import Gathering, Session
from kinroad.people.models import Organization, Person
from kinroad.people.rules.viewer import Viewer

ZONE = "America/Chicago"


def a_gathering(organization: Organization, *, led_by: Person | None = None, **facts: Any) -> Gathering:
    """A Friday evening for families at 6:00 pm in Central Time, every week from today, 20 places."""
    on: date = facts.pop("today", None) or today(ZONE)
    wanted: dict[str, Any] = {
        "name": "Friday supper",
        "kind": "family",
        "zone": ZONE,
        "starts_on": on,
        "start_time": time(18, 0),
        "minutes": 90,
        "rule": "FREQ=WEEKLY;BYDAY=FR",
        "capacity": 20,
        "languages": ["en"],
        "children_welcome": True,
        "child_care": True,
        "rides": True,
        "emotional": True,
        "affiliational": True,
        "activity": "community",
        **facts,
    }
    by = Viewer.system(organization.pk, organization.zone)
    return plan_gathering(id=uuid7(), facts=wanted, by=by, on=on, facilitators=[led_by] if led_by else [])


def next_session(gathering: Gathering) -> Session:
    """Its next session that has not begun."""
    return gathering.sessions.filter(starts_at__gt=now()).order_by("starts_at")[0]
