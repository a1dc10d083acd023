import logging
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from kinroad.audit.models import Look
from kinroad.config.logs import HideSecrets
from kinroad.people.actions.invitations import invite
from kinroad.people.models import Invitation, Participant
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    coordinate,
    role,
    see,
    sign_in,
    someone,
    viewer_of,
)

NEW = {"username": "maya", "password": "otter lamp nine gravel", "again": "otter lamp nine gravel"}


@pytest.fixture(autouse=True)
def fresh_tries():
    cache.clear()


@pytest.fixture
def ada(db):
    return someone("administrator", called="Ada")


@pytest.fixture
def newcomer(ada):
    return role(PersonFactory(called="Wilhelmina"), "peer_leader")


def words(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text)


def test_a_link_opens_a_page_and_only_the_button_uses_it_up(client, ada, newcomer):
    address = reverse("people:welcome", args=[invite(person=newcomer, as_code=False, by=viewer_of(ada))])

    client.get(address)
    client.get(address)
    answer = client.post(address, NEW)

    assert "Your account is ready" in answer.text
    assert account_of(newcomer).username == "maya"
    assert client.post("/sign-in", {"login": "maya", "password": NEW["password"]}).status_code == 302


def test_sending_it_twice_makes_one_account(client, ada, newcomer):
    address = reverse("people:welcome", args=[invite(person=newcomer, as_code=False, by=viewer_of(ada))])

    client.post(address, NEW)
    again = client.post(address, NEW)

    assert "does not open any more" in again.text


def test_the_page_names_nobody(client, ada, newcomer):
    address = reverse("people:welcome", args=[invite(person=newcomer, as_code=False, by=viewer_of(ada))])

    assert "Wilhelmina" not in client.get(address).text


def test_unknown_used_and_withdrawn_links_look_the_same(client, ada, newcomer):
    used = invite(person=newcomer, as_code=False, by=viewer_of(ada))
    client.post(reverse("people:welcome", args=[used]), NEW)
    withdrawn = invite(person=newcomer, as_code=False, by=viewer_of(ada))
    invite(person=newcomer, as_code=False, by=viewer_of(ada))

    answers = [client.get(reverse("people:welcome", args=[each])) for each in (used, withdrawn, "x" * 43)]

    pages = {
        (each.status_code, words(each).replace(used, "").replace(withdrawn, "").replace("x" * 43, ""))
        for each in answers
    }
    assert len(pages) == 1


def test_a_printed_code_is_typed_in_any_way(client, ada, newcomer):
    code = invite(person=newcomer, as_code=True, by=viewer_of(ada))
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]}"

    first = client.post("/welcome", {"code": typed})
    second = client.post("/welcome", {"code": code, **NEW})

    assert "Choose a user name" in first.text
    assert "Your account is ready" in second.text


def test_passwords_that_differ_are_asked_again_and_the_name_stays(client, ada, newcomer):
    code = invite(person=newcomer, as_code=True, by=viewer_of(ada))

    answer = client.post("/welcome", {"code": code, **NEW, "again": "otter lamp nine pebble"})

    assert "not the same" in answer.text
    assert 'value="maya"' in answer.text
    assert NEW["password"] not in answer.text


def test_guessing_codes_ends_soon(client, db):
    answers = [client.post("/welcome", {"code": f"GUESS{number:07}"}).status_code for number in range(25)]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_secret_never_stands_in_the_logs():
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", ("/welcome/very-secret?x=1",), None)

    HideSecrets().filter(record)

    assert "very-secret" not in record.getMessage()
    assert "/welcome/…" in record.getMessage()


def test_an_administrator_hands_out_a_code_that_is_shown_once(client, ada, newcomer):
    sign_in(client, ada)
    address = reverse("people:invite_staff", args=[newcomer.pk])

    shown = client.post(address, {"as_code": "code"})

    code = re.search(r'class="way-in">([\w-]+)<', shown.text)[1]
    assert code not in client.get(address).text
    assert "no-store" in shown.headers["Cache-Control"]
    assert client.post("/welcome", {"code": code, **NEW}).status_code == 200
    assert account_of(newcomer) is not None


def test_a_link_is_whole(client, ada, newcomer):
    sign_in(client, ada)

    shown = client.post(reverse("people:invite_staff", args=[newcomer.pk]), {"as_code": "link"})

    link = re.search(r"http://testserver(/welcome/[\w-]{43})", shown.text)[1]
    assert "Choose a user name" in client.get(link).text


def test_without_a_choice_nothing_is_made(client, ada, newcomer):
    sign_in(client, ada)

    answer = client.post(reverse("people:invite_staff", args=[newcomer.pk]), {"as_code": ""})

    assert "Choose one." in answer.text
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["who walks with them", "coordinator"])
def test_a_participant_is_invited_by_those_near_them(client, db, who):
    participant = ParticipantFactory(person__called="Wilhelmina")
    helper = someone("coordinator" if who == "coordinator" else "peer_leader")
    coordinate(helper, ProgramFactory()) if who == "coordinator" else see(helper, participant)
    sign_in(client, helper)

    answer = client.post(reverse("people:invite_participant", args=[participant.pk]), {"as_code": "code"})

    assert "Your way in" in answer.text
    assert Look.objects.filter(participant_id=participant.pk, page="invite").count() == 1


@pytest.mark.parametrize("who", ["administrator", "stranger", "helped them start", "neighbour"])
def test_nobody_else_invites_a_participant(client, db, who):
    participant = ParticipantFactory()
    organization = OrganizationFactory(slug="lindenberg") if who == "neighbour" else None
    other = someone("administrator" if who == "administrator" else "peer_leader", organization=organization)
    if who == "helped them start":
        see(other, participant, why="intake")
    sign_in(client, other)

    answer = client.get(reverse("people:invite_participant", args=[participant.pk]))

    assert answer.status_code == 404
    assert not Look.objects.exists()


def test_a_coordinator_makes_a_new_way_in_for_a_participant(client, db):
    participant = Participant.objects.get(person=someone("participant"))
    pat = someone("coordinator")
    coordinate(pat, participant.program)
    sign_in(client, pat)
    address = reverse("people:invite_participant", args=[participant.pk])

    assert "sets a new password" in client.get(address).text
    shown = client.post(address, {"as_code": "code"})
    code = re.search(r'class="way-in">([\w-]+)<', shown.text)[1]

    assert "Choose a new password" in client.post("/welcome", {"code": code}).text


def test_the_refusal_is_said_on_the_page(client, db):
    bodie = someone("participant", "evaluator")
    participant = Participant.objects.get(person=bodie)
    pat = someone("coordinator")
    see(pat, participant, why="coordination")
    sign_in(client, pat)

    answer = client.post(reverse("people:invite_participant", args=[participant.pk]), {"as_code": "code"})

    assert "An administrator makes the new code" in answer.text
