"""Requirement 5: what is sensitive about a participant comes back to the roles listed for it, and to no others."""

import pytest
from django.urls import reverse

from tests.comers import come_as
from tests.world import ROLES

pytestmark = pytest.mark.django_db

SAID = {
    "phone": "+13195550188",
    "email": "w.canary@example.org",
    "address": "77 Canary Lane",
    "triggers": "Sunday canary evenings",
    "people_who_help": "My canary aunt",
    "note": "We talked about the choir.",
}
EVERYONE = ("anonymous", *ROLES, "neighbour")
PAGES = {
    "record": "home:record",
    "about": "home:record_about",
    "people": "home:people",
    "own page": "home:me",
    "own facts": "home:me_about",
    "own copy": "home:me_export",
    "counts": "reporting:support",
    "services": "hsds:services",
    "calendar": "icalendar:feed",
    "meetings": "meeting_guide:feed",
}


@pytest.fixture
def told(world):
    """The participant's record says all of it."""
    person, participant = world.participant.person, world.participant
    person.phone, person.email, person.address = SAID["phone"], SAID["email"], SAID["address"]
    person.save()
    participant.triggers, participant.people_who_help = SAID["triggers"], SAID["people_who_help"]
    participant.save()
    return world


def seen(client, world, name) -> set[str] | None:
    """Which of it comes back; None where the page does not open."""
    url = reverse(name, args=[world.participant.pk] if name in ("home:record", "home:record_about") else [])
    answer = client.get(url)
    if answer.status_code != 200:
        return None
    text = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
    phone = {"phone"} if "555-0188" in text or "5550188" in text else set()
    return phone | {name for name, words in SAID.items() if words in text}


def test_5_each_field_comes_back_to_the_roles_listed_for_it(told):
    found, opened = {}, set()
    for page, name in PAGES.items():
        for role in EVERYONE:
            fields = seen(come_as(told, role), told, name)
            opened |= {page} if fields is not None else set()
            if fields:
                found.setdefault(page, {})[role] = " ".join(sorted(fields))

    assert opened == PAGES.keys()
    assert found == LISTED


BESIDE_THEM = ("peer leader", "supervisor", "coordinator", "program manager")
LISTED = {
    "record": dict.fromkeys(BESIDE_THEM, "note phone"),
    "about": dict.fromkeys(BESIDE_THEM, "address email people_who_help phone triggers"),
    "own page": {"participant": "note"},
    "own facts": {"participant": "people_who_help triggers"},
}
