"""Checks for tests."""

from datetime import date, timedelta
from typing import Any

from kinroad.people.models import Person
from kinroad.people.tests.factories import LONG_AGO
from kinroad.workforce.models import Clearance


def cleared(person: Person, kind: str = "driver", room: int = 4, **facts: Any) -> Clearance:
    """A check that stands from January 5, 2026 for a year, unless said otherwise."""
    checked_on = facts.pop("checked_on", date(2026, 1, 5))
    row = Clearance(
        organization_id=person.organization_id,
        person=person,
        kind=kind,
        room=room,
        checked_on=checked_on,
        expires_on=facts.pop("expires_on", checked_on + timedelta(days=365)),
        written_at=LONG_AGO,
        **facts,
    )
    row.save()
    return row
