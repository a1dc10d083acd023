"""Passkeys (security requirement 24), with one in software that answers as a phone does."""

import base64
import html
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kinroad.core.time import now
from kinroad.people.models import AppCode
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import PASSWORD, sign_in, someone
from kinroad.people.tests.soft_key import SoftKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def needed(settings):
    settings.KINROAD_SECOND_KEY = True


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


def by_password(client, person):
    return client.post("/sign-in", {"login": account_of(person).username, "password": PASSWORD})


def options(page):
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', page)[1]))


def add_passkey(client, key):
    asked = options(client.get("/account/keys/passkey").text)
    return client.post("/account/keys/passkey", {"credential": key.create(asked)})


def test_24_a_passkey_signs_in_without_a_password(client, maya):
    key = SoftKey()
    sign_in(client, maya)

    added = add_passkey(client, key)
    assert "<code>" in added.text
    assert client.get("/today").status_code == 200

    other = Client()
    asked = other.get("/sign-in/passkey").json()["options"]
    answer = other.post("/sign-in/passkey", {"credential": key.get(asked)})

    assert answer.headers["Location"] == "/first-page"
    assert other.get("/today").status_code == 200


def test_24_a_passkey_is_a_second_key_after_the_password(client, maya):
    key = SoftKey()
    sign_in(client, maya)
    add_passkey(client, key)

    other = Client()
    assert by_password(other, maya).headers["Location"] == "/sign-in/second"
    page = other.get("/sign-in/second").text

    assert other.post("/sign-in/second", {"credential": SoftKey().get(options(page))}).status_code == 200
    page = other.get("/sign-in/second").text
    assert other.post("/sign-in/second", {"credential": key.get(options(page))}).headers["Location"] == "/first-page"


def test_24_a_passkey_of_another_site_opens_nothing(client, maya):
    key = SoftKey()
    sign_in(client, maya)
    add_passkey(client, key)
    key.host = "evil.example"

    other = Client()
    asked = other.get("/sign-in/passkey").json()["options"]

    assert other.post("/sign-in/passkey", {"credential": key.get(asked)}).headers["Location"] == "/sign-in"
    for nonsense in ("", "{}", "[]", "null", '{"id": 1}', "x" * 50_000):
        assert other.post("/sign-in/passkey", {"credential": nonsense}).status_code == 302


def test_a_closed_account_s_passkey_opens_nothing(client, maya):
    key = SoftKey()
    sign_in(client, maya)
    add_passkey(client, key)
    account = account_of(maya)
    account.is_active = False
    account.save()

    other = Client()
    asked = other.get("/sign-in/passkey").json()["options"]
    other.post("/sign-in/passkey", {"credential": key.get(asked)})

    assert other.get("/today").status_code == 302


def test_the_picture_of_an_app_can_be_read_by_a_camera_on_a_dark_page(client, maya):
    sign_in(client, maya)

    shown = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', client.get("/account/keys/app").text)[1]

    assert b'<rect fill="white"' in base64.b64decode(html.unescape(shown))


@pytest.fixture
def later(settings, maya):
    """A browser in which Maya signed in by passkey alone, long enough ago to be asked again; and her passkey."""
    key, browser = SoftKey(), Client()
    sign_in(browser, maya)
    add_passkey(browser, key)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        yield browser, key


def test_30_who_has_a_passkey_shows_again_with_it_who_they_are(later):
    browser, key = later
    asked = browser.get("/account/keys/app")
    assert asked.headers["Location"] == "/account/again?next=%2Faccount%2Fkeys%2Fapp"
    page = browser.get(asked.headers["Location"]).text

    shown = browser.post("/account/again", {"credential": key.get(options(page)), "next": "/account/keys/app"})

    assert shown.headers["Location"] == "/account/keys/app"
    assert browser.get("/account/keys/app").status_code == 200


@pytest.mark.parametrize("what", ["of somebody else", "used before", "made up"])
def test_30_no_other_passkey_does_and_none_twice(later, what):
    browser, key = later
    page = browser.get("/account/again?next=/account/keys/app").text
    said = {"of somebody else": SoftKey(), "used before": key, "made up": key}[what].get(options(page))
    if what == "used before":
        browser.post("/account/again", {"credential": said})
        browser.cookies = sign_in(Client(), someone("peer_leader", called="Ben")).cookies
        add_passkey(browser, SoftKey())
    if what == "made up":
        said = "{}"
    with time_machine.travel(now() + timedelta(minutes=12), tick=False):
        answer = browser.post("/account/again", {"credential": said, "next": "/account/keys/app"})

        assert answer.status_code == 200
        assert "That did not work" in answer.text
        assert browser.get("/account/keys/app").status_code == 302


def test_30_who_has_no_password_is_asked_for_none(later, maya):
    browser, key = later
    account = account_of(maya)
    account.set_unusable_password()
    account.save()
    browser.force_login(account)
    AppCode.objects.filter(account=account).delete()

    with time_machine.travel(now() + timedelta(minutes=12), tick=False):
        page = browser.get("/account/again?next=/account/keys/app").text
        assert "Your password" not in page
        assert "Use my passkey" in page
        assert "a spare code from your paper" in page
        shown = browser.post("/account/again", {"credential": key.get(options(page)), "next": "/account/keys/app"})

    assert shown.headers["Location"] == "/account/keys/app"
