"""Matches and contacts for tests."""

from datetime import UTC, date, datetime
from typing import Any

from kinroad.coaching.actions.contact import write_contact
from kinroad.coaching.models import Contact, Match
from kinroad.core.ids import uuid7
from kinroad.people.models import Participant, PeerLeader, Person
from kinroad.people.tests.factories import LONG_AGO, ZONE, see, viewer_of


def walk_together(person: Person, participant: Participant, since: date = date(2026, 1, 10)) -> Match:
    """A current match, with the sight it gives."""
    match = Match(
        organization_id=person.organization_id,
        participant=participant,
        peer_leader=leader_of(person),
        proposed_at=LONG_AGO,
        participant_yes_at=LONG_AGO,
        leader_yes_at=LONG_AGO,
        started_on=since,
    )
    match.save()
    see(person, participant)
    return match


def leader_of(person: Person) -> PeerLeader:
    """The peer leader a person is."""
    return PeerLeader.objects.get(organization_id=person.organization_id, person=person)


def contact_with(person: Person, *participants: Participant, **facts: Any) -> Contact:
    """A contact written by this peer leader."""
    given = {
        "id": uuid7(),
        "started_at": datetime(2026, 3, 4, 18, 0, tzinfo=UTC),
        "minutes": 30,
        "how": "phone",
        "where_at": "",
        "support": {"emotional"},
        "activity": "coaching",
        "did": ["listened"],
        "zone": ZONE,
        **facts,
    }
    return write_contact(peer_leader=leader_of(person), participants=participants, by=viewer_of(person), **given)
