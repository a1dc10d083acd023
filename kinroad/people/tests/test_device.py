"""Sessions (security requirements 28, 29, 45): whose, where, how long, and what stays of a form sent too late."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import now
from kinroad.people.actions.device import row_key
from kinroad.people.models import DeviceSession, Draft
from kinroad.people.queries.accounts import account_of
from kinroad.people.rules.devices import device_of
from kinroad.people.tests.factories import PASSWORD, sign_in, someone

PHONE = "Mozilla/5.0 (Linux; Android 12; Pixel) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (PHONE, "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) Version/15.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/115.0", "Firefox, Windows"),
        ("", ""),
    ],
)
def test_a_device_is_told_in_two_words(said, device):
    assert device_of(said) == device


@given(st.text(max_size=2000))
def test_a_device_may_call_itself_anything(said):
    assert len(device_of(said)) <= 60


def by_password(client, person):
    return client.post("/sign-in", {"login": account_of(person).username, "password": PASSWORD})


def test_28_signing_in_makes_a_new_session_and_the_database_does_not_hold_its_key(client, db):
    luis = someone("participant")
    client.get("/sign-in")
    client.post("/account/place", {})
    before = client.cookies.get("session")

    by_password(client, luis)
    key = client.cookies["session"].value

    assert before is None or before.value != key
    row = DeviceSession.objects.get(account_id=account_of(luis).pk)
    assert (row.pk, row.pk == key) == (row_key(key), False)
    assert client.cookies["session"]["httponly"]
    assert client.cookies["session"]["samesite"] == "Lax"


def test_28_who_works_here_is_signed_out_after_an_hour_away(client, db):
    sign_in(client, someone("peer_leader"))
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        for _visit in range(5):
            clock.shift(timedelta(minutes=55))
            assert client.get("/today").status_code == 200, "whoever works stays"
        clock.shift(timedelta(minutes=61))
        answer = client.get("/today")

    assert answer.headers["Location"] == "/sign-in?next=%2Ftoday"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "You were away for a while" in client.get("/sign-in").text
    assert not DeviceSession.objects.filter(account_id__isnull=False).exists()


def test_28_and_after_twelve_hours_whatever_they_do(client, db):
    sign_in(client, someone("peer_leader"))
    with time_machine.travel(now(), tick=False) as clock:
        for _visit in range(14):
            clock.shift(timedelta(minutes=50))
            client.get("/today")
        clock.shift(timedelta(minutes=30))

        assert client.get("/today").headers["Location"].startswith("/sign-in")


def test_28_a_participant_reads_on(client, db):
    sign_in(client, someone("participant"))
    client.get("/me")

    with time_machine.travel(now() + timedelta(hours=3)):
        assert client.get("/me").status_code == 200


def test_28_what_was_sent_too_late_is_kept_sealed_and_sent_after_signing_in(client, db):
    ada = someone("administrator")
    sign_in(client, ada)
    form_id = re.search(r'name="id" value="([^"]*)"', client.get("/settings/sites/new").text)
    sent = {"name": "Larimer house", "zone": "America/Denver", "code": "a secret", "csrfmiddlewaretoken": "x"}
    sent |= {"id": form_id[1]} if form_id else {}
    with time_machine.travel(now() + timedelta(hours=2)):
        assert client.post("/settings/sites/new", sent).headers["Location"] == "/sign-in?next=%2Faccount%2Funsent"
        client.post(
            "/sign-in",
            {"login": account_of(ada).username, "password": PASSWORD, "next": "/account/unsent"},
        )
        page = client.get("/account/unsent").text

        assert 'action="/settings/sites/new"' in page
        assert "Larimer house" in page
        assert "a secret" not in page
        answer = client.post("/settings/sites/new", {**sent, "unsent_goes_to": "/settings/sites/new"})

        assert answer.headers["Location"] == "/settings/places"
        assert "Larimer house" in client.get("/settings/places").text
        assert not Draft.objects.filter(form="unsent").exists()
        assert client.get("/account/unsent").headers["Location"] == "/first-page"


def test_28_or_it_is_thrown_away(client, db):
    sign_in(client, someone("administrator"))
    client.get("/settings")
    with time_machine.travel(now() + timedelta(hours=2)):
        client.post("/settings/sites/new", {"name": "Larimer house"})
        client.force_login(account_of(someone("administrator")))
        assert client.get("/account/unsent").status_code == 302, "nobody else's"

    assert Draft.objects.filter(form="unsent").count() == 1


def test_i_see_where_i_am_signed_in_and_end_it_there(client, db):
    luis = someone("participant")
    phone, lost = sign_in(Client(HTTP_USER_AGENT=PHONE), luis), sign_in(Client(), luis)
    for each in (phone, lost):
        each.get("/me")

    page = phone.get("/account/devices").text
    assert page.count('<li class="spread">') == 2
    assert "Chrome, Android" in page
    other = DeviceSession.objects.exclude(device="Chrome, Android").get()
    phone.post("/account/devices", {"device": other.pk})

    assert lost.get("/me").headers["Location"].startswith("/sign-in")
    assert phone.get("/me").status_code == 200


def test_all_others_end_at_once_and_nobody_ends_mine(client, db):
    luis, maya = someone("participant"), someone("participant")
    here, there, hers = sign_in(Client(), luis), sign_in(Client(), luis), sign_in(Client(), maya)
    hers_row = DeviceSession.objects.get(account_id=account_of(maya).pk)

    here.post("/account/devices", {"device": hers_row.pk})
    here.post("/account/devices", {})

    assert hers.get("/me").status_code == here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302


def test_29_a_new_password_ends_every_other_device(client, db):
    luis = someone("participant")
    other = sign_in(Client(), luis)
    sign_in(client, luis)
    new = "otter lamp nine gravel"

    client.post("/account/password", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert DeviceSession.objects.filter(account_id=account_of(luis).pk).count() == 1
    assert other.get("/me").status_code == 302


def test_29_an_account_that_is_switched_off_is_out_at_once(client, db):
    luis = someone("participant")
    sign_in(client, luis)
    account = account_of(luis)
    account.is_active = False
    account.save()

    assert client.get("/me").status_code == 302


def test_writing_down_that_somebody_is_here_happens_once_a_minute(client, db, django_assert_num_queries):
    sign_in(client, someone("participant"))
    client.get("/account")
    seen = DeviceSession.objects.get(account_id__isnull=False).seen_at
    client.get("/account")

    assert DeviceSession.objects.get(account_id__isnull=False).seen_at == seen
