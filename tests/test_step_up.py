"""A fresh sign-in before what leaves, what opens past the circle, and roles (security requirement 30)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kinroad.core.time import now
from kinroad.people.models import RoleHeld
from kinroad.people.tests.factories import PASSWORD, sign_in
from tests.house.reading import addresses
from tests.house.test_fresh import FRESH, KEYS

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=11)
ASKED = [address for address in addresses() if address.name in FRESH - KEYS]


def who(name):
    if name.startswith("people:"):
        return "administrator"
    return "participant" if ":me_" in name else "program manager"


@pytest.mark.parametrize("address", ASKED, ids=lambda address: address.name)
def test_30_what_leaves_and_what_opens_asks_again_who_it_is(world, address):
    client = sign_in(Client(), world.people[who(address.name)])
    url = world.url(address)

    with time_machine.travel(now() + LATER):
        answers = [client.get(url), client.post(url, {"words": "typed a long time"})]

    asked = [each.headers.get("Location", "") for each in answers if each.status_code != 405]
    assert asked
    assert all(each.startswith("/account/again?next=") for each in asked), asked


def test_30_what_was_typed_is_kept_and_sent_after_showing_again(world):
    ada, maya = world.people["administrator"], world.people["peer leader"]
    client = sign_in(Client(), ada)
    url = f"/settings/staff/{maya.pk}/roles/new"
    held = RoleHeld.objects.filter(person=maya).count()

    with time_machine.travel(now() + LATER):
        late = client.post(url, {"role": "supervisor"})
        shown = client.post(late.headers["Location"], {"password": PASSWORD, "next": url})
        unsent = client.get(shown.headers["Location"]).text
        sent = client.post(url, {"role": "supervisor", "unsent_goes_to": url})

    assert shown.headers["Location"] == "/account/unsent"
    assert 'name="role" value="supervisor"' in unsent
    assert sent.headers["Location"] == f"/settings/staff/{maya.pk}"
    assert RoleHeld.objects.filter(person=maya).count() == held + 1


def test_30_a_file_is_offered_after_showing_again(world):
    client = sign_in(Client(), world.people["program manager"])

    with time_machine.travel(now() + LATER):
        asked = client.get("/reports/support.csv?version=to_share")
        thanked = client.post(
            asked.headers["Location"], {"password": PASSWORD, "next": "/reports/support.csv?version=to_share"}
        )
        file = client.get("/reports/support.csv?version=to_share")

    assert 'href="/reports/support.csv?version=to_share"' in thanked.text
    assert file.headers["Content-Type"].startswith("text/csv")
