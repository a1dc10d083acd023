"""Accounting (security requirement 13) and emergency disclosure (14)."""

from datetime import timedelta

import pytest
import time_machine

from kinroad.consent.actions.disclose import disclose
from kinroad.consent.models import Disclosure, Restriction
from kinroad.consent.tests.consent_factories import EVERYTHING, HOUSING, a_consent
from kinroad.core.forms import new_form_id
from kinroad.core.models import AppendOnlyRefused
from kinroad.core.time import now, today
from kinroad.notifications.actions.permission import give
from kinroad.notifications.models import Outgoing
from kinroad.notifications.tests.factories import system
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ZONE, see, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
FACTS = {
    "asks": "ambulance",
    "recipient": "Dana Cole, paramedic",
    "affiliation": "Denver Health",
    "nature": "Found without breath at the center.",
    "what": "That she takes methadone.",
}


@pytest.fixture
def elizabeth():
    person = someone("participant", called="Elizabeth", full_name="Elizabeth Stone", phone="+13035550119")
    mine = Participant.objects.get(person=person)
    give(participant=mine, kinds=["text"], wording="You may.", by=system(mine.organization), at=now())
    mine.refresh_from_db()
    return mine


@pytest.fixture
def maya(elizabeth):
    maya = someone("peer_leader", called="Maya")
    see(maya, elizabeth)
    return maya


def write_down(client, elizabeth, **facts):
    given = {"id": new_form_id(), "on": today(ZONE).isoformat(), "clock": "00:01", **FACTS, **facts}
    return client.post(f"/people/{elizabeth.pk}/disclosures/emergency", given, follow=True)


def test_every_disclosure_by_every_channel_stands_in_the_accounting_for_three_years(elizabeth, maya, client):
    given = {"parts": EVERYTHING, "purpose": "my_request", "recipient": HOUSING, "by": viewer_of(maya)}
    with time_machine.travel(now() - timedelta(days=3 * 366 + 1), tick=False):
        disclose(consent=a_consent(elizabeth), channel="pdf", **given)
    consent = a_consent(elizabeth)
    for channel in ("page", "pdf", "csv", "paper", "spoken"):
        disclose(consent=consent, channel=channel, **given)
    write_down(sign_in(client, maya), elizabeth)

    page = client.get(f"/people/{elizabeth.pk}/disclosures").text
    mine = sign_in(client, elizabeth.person).get("/me/disclosures").text

    for text in (page, mine):
        assert text.count('<th scope="row">') == 6
        assert text.count("Harbor House") == 5
        assert "At my request" in text
        assert "Dana Cole, paramedic, Denver Health" in text
        assert "Found without breath" in text
        assert "canary" not in text
    assert "Name, Goals" in page
    assert "My name; The goals of my plan" in mine


def test_the_four_facts_at_once_and_the_participant_is_told(elizabeth, maya, client):
    write_down(sign_in(client, maya), elizabeth)

    row = Disclosure.objects.get()
    assert (row.basis, row.consent, row.by) == ("emergency", None, maya)
    assert row.recipient == FACTS["recipient"]
    assert row.affiliation == FACTS["affiliation"]
    assert row.nature == FACTS["nature"]
    assert row.at
    told = Outgoing.objects.get()
    assert (told.words, told.link) == ("look_again", "/me/disclosures")
    assert "we told medical personnel about you" in sign_in(client, elizabeth.person).get("/me").text


@pytest.mark.parametrize("missing", ["recipient", "affiliation", "nature", "what", "on", "clock", "asks"])
def test_the_form_does_not_close_without_one_of_them(missing, elizabeth, maya, client):
    write_down(sign_in(client, maya), elizabeth, **{missing: " "})

    assert not Disclosure.objects.exists()


def test_it_lies_never_ahead(elizabeth, maya, client):
    write_down(sign_in(client, maya), elizabeth, on="2999-01-01")

    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    ("asks", "instead"),
    [
        ("police", "need an order under 42 CFR Part 2"),
        ("family", "agreed to in writing"),
        ("hotline", "without a name"),
        ("other", "Call your supervisor"),
    ],
)
def test_nobody_but_medical_personnel_is_told_and_the_page_says_whom_to_call(asks, instead, elizabeth, maya, client):
    page = write_down(sign_in(client, maya), elizabeth, asks=asks).text

    assert "Do not tell them" in page
    assert instead in page
    assert not Disclosure.objects.exists()


def test_it_stands_for_ever(elizabeth, maya, client):
    write_down(sign_in(client, maya), elizabeth)
    row = Disclosure.objects.get()

    for attempt in (row.save, row.delete, Disclosure.objects.all().delete, lambda: Disclosure.objects.update(what="")):
        with pytest.raises(AppendOnlyRefused):
            attempt()


def test_a_second_press_writes_it_once(elizabeth, maya, client):
    id = new_form_id()
    for _ in range(2):
        write_down(sign_in(client, maya), elizabeth, id=id)

    assert Disclosure.objects.count() == 1


def test_the_participant_asks_us_not_to_share_and_lifts_it_again(elizabeth, client):
    sign_in(client, elizabeth.person)

    asked = {"id": new_form_id(), "recipient": "Acme", "classes": ["contacts"]}
    page = client.post("/me/restrict", asked, follow=True).text
    assert "Acme" in page
    assert "When and how we were in touch" in page

    client.post(f"/me/restrict/{Restriction.objects.get().pk}/lift")
    assert "Acme" not in client.get("/me/disclosures").text


def test_whoever_walks_with_them_writes_it_down_beside_them(elizabeth, maya, client):
    sign_in(client, maya)

    page = client.post(f"/people/{elizabeth.pk}/restrict", {"id": new_form_id(), "recipient": ""}, follow=True).text

    assert "Anyone outside" in page
    assert Restriction.objects.get().how == "beside"


def test_nobody_lifts_what_somebody_else_asked(elizabeth, maya, client):
    other = Participant.objects.get(person=someone("participant"))
    row = Restriction(organization=other.organization, participant=other, recipient="Acme", how="page", asked_at=now())
    row.save()

    sign_in(client, elizabeth.person).post(f"/me/restrict/{row.pk}/lift")
    sign_in(client, maya).post(f"/people/{elizabeth.pk}/restrict/{row.pk}/lift")

    row.refresh_from_db()
    assert row.ended_at is None
