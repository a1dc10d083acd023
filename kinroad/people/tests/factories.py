"""People for tests. Everyone of one test belongs to one organization unless it says otherwise."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kinroad.core.ids import uuid7
from kinroad.notifications.models import Outgoing, Provider
from kinroad.people.actions.persons import index_person
from kinroad.people.models import (
    Account,
    CircleRow,
    Episode,
    Organization,
    Participant,
    PeerLeader,
    Person,
    Program,
    RoleHeld,
    Site,
    Standing,
    Supervision,
    Why,
)
from kinroad.people.queries.viewers import viewers_of_account
from kinroad.people.rules.viewer import Viewer

PASSWORD = "walk-with-me-2026"
ZONE = "America/Denver"
LONG_AGO = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = "juniper"
    name = "Juniper Street Recovery Community"
    discreet_name = "Juniper Street"
    zone = ZONE
    state = "CO"
    phone = "+13035550100"

    @factory.post_generation
    def messages_are_on(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Both ways of sending are switched on, unless a test says that they are not."""
        if create and extracted is not False:
            for channel in Outgoing.Channel:
                facts = {"agreed_on": LONG_AGO.date(), "registration": "C-1", "is_on": True}
                Provider.objects.get_or_create(organization=self, channel=channel, defaults=facts)


class SiteFactory(DjangoModelFactory[Site]):
    class Meta:
        model = Site
        django_get_or_create = ("organization", "name")

    organization = factory.SubFactory(OrganizationFactory)
    name = "Juniper Street"
    zone = ZONE


class ProgramFactory(DjangoModelFactory[Program]):
    class Meta:
        model = Program
        django_get_or_create = ("organization", "name")

    organization = factory.SubFactory(OrganizationFactory)
    name = "Community coaching"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    called = factory.Sequence(lambda n: f"Robin{n}")
    languages = factory.LazyFunction(lambda: ["en"])
    created_at = LONG_AGO

    @factory.post_generation
    def indexed(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            index_person(self)


class ParticipantFactory(DjangoModelFactory[Participant]):
    """A participant with support under way since January 5, 2026."""

    class Meta:
        model = Participant
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    person = factory.SubFactory(PersonFactory, organization=factory.SelfAttribute("..organization"))
    site = factory.SubFactory(SiteFactory, organization=factory.SelfAttribute("..organization"))
    program = factory.SubFactory(ProgramFactory, organization=factory.SelfAttribute("..organization"))
    created_at = LONG_AGO

    @factory.post_generation
    def episode(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted is not False:
            Episode(organization=self.organization, participant=self, started_on=date(2026, 1, 5)).save()


class PeerLeaderFactory(DjangoModelFactory[PeerLeader]):
    class Meta:
        model = PeerLeader

    organization = factory.SubFactory(OrganizationFactory)
    person = factory.SubFactory(PersonFactory, organization=factory.SelfAttribute("..organization"))
    title = "Recovery coach"
    cleared_on = date(2026, 1, 1)
    created_at = LONG_AGO


class SupervisionFactory(DjangoModelFactory[Supervision]):
    class Meta:
        model = Supervision

    organization = factory.SubFactory(OrganizationFactory)
    started_on = date(2026, 1, 5)


def role(person: Person, *names: str) -> Person:
    """Give roles to a person."""
    for name in names:
        RoleHeld(organization_id=person.organization_id, person=person, role=name, given_at=LONG_AGO).save()
    return person


def see(person: Person, participant: Participant, why: str = Why.MATCH) -> CircleRow:
    """Let a person see a participant."""
    row = CircleRow(
        organization_id=person.organization_id, person=person, participant=participant, why=why, started_at=LONG_AGO
    )
    row.save()
    return row


def coordinate(person: Person, program: Program) -> CircleRow:
    """Let a person see everyone in a program."""
    row = CircleRow(
        organization_id=person.organization_id,
        person=person,
        program=program,
        why=Why.COORDINATION,
        started_at=LONG_AGO,
    )
    row.save()
    return row


def account_of(person: Person, username: str | None = None) -> Account:
    """An account that stands for the person."""
    account = Account(username=username or f"u{uuid7().hex}")
    account.set_password(PASSWORD)
    account.save()
    Standing(organization_id=person.organization_id, person=person, account=account).save()
    return account


def viewer_of(person: Person) -> Viewer:
    """The person as a viewer, with an account made when there is none."""
    standing = Standing.objects.filter(organization_id=person.organization_id, person=person).first()
    account_id = standing.account_id if standing else account_of(person).pk
    return next(each for each in viewers_of_account(account_id) if each.organization_id == person.organization_id)


def someone(*roles: str, organization: Organization | None = None, **facts: Any) -> Person:
    """A person with these roles and an account."""
    organization = organization or OrganizationFactory()
    person = role(PersonFactory(organization=organization, **facts), *roles)
    if "peer_leader" in roles:
        PeerLeaderFactory(organization=organization, person=person)
    if "participant" in roles:
        ParticipantFactory(organization=organization, person=person)
    account_of(person)
    return person


def in_two_places(here_role: str, elsewhere_role: str) -> Person:
    """Somebody with one account and a place in each of two organizations; the person of the first."""
    olga = someone(here_role, called="Olga")
    there = OrganizationFactory(slug="lindenberg", discreet_name="Lindenberg")
    elsewhere = role(PersonFactory(organization=there, called="Olga"), elsewhere_role)
    standing = Standing.objects.get(organization_id=olga.organization_id, person=olga)
    Standing(organization_id=there.pk, person=elsewhere, account=standing.account).save()
    return olga


def sign_in(client: Any, person: Person) -> Any:
    """The test client, signed in as this person."""
    standing = Standing.objects.get(organization_id=person.organization_id, person=person)
    client.force_login(standing.account)
    return client
