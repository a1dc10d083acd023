"""Asks for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kinroad.notifications.models import MessageWishes
from kinroad.notifications.tests.factories import reachable
from kinroad.people.models import Participant, Person
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import ZONE, OrganizationFactory
from kinroad.practical_help.actions.ask import ask_for
from kinroad.practical_help.models import Ask, StockItem, Take

MONDAY = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)  # 9 in the morning in Denver
WEDNESDAY = datetime(2026, 11, 4, 20, 0, tzinfo=UTC)  # 1 in the afternoon
THURSDAY = datetime(2026, 11, 6, 1, 0, tzinfo=UTC)  # Thursday November 5, 6 in the evening


def system(participant: Participant | None = None) -> Viewer:
    """The program itself, in the organization of the participant, else of the test."""
    return Viewer.system(participant.organization_id if participant else OrganizationFactory().pk, ZONE)


def asked(participant: Participant | None = None, **facts: Any) -> Ask:
    """An ask for a ride on Thursday evening, unless said otherwise."""
    given: dict[str, Any] = {
        "kind": "ride",
        "zone": ZONE,
        "source": "participant",
        "by": system(participant),
        "at": MONDAY,
        "starts_at": THURSDAY,
        "ends_at": THURSDAY + timedelta(hours=1),
        "place": "From the library to the center",
        **facts,
    }
    return ask_for(participant=participant, **given)


def wishes_texts() -> Participant:
    """A participant who allows texts since Wednesday noon, and wishes to be reminded by them."""
    participant = reachable("text")
    MessageWishes(
        organization_id=participant.organization_id, participant=participant, remind="day_before", remind_by="text"
    ).save()
    return participant


def some_help(participant: Participant, helper: Person) -> Ask:
    """What the world of all addresses needs: a coat this helper brings with their yes, and something in the closet."""
    ask = asked(participant, kind="clothing", starts_at=None, ends_at=None, words="A winter coat")
    ask.owner, ask.state = helper, "agreed"
    ask.save()
    Take(organization_id=ask.organization_id, ask=ask, person=helper, offered_at=MONDAY, agreed_at=MONDAY).save()
    StockItem(organization_id=ask.organization_id, name="Winter coats", shelf="clothing", count=5).save()
    return ask
