"""A consent that names a place of the directory: chosen, not only typed, so that a referral finds it."""

import pytest
from django.test import Client
from django.urls import reverse

from kinroad.consent.models import Consent
from kinroad.core.forms import new_form_id
from kinroad.core.time import now
from kinroad.home.tests.reading import read
from kinroad.people.models import Participant
from kinroad.people.tests.factories import sign_in, someone
from kinroad.resources.queries.referral_identity import telling
from kinroad.resources.tests.referral_people import a_place, offered

URL = reverse("home:me_sharing_kind", args=["specific"])
CHOSEN = {
    "recipient_kind": "agency",
    "recipient": "cedar house",
    "classes": ["name"],
    "purpose": "referral",
    "until": "90",
}


@pytest.fixture
def roger(db):
    return Participant.objects.get(person=someone("participant", called="Roger", full_name="Roger Stone"))


@pytest.fixture
def place(roger):
    return a_place(roger, agency="Cedar House of Hope")


def signed(client, **more):
    said = read(client, URL, {**CHOSEN, **more})
    return client.post(URL, {**said, "name": "Roger Stone", "id": new_form_id()})


def test_who_types_a_name_that_we_know_is_asked_which_place_it_is(roger, place):
    phone = sign_in(Client(), roger.person)

    asked = phone.post(URL, CHOSEN).text
    assert "Is it one of these places we know?" in asked
    assert str(place.service.agency_id) in asked
    looked = phone.post(URL, {**CHOSEN, "about": str(place.service.agency_id)}).text
    assert "Cedar House of Hope" in looked
    signed(phone, about=str(place.service.agency_id))

    consent = Consent.objects.get()
    assert (consent.recipient, consent.recipient_about) == ("Cedar House of Hope", place.service.agency_id)
    referral = offered(roger, someone("peer_leader", organization=roger.organization), place=place)
    assert telling(referral, participant=roger, at=now()).consent == consent


def test_none_of_these_keeps_the_words(roger, place):
    signed(sign_in(Client(), roger.person), about="none")

    consent = Consent.objects.get()
    assert (consent.recipient, consent.recipient_about) == ("cedar house", None)


def test_a_person_and_an_unknown_place_are_not_asked_about(roger, place):
    phone = sign_in(Client(), roger.person)

    for said in ({"recipient_kind": "person"}, {"recipient": "Elm Clinic"}, {"recipient": "house"}):
        asked = "Is it one of these places we know?" in phone.post(URL, {**CHOSEN, **said}).text
        assert asked == (said.get("recipient") == "house")


def test_a_place_of_another_directory_cannot_be_named(roger, place):
    answer = signed(sign_in(Client(), roger.person), about=str(roger.pk))

    assert answer.status_code == 200
    assert not Consent.objects.exists()
