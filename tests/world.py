"""A small whole program for the tests that try every address: one person for each role, and one row of each kind."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from kinroad.coaching.models import MatchWishes, RequestForSupport
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.gatherings.models import Meeting, MeetingFile
from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.people.actions.accounts import invite
from kinroad.people.models import HostName, Organization, Participant, PeerLeader, Person, Supervision
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
)
from tests.house.reading import Address, our_models

ROLES = {
    "participant": "participant",
    "peer leader": "peer_leader",
    "supervisor": "supervisor",
    "coordinator": "coordinator",
    "program manager": "program_manager",
    "administrator": "administrator",
    "evaluator": "evaluator",
}
NAME = "Wilhelmina"  # what the participant is called, and nobody else


@dataclass
class World:
    """One organization; `people` by the role in the words of the access matrix; the one participant all is about."""

    organization: Organization
    participant: Participant
    people: dict[str, Person] = field(default_factory=dict)
    samples: dict[str, Any] = field(default_factory=dict)

    def sample(self, name: str) -> Any:
        """A value for this part of an address: what the world was told, else the id of a row of the kind it names."""
        if name in self.samples:
            return self.samples[name]
        wanted = name.removesuffix("_id").replace("_", "")
        for model in our_models():
            if model._meta.model_name == wanted:
                row = model._default_manager.filter(organization=self.organization).first()
                if row is not None:
                    return row.pk
        raise LookupError(f"tests/world.py has no {name}: give the world a row of that kind.")

    def url(self, address: Address, **other: Any) -> str:
        return reverse(address.name, kwargs={name: other.get(name) or self.sample(name) for name in address.kwargs})


def build(slug: str = "juniper") -> World:
    """A program with everyone in the circle of its one participant who may be there."""
    organization = OrganizationFactory(slug=slug, name=f"{slug} community", discreet_name=slug.title())
    person = someone("participant", organization=organization, called=NAME)
    participant = Participant.objects.get(organization=organization, person=person)
    world = World(organization, participant, people={"participant": person})
    for words, role in ROLES.items():
        if words != "participant":
            world.people[words] = someone(role, organization=organization)
    leader = world.people["peer leader"]
    match = walk_together(leader, participant)
    Supervision(
        organization=organization,
        supervisor=world.people["supervisor"],
        peer_leader=PeerLeader.objects.get(organization=organization, person=leader),
        started_on=match.started_on,
    ).save()
    for words in ("coordinator", "program manager"):
        coordinate(world.people[words], ProgramFactory(organization=organization))
    furnish(world)
    return world


def furnish(world: World) -> None:
    """One row of each kind that an address can name."""
    organization, participant = world.organization, world.participant
    contact = contact_with(world.people["peer leader"], participant, note="We talked about the choir.")
    RequestForSupport(
        organization=organization, participant=participant, came_by="web", asked_at=now(), due_on=today("UTC")
    ).save()
    MatchWishes(organization=organization, participant=participant).save()
    newcomer = ParticipantFactory(organization=organization).person
    by = Viewer.system(organization.pk, organization.zone)
    world.samples |= {
        "slug": a_meeting(organization).slug,
        "participant_id": participant.pk,
        "contact_id": contact.pk,
        "person_id": world.people["peer leader"].pk,
        "secret": invite(person=newcomer, as_code=False, by=by),
        "form": "contact",
        "about": participant.pk,
        "month": (now() - timedelta(days=30)).strftime("%Y-%m"),
    }


def a_meeting(organization: Organization) -> Meeting:
    """A listed meeting, on the public site that the tests' host shows, and a list that waits to be imported."""
    HostName.objects.get_or_create(host="testserver", defaults={"organization": organization})
    MeetingFile(organization=organization, file_name="list.csv", content=b"day,time,name\n", kept_at=now()).save()
    return MeetingFactory(organization=organization)


def stranger(world: World, role: str) -> Person:
    """Someone of the same organization with this role, in nobody's circle."""
    return someone(ROLES[role], organization=world.organization)


def come_as(world: World, role: str, *, neighbour: World | None = None) -> Client:
    """A browser in which this person is signed in; `anonymous` is nobody, `neighbour` the other one's manager."""
    client = Client(headers={"host": "testserver"})
    if role == "anonymous":
        return client
    if role == "neighbour":
        assert neighbour is not None
        return sign_in(client, neighbour.people["program manager"])
    return sign_in(client, world.people[role])


def nobody() -> UUID:
    """An id that names nothing."""
    return uuid7()
