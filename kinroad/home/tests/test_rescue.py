"""The only administrator lost every second key: whoever keeps the server opens the way in again."""

import pytest
from django.test import Client

from kinroad.audit.models import Change, Door
from kinroad.config import rescue as console
from kinroad.notifications.models import Outgoing
from kinroad.people.actions import second_key
from kinroad.people.models import AppCode, SpareCode
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import sign_in, someone, viewer_of
from kinroad.people.tests.test_second_key import by_password, with_app

pytestmark = pytest.mark.django_db
NEW = "a lantern beside the river"


def test_the_console_takes_keys_away_ends_sessions_and_gives_one_link(capsys, settings):
    settings.KINROAD_SECOND_KEY = True
    ada, other = someone("administrator", called="Ada"), someone("administrator", phone="+13035550177")
    with_app(ada)
    second_key.new_spare_codes(account=account_of(ada), by=viewer_of(ada))
    device = sign_in(Client(), ada)

    assert console.rescue(account_of(ada).username.upper()) == 0

    printed = capsys.readouterr().out
    (link,) = [line for line in printed.splitlines() if line.startswith("http")]
    path = link.removeprefix(settings.KINROAD_ADDRESS)
    assert not AppCode.objects.exists() | SpareCode.objects.exists()
    assert device.get("/account").headers["Location"].startswith("/sign-in")
    assert Change.objects.filter(what="second_key.rescued", about_id=account_of(ada).pk).count() == 1
    assert Door.objects.filter(what=Door.What.SECOND_FACTOR_REMOVED).exists()
    assert Outgoing.objects.filter(number_key__isnull=False, key__startswith=f"rescue:{other.pk}").count() == 1

    fresh = Client()
    assert "password" in fresh.get(path).text
    fresh.post(path, {"password": NEW, "again": NEW})
    assert fresh.post(path, {"password": NEW, "again": NEW}).text.count("This does not open any more") == 1
    signed_in = fresh.post("/sign-in", {"login": account_of(ada).username, "password": NEW}, follow=True)
    assert "One more step" in signed_in.text, "and then a new second key is asked for"


def test_other_administrators_read_it_on_their_first_page_and_nobody_else(client):
    ada, other = someone("administrator", called="Ada"), someone("administrator", called="Olga")
    console.rescue(account_of(ada).username)

    assert "The way in of Ada was opened again at the server" in sign_in(client, other).get("/settings").text
    assert "opened again at the server" not in sign_in(Client(), ada).get("/settings").text


def test_nobody_is_rescued_who_does_not_work_here(capsys):
    luis = someone("participant")
    secret = with_app(luis)

    for name in (account_of(luis).username, "nobody-of-this-name"):
        with pytest.raises(SystemExit):
            console.rescue(name)

    assert AppCode.objects.get().secret == secret
    assert account_of(luis).username not in capsys.readouterr().err
    assert by_password(Client(), luis).headers["Location"] == "/sign-in/second"


def test_who_works_in_two_places_is_rescued_in_both(client):
    from kinroad.people.tests.test_second_key import in_two_places

    olga = in_two_places("supervisor", "administrator")
    with_app(olga)

    assert console.rescue(account_of(olga).username) == 0

    assert Change.objects.filter(what="second_key.rescued").values("organization_id").distinct().count() == 2
