"""Asks for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import ZONE, OrganizationFactory
from kinroad.practical_help.actions.ask import ask_for
from kinroad.practical_help.models import Ask

MONDAY = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)  # 9 in the morning in Denver
THURSDAY = datetime(2026, 11, 6, 1, 0, tzinfo=UTC)  # Thursday November 5, 6 in the evening


def system() -> Viewer:
    """The program itself, in the organization of the test."""
    return Viewer.system(OrganizationFactory().pk, ZONE)


def asked(participant: Participant | None = None, **facts: Any) -> Ask:
    """An ask for a ride on Thursday evening, unless said otherwise."""
    given: dict[str, Any] = {
        "kind": "ride",
        "zone": ZONE,
        "source": "participant",
        "by": system(),
        "at": MONDAY,
        "starts_at": THURSDAY,
        "ends_at": THURSDAY + timedelta(hours=1),
        "place": "From the library to the center",
        **facts,
    }
    return ask_for(participant=participant, **given)
