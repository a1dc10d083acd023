"""What an administrator sees and decides about messages: never for whom."""

from datetime import timedelta

import pytest
import time_machine

from kinroad.audit.models import Change
from kinroad.config.check import outbox as check_outbox
from kinroad.notifications.actions import outbox
from kinroad.notifications.models import Outgoing, Provider, Words
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import NOON, PHONE, reachable, system
from kinroad.people.models import Organization
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone


@pytest.fixture(autouse=True)
def at_noon(db):
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def ada(client):
    ada = someone("administrator", organization=OrganizationFactory(messages_are_on=False))
    sign_in(client, ada)
    return ada


def test_a_provider_is_switched_on_only_with_agreement_and_registration(client, ada):
    refused = client.post("/settings/messages", {"channel": "text", "text-is_on": "on"}).text
    assert "Enter the day the agreement was signed." in refused
    assert "Enter the registration with the carriers." in refused
    assert not Provider.objects.filter(is_on=True).exists()

    facts = {"text-company": "A carrier", "text-agreed_on": "2026-10-01", "text-registration": "C-77"}
    client.post("/settings/messages", {"channel": "text", "text-is_on": "on", **facts})

    provider = Provider.objects.get(channel="text")
    assert (provider.is_on, provider.registration) == (True, "C-77")
    assert Change.objects.filter(what="provider.set").exists()


def test_e_mail_needs_the_agreement_alone(client, ada):
    client.post("/settings/messages", {"channel": "email", "email-is_on": "on", "email-agreed_on": "2026-10-01"})

    assert Provider.objects.get(channel="email").is_on


def test_it_cannot_be_switched_on_before_the_server_knows_a_provider(client, ada, settings):
    settings.KINROAD_EMAIL = False
    sent = {"channel": "email", "email-is_on": "on", "email-agreed_on": "2026-10-01"}

    assert "name no provider yet" in client.post("/settings/messages", sent).text
    settings.KINROAD_EMAIL = True
    Organization.objects.update(phone="")
    assert "phone number first" in client.post("/settings/messages", sent).text
    sent["email-agreed_on"] = "2027-01-01"
    assert "This day has not come yet." in client.post("/settings/messages", sent).text


@pytest.fixture
def stuck():
    them = reachable(Kind.TEXT, organization=OrganizationFactory())
    by = system(them.organization)
    row = outbox.put(participant=them, channel="text", words=Words.NEW_MESSAGE, key="one", by=by, at=NOON)
    row.state, row.why = "unknown", "no_answer"
    row.save()
    return row


@pytest.fixture
def eva(client):
    eva = someone("administrator")
    sign_in(client, eva)
    return eva


def test_the_outbox_says_what_happened_and_not_to_whom(client, stuck, eva):
    page = client.get("/settings/outbox").text

    assert "The connection broke before the provider answered." in page
    for secret in (stuck.participant.person.called, PHONE, PHONE[-4:], str(stuck.participant_id), "new message"):
        assert secret not in page.split("<main")[1]


@pytest.mark.parametrize(("decision", "state"), [("again", "waiting"), ("sent", "sent"), ("let_go", "dropped")])
def test_a_person_decides(client, stuck, eva, decision, state):
    client.post(f"/settings/outbox/{stuck.pk}", {"decision": decision})

    stuck.refresh_from_db()
    assert stuck.state == state
    again = client.post(f"/settings/outbox/{stuck.pk}", {"decision": decision}, follow=True).text
    assert "looked at already" in again


def test_what_is_past_its_time_is_not_sent_again(client, stuck, eva):
    with time_machine.travel(stuck.use_until + timedelta(minutes=1)):
        page = client.get("/settings/outbox").text
        assert "Send again" not in page
        client.post(f"/settings/outbox/{stuck.pk}", {"decision": "again"})

    stuck.refresh_from_db()
    assert stuck.state == "unknown"


def test_a_neighbour_decides_nothing(client, stuck):
    sign_in(client, someone("administrator", organization=OrganizationFactory(slug="linden")))

    client.post(f"/settings/outbox/{stuck.pk}", {"decision": "let_go"})

    assert Outgoing.objects.get().state == "unknown"


def test_the_check_tells_of_stuck_messages(stuck):
    with pytest.raises(LookupError, match="1 messages of which nobody knows"):
        check_outbox()

    Outgoing.objects.update(state="waiting", due_at=NOON - timedelta(hours=2))
    with pytest.raises(LookupError, match="waiting for more than an hour"):
        check_outbox()
    Outgoing.objects.update(state="dropped", ended_at=NOON)
    assert check_outbox() == "nothing is stuck"


def test_each_organization_sends_from_a_number_of_its_own_or_the_servers(client, ada):
    client.post("/settings/messages", {"channel": "text", "text-sender": "303-555-0200"})
    assert Provider.objects.get(channel="text").sender == "+13035550200"

    refused = client.post("/settings/messages", {"channel": "text", "text-sender": "our phone"}).text
    assert "Enter a phone number with its area code" in refused
    client.post("/settings/messages", {"channel": "text", "text-sender": "MG12"})
    assert Provider.objects.get(channel="text").sender == "MG12"
