"""A second key beside the password (security requirements 24, 25, 30, 31)."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kinroad.audit.models import Change
from kinroad.core.time import now
from kinroad.people.actions import second_key as actions
from kinroad.people.actions.accounts import end_role
from kinroad.people.models import AppCode, DeviceSession, SpareCode
from kinroad.people.queries.accounts import account_of
from kinroad.people.queries.second_key import keys_of
from kinroad.people.rules.app_codes import STEP, code_at, new_secret
from kinroad.people.tests.factories import (
    PASSWORD,
    OrganizationFactory,
    in_two_places,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def needed(settings):
    settings.KINROAD_SECOND_KEY = True


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


def code_now(secret, steps=0):
    return code_at(int(now().timestamp()) // STEP + steps, secret)


def with_app(person):
    """The person with an app; its secret."""
    secret = new_secret()
    account = account_of(person)
    actions.add_app(account=account, secret=secret, code=code_now(secret, -1), by=viewer_of(person))
    return secret


def by_password(client, person):
    return client.post("/sign-in", {"login": account_of(person).username, "password": PASSWORD})


def second(client, code):
    return client.post("/sign-in/second", {"code": code})


def hidden(page, name):
    return html.unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1])


def test_24_who_works_here_is_led_to_a_second_key_before_anything_else(client, maya):
    sign_in(client, maya)

    for page in ("/today", "/people", "/account", "/nowhere", "/account/devices"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers.get("Location")) in ((302, "/account/keys"), (404, None)), page
    assert client.post("/account/devices").headers["Location"] == "/account/keys"
    assert "One more step" in client.get("/account/keys").text


def test_24_participants_and_the_demo_go_on_without(client):
    assert sign_in(client, someone("participant")).get("/me").status_code == 200

    demo = someone("peer_leader", organization=OrganizationFactory(slug="demo", is_demo=True))

    assert sign_in(Client(), demo).get("/today").status_code == 200


def test_24_the_server_may_say_otherwise(client, maya, settings):
    settings.KINROAD_SECOND_KEY = False

    assert sign_in(client, maya).get("/today").status_code == 200


def test_an_app_is_set_up_with_its_first_code_and_spare_codes_are_shown_once(client, maya):
    other = sign_in(Client(), maya)
    sign_in(client, maya)
    page = client.get("/account/keys/app").text
    secret = re.search(r"secret=([A-Z2-7]+)", html.unescape(page))[1]

    wrong = client.post("/account/keys/app", {"secret": hidden(page, "secret"), "code": "000000"})
    done = client.post("/account/keys/app", {"secret": hidden(page, "secret"), "code": code_now(secret)})

    assert "not the code the app shows" in wrong.text
    assert secret in html.unescape(wrong.text)
    assert len(re.findall(r"<code>\w{5}-\w{5}</code>", done.text)) == 10
    assert client.get("/today").status_code == 200
    assert other.get("/today").headers["Location"].startswith("/sign-in"), "other devices are signed out"
    assert Change.objects.filter(what="second_key.app_added").count() == 1


def test_the_secret_of_an_app_stands_nowhere_in_the_clear(maya):
    secret = with_app(maya)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select secret from people_appcode")
        kept = bytes(cursor.fetchone()[0])

    assert secret.encode() not in kept
    assert AppCode.objects.get().secret == secret


def test_31_a_password_alone_does_not_open_an_account_with_a_second_key(client, maya):
    secret = with_app(maya)

    assert by_password(client, maya).headers["Location"] == "/sign-in/second"
    assert client.get("/today").headers["Location"].startswith("/sign-in")
    assert "does not fit" in second(client, "000000").text
    assert client.get("/today").status_code == 302
    assert second(client, code_now(secret)).headers["Location"] == "/first-page"
    assert client.get("/today").status_code == 200


def test_25_a_code_counts_once(maya):
    secret = with_app(maya)
    code = code_now(secret)
    first, again = Client(), Client()
    by_password(first, maya)
    by_password(again, maya)

    assert second(first, code).status_code == 302
    assert "used before" in second(again, code).text
    assert again.get("/today").status_code == 302


def test_25_a_code_is_good_one_step_early_or_late_and_no_further(maya):
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        account, secret = account_of(maya), new_secret()
        AppCode(account=account, secret=secret, made_at=now()).save()

        assert not actions.use_code(account=account, code=code_now(secret, -2))
        assert not actions.use_code(account=account, code=code_now(secret, 2))
        assert actions.use_code(account=account, code=code_now(secret, -1)) == "app"
        assert actions.use_code(account=account, code=code_now(secret, 1)) == "app"
        assert not actions.use_code(account=account, code=code_now(secret)), "an earlier one is over"


def test_25_a_spare_code_works_once_and_only_its_keyed_hash_is_kept(client, maya):
    with_app(maya)
    account = account_of(maya)
    codes = actions.new_spare_codes(account=account, by=viewer_of(maya))

    by_password(client, maya)
    assert second(client, f"{codes[0][:5].lower()}-{codes[0][5:]}").headers["Location"] == "/first-page"
    assert not actions.use_code(account=account, code=codes[0])
    assert actions.use_code(account=account, code=codes[1]) == "spare"
    assert not set(codes) & set(SpareCode.objects.values_list("code_key", flat=True))
    assert keys_of(account.pk).spare_left == 8


def test_25_codes_cannot_be_guessed_one_after_another(client, maya):
    secret = with_app(maya)
    by_password(client, maya)

    answers = [second(client, f"{number:06}") for number in range(7)]

    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 30
    assert second(client, code_now(secret)).status_code == 429


def test_nobody_who_works_here_takes_the_last_key_away(client, maya):
    with_app(maya)
    sign_in(client, maya)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(account_of(maya).pk)
    session.save()

    page = client.post("/account/keys/remove", {"which": "app"}, follow=True).text

    assert "Add another one first" in page
    assert keys_of(account_of(maya).pk).any


def test_a_participant_takes_it_away_again(client):
    luis = someone("participant")
    with_app(luis)
    sign_in(client, luis)

    client.post("/account/keys/remove", {"which": "app"})

    assert not keys_of(account_of(luis).pk).any
    assert not SpareCode.objects.exists()


def test_a_session_from_before_the_key_is_asked_for_it(client, maya):
    sign_in(client, maya)
    with_app(maya)

    assert client.get("/today").headers["Location"].startswith("/sign-in")
    assert not DeviceSession.objects.filter(account_id=account_of(maya).pk).exists()


def test_an_administrator_takes_lost_keys_away(client, maya):
    ada = someone("administrator", called="Ada")
    with_app(maya)
    with_app(ada)
    by_password(client, ada)
    second(client, code_now(AppCode.objects.get(account=account_of(ada)).secret))

    page = client.post(f"/settings/staff/{maya.pk}/keys", follow=True).text

    assert "set up a new key" in page
    assert not keys_of(account_of(maya).pk).any
    assert client.post(f"/settings/staff/{maya.pk}/keys").status_code == 200, "there is none now, and it says so"


@pytest.mark.parametrize("path", ["/account/keys/app", "/account/keys/passkey"])
def test_30_a_change_of_keys_asks_again_who_it_is(client, path):
    luis = someone("participant")
    sign_in(client, luis)
    assert client.get(path).status_code == 200

    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.get(path).headers["Location"] == f"/account/again?next={path.replace('/', '%2F')}"
        assert "does not fit" in client.post("/account/again", {"password": "wrong", "next": path}).text
        answer = client.post("/account/again", {"password": PASSWORD, "next": path})
        assert answer.headers["Location"] == path
        assert client.get(path).status_code == 200


def test_40_nobody_is_led_elsewhere_after_showing_again(client):
    sign_in(client, someone("participant"))

    for elsewhere in ("https://evil.example", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
        answer = client.post("/account/again", {"password": PASSWORD, "next": elsewhere})
        assert answer.headers["Location"] == "/first-page", elsewhere


def test_29_a_role_that_ends_signs_out_at_once(client, maya, settings):
    settings.KINROAD_SECOND_KEY = False
    ada = someone("administrator")
    sign_in(client, maya)

    end_role(person=maya, role="peer_leader", by=viewer_of(ada))

    assert client.get("/account").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("roles", [("administrator", "supervisor"), ("participant", "peer_leader")])
def test_24_work_in_any_place_asks_for_a_second_key_before_a_place_is_chosen(client, roles):
    olga = in_two_places(*roles)
    sign_in(client, olga)

    for page in ("/account/place", "/first-page", "/account", "/me", "/settings", "/people"):
        assert client.get(page).headers["Location"] == "/account/keys", page
    chosen = client.post("/account/place", {"organization": str(olga.organization_id)})
    assert chosen.headers["Location"] == "/account/keys"
    not_told = "Juniper Street" if roles[0] == "participant" else "Lindenberg"
    assert not_told not in client.get("/account/keys").text

    page = client.get("/account/keys/app").text
    secret = re.search(r"secret=([A-Z2-7]+)", html.unescape(page))[1]
    client.post("/account/keys/app", {"secret": hidden(page, "secret"), "code": code_now(secret)})
    assert "Lindenberg" in client.get("/account/place").text


def test_24_a_place_where_one_only_takes_part_is_not_open_by_password_to_who_works_elsewhere(client, settings):
    olga = in_two_places("participant", "peer_leader")
    settings.KINROAD_SECOND_KEY = False
    sign_in(client, olga)
    client.post("/account/place", {"organization": str(olga.organization_id)})
    assert client.get("/me").status_code == 200

    settings.KINROAD_SECOND_KEY = True

    assert client.get("/me").headers["Location"] == "/account/keys"


def test_24_two_places_without_work_ask_for_no_second_key(client):
    olga = in_two_places("participant", "participant")
    sign_in(client, olga)

    assert "Lindenberg" in client.get("/account/place").text
