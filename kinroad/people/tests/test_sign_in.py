import re

import pytest
from django.core.cache import cache

from kinroad.people.models import Organization, Standing
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import PASSWORD, OrganizationFactory, PersonFactory, role, sign_in, someone

NEW = "otter lamp nine gravel"
OFFERED_ELSEWHERE = ("signup", "password/reset", "code/request", "placeholder")


@pytest.fixture(autouse=True)
def fresh_tries():
    cache.clear()


def words(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text)


def try_in(client, name, password):
    return client.post("/sign-in", {"login": name, "password": password})


def test_someone_signs_in_and_out(client, db):
    maya = someone("administrator", called="Maya")
    name = account_of(maya).username

    assert try_in(client, name, PASSWORD).headers["Location"] == "/first-page"
    assert client.get("/sign-out").status_code == 200
    assert client.get("/account").status_code == 200
    answer = client.post("/sign-out")

    assert answer.headers["Location"] == "/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account").status_code == 302


def test_the_page_offers_only_what_works(client, db):
    page = client.get("/sign-in").text

    assert not [word for word in OFFERED_ELSEWHERE if word in page.lower()]
    assert "/sign-in/help" in page


def test_a_wrong_password_an_unknown_name_and_a_closed_account_sound_the_same(client, db):
    account = account_of(someone("peer_leader"))
    closed = account_of(someone("peer_leader"))
    closed.is_active = False
    closed.save()

    answers = [
        try_in(client, account.username, "wrong lamp nine gravel"),
        try_in(client, "u" * len(account.username), "wrong lamp nine gravel"),
        try_in(client, closed.username, PASSWORD),
    ]

    pages = {
        words(each).replace(account.username, "").replace("u" * len(account.username), "").replace(closed.username, "")
        for each in answers
    }
    assert len(pages) == 1
    assert "do not go together" in answers[0].text


def test_an_empty_form_says_what_is_missing(client, db):
    page = try_in(client, "", "").text

    assert "Enter your e-mail or user name." in page
    assert "Enter your password." in page
    assert "(needed)" not in page


def test_wrong_tries_end_soon_and_say_how_long(client, db):
    name = account_of(someone("peer_leader")).username

    for _try in range(5):
        try_in(client, name, "wrong lamp nine gravel")

    answer = try_in(client, name, PASSWORD)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "Wait 1 minute," in answer.text


def test_many_tries_from_one_place_are_told_to_wait(client, db):
    answers = [try_in(client, f"nobody{number}", "wrong lamp nine gravel") for number in range(31)]

    assert answers[-1].status_code == 429
    assert "Wait a minute" in answers[-1].text


def test_signing_in_names_nobody_in_a_message(client, db):
    name = account_of(someone("administrator", called="Wilhelmina")).username

    try_in(client, name, PASSWORD)

    assert "messages" not in client.cookies


def test_the_browser_keeps_no_page_of_someone_signed_in(client, db):
    sign_in(client, someone("administrator"))

    assert client.get("/account").headers["Cache-Control"] == "no-store"


def test_a_shared_device_forgets_with_the_browser(client, db):
    name = account_of(someone("administrator")).username

    client.post("/sign-in", {"login": name, "password": PASSWORD, "shared": "on"})

    assert not client.cookies["session"]["max-age"]


def test_language_and_look_come_along(client, db):
    account = account_of(someone("administrator"))
    account.language, account.theme = "es", "dark"
    account.save()

    try_in(client, account.username, PASSWORD)

    assert 'lang="es" data-theme="dark"' in client.get("/account").text


def test_a_new_password_signs_other_devices_out(client, db):
    ada = someone("administrator")
    sign_in(client, ada)
    from django.test import Client

    other = sign_in(Client(), ada)
    answer = client.post(
        "/account/password", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True
    )

    assert "Your new password works from now on" in answer.text
    assert account_of(ada).check_password(NEW)
    assert other.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", NEW, "not the password you use now"),
        (PASSWORD, "short", "15 characters"),
        (PASSWORD, "aaaaaaaaaaaaaaaaa", "easy to guess"),
    ],
)
def test_a_password_that_will_not_do_is_told_in_our_words(client, db, old, new, said):
    ada = someone("administrator")
    sign_in(client, ada)

    answer = client.post("/account/password", {"oldpassword": old, "password1": new, "password2": new})

    assert said in answer.text
    assert account_of(ada).check_password(PASSWORD)


def test_nobody_has_a_page_to_reset_a_password_by_mail(client, db):
    OrganizationFactory(phone="+13035550100")

    assert "303-555-0100" in client.get("/sign-in/help").text
    for address in ("/account/password/reset", "/password/reset", "/account/signup", "/account/email"):
        assert client.get(address).status_code in (302, 404)


def test_practice_accounts_stay_on_this_computer(client, db, settings):
    settings.ALLOWED_HOSTS = ["*"]
    maya = someone("peer_leader")
    Organization.objects.filter(pk=maya.organization_id).update(is_demo=True)
    name = account_of(maya).username

    refused = client.post("/sign-in", {"login": name, "password": PASSWORD}, headers={"host": "kinroad.example"})

    assert refused.status_code == 403
    assert "practice account" in refused.text
    assert try_in(client, name, PASSWORD).status_code == 302


@pytest.mark.parametrize(("is_demo", "anywhere"), [(False, False), (False, True), (True, False), (True, True)])
def test_a_demo_that_others_can_reach_says_so_on_every_page_and_real_work_never_does(
    client, db, settings, is_demo, anywhere
):
    settings.KINROAD_DEMO_ANYWHERE = anywhere
    maya = someone("peer_leader")
    Organization.objects.filter(pk=maya.organization_id).update(is_demo=is_demo)

    page = sign_in(client, maya).get("/account").text

    assert ("Practice data only." in page) == (is_demo and anywhere)


def test_someone_with_two_places_is_asked_which(client, db):
    olga = someone("administrator", called="Olga")
    elsewhere = role(
        PersonFactory(organization=OrganizationFactory(slug="lindenberg", discreet_name="Lindenberg"), called="Olga"),
        "administrator",
    )
    Standing(organization_id=elsewhere.organization_id, person=elsewhere, account=account_of(olga)).save()
    sign_in(client, olga)

    assert client.get("/account").headers["Location"] == "/account/place"
    assert "Lindenberg" in client.get("/account/place").text
    client.post("/account/place", {"organization": str(elsewhere.organization_id)})

    assert "Lindenberg" in client.get("/account").text


def test_nobody_goes_to_a_place_that_is_not_theirs(client, db):
    olga = someone("administrator")
    other = OrganizationFactory(slug="lindenberg", discreet_name="Lindenberg")
    sign_in(client, olga)

    client.post("/account/place", {"organization": str(other.pk)})

    assert "Lindenberg" not in client.get("/account").text


def test_a_demo_account_stays_on_this_machine_whatever_host_is_asked_for(client, db):
    """The password of the demo is known to everyone, and a host name is only what the caller says."""
    maya = someone("peer_leader", organization=OrganizationFactory(is_demo=True))
    sent = {"login": account_of(maya).username, "password": PASSWORD}

    for elsewhere in (
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "localhost"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_HOST": "127.0.0.1"},
    ):
        assert client.post("/sign-in", sent, **elsewhere).status_code == 403
        assert client.get("/account").status_code == 302
    assert client.post("/sign-in", sent, HTTP_HOST="127.0.0.1").status_code == 302
