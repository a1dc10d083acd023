"""What comes in from the provider: signed, once, and STOP at once."""

import logging

import pytest
import time_machine

from kinroad.notifications.actions import delivery, outbox
from kinroad.notifications.actions.incoming import receive_for_all
from kinroad.notifications.actions.transports.choosing import transport_for
from kinroad.notifications.models import Incoming, Outgoing, Provider, StoppedNumber, Words
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.rules.signature import is_signed, signature
from kinroad.notifications.tests.factories import NOON, PHONE, reachable, system
from kinroad.people.tests.factories import OrganizationFactory

TOKEN = "their-secret"
TEXTS, STATUS = "/hooks/texts", "/hooks/texts/status"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def say(client, path=TEXTS, *, signed_with=TOKEN, **fields):
    signed = signature(f"http://testserver{path}", fields.items(), secret=signed_with)
    return client.post(path, fields, headers={"X-Twilio-Signature": signed})


def text(client, words, *, number=PHONE, reference="SM1", to="+13035550100"):
    return say(client, MessageSid=reference, From=number, To=to, Body=words)


def put(them, key="one"):
    by = system(them.organization)
    return outbox.put(participant=them, channel="text", words=Words.NEW_MESSAGE, key=key, by=by, at=NOON)


def answers():
    """The words of what answers a text, in no order: the clock stands still here."""
    return sorted(Outgoing.objects.filter(participant=None).values_list("words", flat=True))


def still(them, kind=Kind.TEXT):
    them.refresh_from_db()
    return may(them, kind, at=NOON)


# The signature.


def test_the_signature_is_the_one_of_the_providers_own_example():
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    address = "https://example.com/myapp.php?foo=1&bar=2"

    assert signature(address, fields.items(), secret="12345") == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_whoever_does_not_sign_is_refused_and_changes_nothing(db, client):
    them = reachable(Kind.TEXT)

    assert client.post(TEXTS, {"From": PHONE, "Body": "STOP", "MessageSid": "SM1"}).status_code == 403
    assert say(client, signed_with="guess", From=PHONE, Body="STOP", MessageSid="SM1").status_code == 403
    assert client.get(TEXTS).status_code == 405
    assert still(them)


def test_a_signature_of_other_words_does_not_fit(db, client):
    them = reachable(Kind.TEXT)
    signed = signature(f"http://testserver{TEXTS}", {"From": PHONE, "Body": "Hello"}.items(), secret=TOKEN)

    answer = client.post(TEXTS, {"From": PHONE, "Body": "STOP"}, headers={"X-Twilio-Signature": signed})

    assert answer.status_code == 403
    assert still(them)


def test_without_a_secret_nothing_is_signed():
    assert not is_signed(signature("https://x", [], secret=""), "https://x", [], secret="")


# STOP.


def test_stop_ends_every_text_to_the_number_at_once_with_one_answer(db, client):
    one, other = reachable(Kind.TEXT, Kind.CALL), reachable(Kind.TEXT)
    waiting = put(one)

    assert text(client, "Stop").status_code == 200

    assert not still(one)
    assert not still(other)
    assert still(one, Kind.CALL)
    assert delivery.deliver(waiting.pk, worker="here:1:a") == "dropped"
    assert answers() == ["stopped"]


def test_the_answer_to_stop_goes_out_though_the_number_is_stopped(db, client, monkeypatch):
    reachable(Kind.TEXT)
    text(client, "STOP")
    claimed = delivery.claim(Outgoing.objects.get(words="stopped").pk, worker="here:1:a", at=NOON)

    assert "no more texts" in claimed[1].body


def test_stop_said_again_is_answered_no_more(db, client):
    reachable(Kind.TEXT)

    text(client, "STOP", reference="SM1")
    text(client, "stop!!", reference="SM2")

    assert answers() == ["stopped"]


def test_the_same_text_heard_twice_is_one_text(db, client):
    them = reachable(Kind.TEXT)
    text(client, "STOP", reference="SM1")
    text(client, "START", reference="SM2")

    text(client, "STOP", reference="SM1")  # the provider, or a thief, plays it again

    assert still(them)
    assert Incoming.objects.count() == 2


def test_its_words_and_number_are_kept_nowhere(db, client, caplog):
    reachable(Kind.TEXT)

    with caplog.at_level(logging.DEBUG):
        text(client, "I used last night and I am scared")

    kept = str([list(Incoming.objects.values_list()), list(Outgoing.objects.values_list())])
    for secret in ("scared", PHONE):
        assert secret not in kept
        assert secret not in caplog.text


def test_stop_holds_in_every_organization_of_this_provider_and_one_answers(db, client):
    ours = reachable(Kind.TEXT)
    theirs = reachable(Kind.TEXT, organization=OrganizationFactory(slug="linden", discreet_name="Linden"))
    put(theirs)

    text(client, "STOP")

    assert not still(ours)
    assert not still(theirs)
    (answer,) = Outgoing.objects.filter(participant=None)
    assert answer.organization.discreet_name == "Linden"


LINDEN = "+13035550200"


def linden(**facts):
    house = OrganizationFactory(slug="linden", discreet_name="Linden")
    Provider.objects.filter(organization=house, channel="text").update(**facts)
    return house


def test_a_text_is_for_the_organization_whose_number_it_was_sent_to(db, client):
    ours = reachable(Kind.TEXT)
    theirs = reachable(Kind.TEXT, organization=linden(sender=LINDEN))

    text(client, "STOP", to=LINDEN)

    assert still(ours)
    assert not still(theirs)
    (answer,) = Outgoing.objects.all()
    assert answer.organization.discreet_name == "Linden"
    assert transport_for(answer.organization, "text").sender == LINDEN
    assert transport_for(ours.organization, "text").sender == "+13035550100"

    text(client, "HELP", reference="SM2")
    assert Outgoing.objects.get(words="help").organization == ours.organization


def test_a_messaging_service_is_known_by_its_own_name(db, client):
    ours = reachable(Kind.TEXT)
    theirs = reachable(Kind.TEXT, organization=linden(sender="MG77"))

    say(client, MessageSid="SM1", From=PHONE, To="+13035550999", MessagingServiceSid="MG77", Body="STOP")

    assert still(ours)
    assert not still(theirs)


def test_stop_to_a_number_that_serves_several_or_that_nobody_knows_holds_for_all(db, client):
    house = linden(sender="")
    ours, theirs = reachable(Kind.TEXT), reachable(Kind.TEXT, organization=house)
    text(client, "STOP")
    assert not still(ours)
    assert not still(theirs)

    Provider.objects.filter(organization=house).update(sender=LINDEN)
    one, other = reachable(Kind.TEXT), reachable(Kind.TEXT, organization=house)
    text(client, "STOP", to="+13035550999", reference="SM2")

    assert not still(one)
    assert not still(other)


def test_nobody_listens_where_texts_are_off(db):
    receive_for_all(organizations=[], reference="SM1", number=PHONE, text="STOP", at=NOON)

    assert not StoppedNumber.objects.exists()


def test_start_brings_texts_back_to_the_one_who_had_them(db, client):
    them = reachable(Kind.TEXT)
    text(client, "STOP", reference="SM1")

    text(client, "Start", reference="SM2")

    assert still(them)
    assert answers() == ["started", "stopped"]


def test_start_on_a_shared_number_opens_nothing_for_anybody(db, client):
    one, other = reachable(Kind.TEXT), reachable(Kind.TEXT)
    text(client, "STOP", reference="SM1")

    text(client, "START", reference="SM2")

    assert not still(one)
    assert not still(other)
    assert answers() == ["ask_us", "stopped"]


def test_start_without_a_stop_gives_no_permission(db, client):
    them = reachable(Kind.CALL)

    text(client, "START")

    assert not still(them)
    assert answers() == ["ask_us"]


def test_help_is_answered_under_the_discreet_name(db, client):
    reachable(Kind.TEXT)
    text(client, "AYUDA")

    body = delivery.letter_of(Outgoing.objects.get()).body
    assert body.startswith("Juniper Street: Call us at 303-555-0100")


def test_anything_else_is_told_once_a_day_that_nobody_reads_it(db, client):
    reachable(Kind.TEXT)

    text(client, "Are you there?", reference="SM1")
    text(client, "Hello?", reference="SM2")

    assert answers() == ["cannot_read"]
    assert "911" in delivery.letter_of(Outgoing.objects.get()).body


def test_wrong_number_is_a_stop_and_the_number_is_asked_for_again(db, client):
    them = reachable(Kind.TEXT, Kind.CALL)

    text(client, "Sorry, wrong number")

    assert not still(them)
    assert not still(them, Kind.CALL)


def test_a_service_without_a_number_gets_no_answer(db, client):
    reachable(Kind.TEXT)

    assert text(client, "STOP", number="BANK").status_code == 200
    assert answers() == []
