"""A secret in an address is looked up across organizations, and then the request is inside the one it named."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinroad.core.tenancy import EVERYWHERE, here, inside
from kinroad.notifications.actions import incoming
from kinroad.notifications.queries.way_in import hash_of
from kinroad.people.actions.invitations import invite
from kinroad.people.models import Organization, Participant, Person, WayIn
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, PersonFactory, viewer_of
from kinroad.people.views.here import ACROSS_ORGANIZATIONS
from tests.house.reading import addresses

pytestmark = pytest.mark.django_db
BY_NAME = {address.name: address for address in addresses()}
HOOKS = {"notifications:text_came_in", "notifications:text_status"}  # kinroad/notifications/tests/test_hooks.py
BY_CODE = "people:enter_code"
BUTTON = {"home:stand_by", "gatherings:coming_by_link_cancel"}  # nothing is looked up before the button
BY_ADDRESS = sorted(ACROSS_ORGANIZATIONS - HOOKS - {BY_CODE})


def everyone_met() -> set:
    """Whose rows a question meets that forgot to say whose it wants."""
    return {
        organization_id
        for model in (Participant, Person)
        for organization_id in model.objects.values_list("organization_id", flat=True)
    }


@pytest.fixture
def at_the_end(monkeypatch, world):
    """What an unfiltered question meets when the request has done its work."""
    ParticipantFactory(organization=OrganizationFactory(slug="theirs"))
    met: list[set] = []

    @contextmanager
    def watched(pk):
        with inside(pk):
            yield
            met.append(everyone_met())

    monkeypatch.setattr("kinroad.people.views.here.inside", watched)
    assert len(everyone_met()) > 1
    return met


def a_way_in(world) -> str:
    """The address of a link that signs the participant in."""
    at = timezone.now()
    own = {"organization": world.organization, "person": world.people["participant"]}
    WayIn(secret_hash=hash_of("a secret"), made_at=at, expires_at=at + timedelta(minutes=9), **own).save()
    return reverse("notifications:way_in", args=["a secret"])


@pytest.mark.parametrize("name", BY_ADDRESS)
def test_after_the_secret_was_found_only_its_organization_is_met(world, at_the_end, name):
    url = a_way_in(world) if name == "notifications:way_in" else world.url(BY_NAME[name])

    answer = Client().post(url) if name in BUTTON else Client().get(url)

    assert answer.status_code < 400
    assert at_the_end == [{world.organization.pk}]
    assert here() == EVERYWHERE


def test_so_after_a_printed_code_was_typed(world, at_the_end):
    person = PersonFactory(organization=world.organization)
    code = invite(person=person, as_code=True, by=viewer_of(world.people["administrator"]))

    assert "password" in Client().post("/welcome", {"code": code}).text

    assert at_the_end == [{world.organization.pk}]


def test_a_text_for_several_organizations_is_read_inside_each(world, monkeypatch):
    ParticipantFactory(organization=OrganizationFactory(slug="theirs"))
    places = list(Organization.objects.filter(pk__in=everyone_met()).order_by("pk"))
    met = []
    monkeypatch.setattr(incoming, "receive", lambda organization, **_: met.append((organization.pk, everyone_met())))

    incoming.receive_for_all(
        organizations=places, reference="SM1", number="+13035550123", text="STOP", at=timezone.now()
    )

    assert met == [(place.pk, {place.pk}) for place in places]


def test_whoever_is_signed_in_elsewhere_opens_a_link_too_and_their_line_stands_at_home(world):
    """The line about what they were shown or refused belongs to the organization they are signed in to."""
    neighbour = Client()
    neighbour.cookies[settings.SESSION_COOKIE_NAME] = world.sessions["neighbour"]

    for name in BY_ADDRESS:
        url = world.url(BY_NAME[name])
        answer = neighbour.post(url) if name in BUTTON else neighbour.get(url)
        assert answer.status_code in (200, 302), name
