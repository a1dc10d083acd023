"""Signing in by a link (security requirements 27, 31, 55, 56): for once, discreetly, the same whoever asks."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from kinroad.core.tests.at_once import at_once_or_refused
from kinroad.core.time import now
from kinroad.notifications.actions.way_in import send_way_in, use_way_in
from kinroad.notifications.models import Outgoing
from kinroad.notifications.queries.letters import letter_of
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import NOON, PHONE, reachable
from kinroad.people.models import Account, WayIn
from kinroad.people.tests.factories import PersonFactory, account_of, role, someone

pytestmark = pytest.mark.django_db
SPOKEN = "303-555-0116"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def luis():
    luis = reachable(Kind.TEXT)
    role(luis.person, "participant")
    account_of(luis.person, "luis")
    return luis


def ask(said, client=None):
    return (client or Client()).post("/sign-in/link", {"said": said})


def asked_for():
    return [row.args_kwargs["args"][0] for row in DBTaskResult.objects.filter(task_path__endswith="send_way_in")]


def secret_of(participant):
    assert send_way_in(person_id=participant.person_id, at=now())
    return Outgoing.objects.order_by("-put_at", "-pk")[0].link.rsplit("/", 1)[1]


@pytest.mark.parametrize("said", [SPOKEN, PHONE, "luis", "LUIS "])
def test_somebody_asks_by_phone_or_name_and_signs_in_by_the_button(client, luis, said):
    ask(said)
    assert asked_for() == [str(luis.person_id)]
    secret = secret_of(luis)

    assert "Go to my page" in client.get(f"/way-in/{secret}").text
    assert client.get("/me").status_code == 302, "opening it changes nothing"
    assert client.post(f"/way-in/{secret}").headers["Location"] == "/first-page"
    assert client.get("/me").status_code == 200


def test_31_a_link_works_once_and_for_half_an_hour(luis):
    secret, old = secret_of(luis), None
    Client().post(f"/way-in/{secret}")
    old = secret_of(luis)

    again = Client()
    assert "used or is too old" in again.post(f"/way-in/{secret}").text
    with time_machine.travel(now() + timedelta(minutes=31)):
        assert "does not work any more" in again.get(f"/way-in/{old}").text
        assert "used or is too old" in again.post(f"/way-in/{old}").text
    assert again.get("/me").status_code == 302


def test_31_a_new_link_ends_the_one_before_and_three_an_hour_are_enough(luis):
    first = secret_of(luis)
    secret_of(luis)
    secret_of(luis)

    assert not send_way_in(person_id=luis.person_id, at=now())
    assert "does not work any more" in Client().get(f"/way-in/{first}").text
    assert first not in str(list(WayIn.objects.values_list("secret_hash", flat=True)))


def test_31_mail_is_no_second_key_for_who_works_here(luis):
    role(luis.person, "peer_leader")

    assert not send_way_in(person_id=luis.person_id, at=now())


def test_a_link_made_before_they_worked_here_opens_nothing(client, luis):
    secret = secret_of(luis)
    role(luis.person, "supervisor")

    assert "used or is too old" in client.post(f"/way-in/{secret}").text


def test_31_a_link_leads_to_the_second_key_of_who_has_one(client, luis):
    from kinroad.people.models import AppCode

    AppCode(account=Account.objects.get(username="luis"), secret="A" * 32, made_at=now()).save()

    assert client.post(f"/way-in/{secret_of(luis)}").headers["Location"] == "/sign-in/second"
    assert client.get("/me").status_code == 302


def test_55_the_message_gives_nothing_away(luis):
    secret = secret_of(luis)
    letter = letter_of(Outgoing.objects.get())

    assert re.fullmatch(r"Juniper Street: Here is your link. It works once, for 30 minutes. \S+", letter.body)
    assert secret in letter.body
    assert len(letter.body) <= 160


@pytest.mark.parametrize("why", ["stopped", "no account", "closed", "no permission", "shared"])
def test_nothing_goes_where_it_may_not(luis, why):
    if why == "closed":
        Account.objects.update(is_active=False)
    elif why == "no permission":
        luis.may_text = False
        luis.save()
    elif why == "no account":
        luis = reachable(Kind.TEXT, phone="+13035550177")
    elif why == "shared":
        PersonFactory(organization=luis.organization, phone=PHONE)
        ask(SPOKEN)
        assert asked_for() != [str(luis.person_id)]
        return
    elif why == "stopped":
        luis.died_on = now().date()
        luis.save()

    assert not send_way_in(person_id=luis.person_id, at=now())
    assert not Outgoing.objects.exists()


def test_56_known_and_unknown_get_the_same_answer_after_the_same_work(luis):
    someone("participant")
    answers, asked = [], []
    for said in (SPOKEN, "303-555-0199", "luis", "nobody", "a@example.org", "💥\x00" * 20):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(said)
        answers.append((answer.status_code, re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", answer.text)))
        asked.append(len(queries))
        from django.core.cache import cache

        cache.clear()

    assert len(set(answers)) == 1 or answers[-1][0] == 200
    assert len(set(answers[:5])) == 1
    assert len(set(asked[:5])) == 1
    assert len(asked_for()) >= 5


def test_43_asking_too_often_says_when_to_come_back(luis):
    answers = [ask("nobody") for _try in range(12)]

    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_nobody_is_offered_what_is_not_sent(client, settings):
    settings.KINROAD_EMAIL = settings.KINROAD_TEXT_URL = ""
    someone("participant")

    assert "do not send links yet" in client.get("/sign-in/link").text


@pytest.mark.django_db(transaction=True)
def test_31_of_two_who_press_at_the_same_moment_one_comes_in():
    luis = reachable(Kind.TEXT)
    role(luis.person, "participant")
    account_of(luis.person, "luis")
    secret = secret_of(luis)

    answers = at_once_or_refused(*[lambda: use_way_in(secret=secret, at=now())] * 4)

    assert sum(isinstance(each, Account) for each in answers) == 1
