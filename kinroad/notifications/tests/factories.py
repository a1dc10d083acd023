"""Participants who allowed something, for tests."""

from datetime import UTC, datetime
from typing import Any

from kinroad.notifications.actions.permission import give
from kinroad.people.models import Organization, Participant
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, PersonFactory

NOON = datetime(2026, 11, 4, 19, 0, tzinfo=UTC)  # in Denver, a Wednesday
PHONE = "+13035550116"


def system(organization: Organization) -> Viewer:
    """Nobody in particular, acting in this organization."""
    return Viewer.system(organization.pk, organization.zone)


def reachable(
    *kinds: str, phone: str = PHONE, email: str = "", languages: tuple[str, ...] = ("en",), **facts: Any
) -> Participant:
    """A participant of the one organization who gave these permissions for this number, at noon."""
    organization = facts.pop("organization", None) or OrganizationFactory()
    person = PersonFactory(organization=organization, phone=phone, email=email or None, languages=list(languages))
    participant = ParticipantFactory(organization=organization, person=person, **facts)
    give(participant=participant, kinds=kinds, wording="You may.", by=system(organization), at=NOON)
    participant.refresh_from_db()
    return participant
