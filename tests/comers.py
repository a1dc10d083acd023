"""Who comes to the pages of the small whole program, each in a browser of their own."""

import time

from django.conf import settings
from django.test import Client

from kinroad.people.models import Person
from kinroad.people.rules.signed_in import FRESH
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone
from tests.world import ROLES, World


def stranger(world: World, role: str) -> Person:
    """Someone of the same organization with this role, in nobody's circle."""
    return someone(ROLES[role], organization=world.organization)


def neighbours_manager() -> Person:
    """The program manager of another organization."""
    organization = OrganizationFactory(slug="lindenberg", name="Lindenberg community", discreet_name="Lindenberg")
    return someone("program_manager", organization=organization)


def come_as(world: World, role: str) -> Client:
    """A browser in which this person is signed in.

    `anonymous` is nobody, `neighbour` the manager of another organization, `another peer leader` one of ours in
    nobody's circle. On a slow machine they sign in again before what is private asks them to.
    """
    client = Client()
    if role in world.sessions and time.monotonic() - world.signed_in_at < FRESH.total_seconds() / 2:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
        return client
    return client if role == "anonymous" else sign_in(client, _who(world, role))


def _who(world: World, role: str) -> Person:
    if role == "neighbour":
        return neighbours_manager()
    return stranger(world, role.removeprefix("another ")) if role.startswith("another ") else world.people[role]


def sign_everyone_in(world: World, *others: str) -> World:
    """Everyone of the access matrix signs in once; tests that begin from this world then come with that session."""
    for role in (*ROLES, "neighbour", *others):
        world.sessions[role] = come_as(world, role).cookies[settings.SESSION_COOKIE_NAME].value
    world.signed_in_at = time.monotonic()
    return world
