"""Referrals for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kinroad.core.ids import uuid7
from kinroad.people.models import Participant, Person
from kinroad.people.tests.factories import viewer_of
from kinroad.resources.actions import referral as actions
from kinroad.resources.actions.finding import index_places
from kinroad.resources.models import Referral
from kinroad.resources.tests.resource_factories import AgencyFactory, PlaceFactory, ServiceFactory

MONDAY = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)  # 9 in the morning in Denver
DAY = MONDAY.date()
SOON = timedelta(days=3)


def a_place(participant: Participant, **facts: Any) -> Any:
    """A service in the directory of the participant's organization."""
    agency = AgencyFactory(organization=participant.organization, name=facts.pop("agency", "Cedar House"))
    service = ServiceFactory(agency=agency, name=facts.pop("service", "A bed and a key"))
    place = PlaceFactory(service=service, **facts)
    index_places([place.pk], organization_id=participant.organization_id)
    return place


def offered(participant: Participant, by: Person, **facts: Any) -> Referral:
    """Offered by this peer leader on Monday; they said yes and go on their own, unless said otherwise."""
    given: dict[str, Any] = {"how": "alone", "said_yes": True, "at": MONDAY, "id": uuid7(), **facts}
    place = given.pop("place", None) or a_place(participant)
    return actions.offer(participant=participant, service_at_location=place, by=viewer_of(by), **given)
