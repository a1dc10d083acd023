"""Editors look after the directory; people of the program say how it was."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from kinroad.audit.models import Change
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone, viewer_of
from kinroad.resources.actions.experience import hide_experience, say_how_it_was, take_back
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.report import say_it_is_wrong
from kinroad.resources.actions.tending import close_place, verify_place
from kinroad.resources.models import (
    Experience,
    FindWord,
    Location,
    ResourceCorrection,
    Schedule,
    ServiceAtLocation,
    State,
    WrongReport,
)
from kinroad.resources.queries.experience import voices_of
from kinroad.resources.tests.resource_factories import PlaceFactory, ResourceSourceFactory, ScheduleFactory

MONDAY_NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.fixture
def here(db):
    organization = OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA", name="Corridor")
    HostName(host="testserver", organization=organization).save()
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield organization


@pytest.fixture
def editor(here):
    return someone("coordinator", organization=here)


def a_place(organization, name="Willow House", **own):
    agency = {"service__agency__organization": organization, "service__organization": organization}
    place = PlaceFactory(service__name=name, **{**agency, **own})
    index_places([place.pk], organization_id=organization.pk)
    return place


def test_an_editor_adds_a_place_and_everyone_finds_it(here, editor):
    client = sign_in(Client(), editor)
    said = {
        "id": new_form_id(), "name": "Night shelter", "agency_name": "Cedar Trust", "phone": "515-555-0100",
        "street": "1 Elm St", "city": "Des Moines", "zip": "50309", "tags": ["shelter", "men"], "languages": ["es"],
        "documents": "A photo ID\nYour own towel", "opens_mo": "19:00", "closes_mo": "07:00", "opens_tu": "19:00",
        "closes_tu": "07:00",
    }  # fmt: skip

    answer = client.post("/resources/new", said)

    place = ServiceAtLocation.objects.get()
    assert answer.headers["Location"] == f"/resources/{place.pk}"
    assert (place.verified_on, place.due_on) == (date(2026, 11, 23), date(2027, 5, 22))
    assert Schedule.objects.get().byday == "MO,TU"
    page = Client().get("/resources", {"q": "a bed", "near": "50309"}).text
    assert "Night shelter" in page
    assert "coordinator" in Client().get(f"/resources/{place.pk}").text


def test_a_secret_address_is_sealed_and_only_editors_see_it(here, editor):
    client = sign_in(Client(), editor)
    said = {
        "id": new_form_id(), "name": "Safe house", "agency_name": "Cedar Trust", "street": "77 Canary Lane",
        "city": "Ames", "zip": "50010", "confidential": "on", "tags": ["domestic_violence"],
    }  # fmt: skip
    client.post("/resources/new", said)
    place, location = ServiceAtLocation.objects.get(), Location.objects.get()

    assert (location.street, location.city, location.zip, location.lat, place.city, place.lat) == (
        "",
        "",
        "",
        None,
        "",
        None,
    )
    assert "Canary" in client.get(f"/resources/{place.pk}/change").text
    for address in ("/resources?q=safe+house", "/resources?near=50010", f"/resources/{place.pk}"):
        assert "Canary" not in Client().get(address).text
        assert "Canary" not in client.get(address).text
    assert not FindWord.objects.filter(word__contains="canary").exists()
    assert not FindWord.objects.filter(word="ame").exists()


def test_what_an_editor_says_is_remembered_against_the_list(here, editor):
    source = ResourceSourceFactory(organization=here)
    place = a_place(here)
    for row in (place, place.service, place.service.agency, place.location):
        row.source, row.source_key = source, "1"
        row.save()
    client = sign_in(Client(), editor)
    address = f"/resources/{place.pk}/change"
    ScheduleFactory(service_at_location=place, byday="2SA", freq="MONTHLY", opens=time(9), closes=time(11))

    said = {
        "version": "1", "name": "Willow Manor", "agency_name": place.service.agency.name, "street": "9 New St",
        "city": "Ames", "zip": "50010", "description": place.service.description, "opens_mo": "09:00",
        "closes_mo": "17:00",
    }  # fmt: skip
    answer = client.post(address, said)

    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.city, place.version) == ("Willow Manor", "Ames", 2)
    known = {row.field: row for row in ResourceCorrection.objects.all()}
    assert known["name"].value == "Willow Manor"
    assert known["name"].imported == "Willow House"
    assert "street" in known
    assert sorted(Schedule.objects.values_list("byday", flat=True)) == ["2SA", "MO"]
    assert FindWord.objects.filter(word="manor").exists()
    assert not FindWord.objects.filter(word="willow", place=place, weight=2).exists()


def test_whoever_comes_second_sees_both_words_and_loses_none(here, editor):
    place = a_place(here)
    client = sign_in(Client(), editor)
    said = {"version": "1", "name": "First", "agency_name": "Cedar", "description": "x"}
    client.post(f"/resources/{place.pk}/change", said)

    second = client.post(f"/resources/{place.pk}/change", {**said, "name": "Second"})

    assert second.status_code == 200
    assert "What the page says now" in second.text
    assert "Second" in second.text
    again = client.post(f"/resources/{place.pk}/change", {**said, "name": "Second", "version": "2"})
    assert again.status_code == 302


def test_the_queue_shows_what_was_reported_then_what_is_due(here, editor):
    fine = a_place(here, "Fine place")
    verify_place(place=fine, by=viewer_of(editor), at=now())
    old = a_place(here, "Old place", verified_on=date(2025, 1, 1), due_on=date(2025, 7, 1))
    wrong = a_place(here, "Wrong place")
    nobody = viewer_of(editor)
    say_it_is_wrong(id=uuid7(), place=wrong, what="hours", words="Closes at noon", by=nobody, at=now())
    client = sign_in(Client(), editor)

    page = client.get("/resources/queue").text

    assert page.index("Wrong place") < page.index("Old place")
    assert "Closes at noon" in page
    assert "Fine place" not in page
    client.post(f"/resources/{wrong.pk}/verify")
    assert not WrongReport.objects.filter(settled_at=None).exists()
    client.post(f"/resources/{old.pk}/close")
    old.refresh_from_db()
    assert old.state == State.CLOSED
    assert not FindWord.objects.filter(place=old).exists()
    assert "Nothing to check" in client.get("/resources/queue").text


def test_a_place_that_opens_again_is_to_be_checked(here, editor):
    place = a_place(here, state=State.CLOSED)

    close_place(place=place, closed=False, by=viewer_of(editor), at=now())

    place.refresh_from_db()
    assert place.state == State.DOUBTFUL
    assert FindWord.objects.filter(place=place).exists()


def test_people_of_the_program_say_how_it_was_and_nobody_learns_who(here, editor):
    place, person = a_place(here), someone("participant", organization=here)
    say_how_it_was(id=uuid7(), place=place, helped="yes", words="They were kind.", by=viewer_of(person), at=now())

    page = sign_in(Client(), editor).get(f"/resources/{place.pk}/how-it-was").text

    assert "They were kind." in page
    assert person.called not in page.split("They were kind.")[1][:600]
    assert "They were kind." not in Client().get(f"/resources/{place.pk}").text
    assert Client().get(f"/resources/{place.pk}/how-it-was").status_code == 302
    assert not Change.objects.filter(what__startswith="experience", person_id=person.pk).exists()
    row = Experience.objects.get()
    assert str(person.pk) not in str(vars(row))


def test_one_takes_back_only_ones_own_words_and_then_they_are_gone(here, editor):
    place, person = a_place(here), someone("participant", organization=here)
    say_how_it_was(id=uuid7(), place=place, helped="no", words="Long wait.", by=viewer_of(person), at=now())

    assert take_back(place=place, by=viewer_of(editor), at=now()) == 0
    assert take_back(place=place, by=viewer_of(person), at=now()) == 1

    row = Experience.objects.get()
    assert (row.words, row.author_key) == (None, "")
    assert voices_of(place.pk, viewer=viewer_of(editor)).said == ()


def test_saying_it_again_takes_the_place_of_what_one_said(here):
    place, person = a_place(here), someone("participant", organization=here)
    for words in ("First.", "Second."):
        say_how_it_was(id=uuid7(), place=place, helped="some", words=words, by=viewer_of(person), at=now())

    assert voices_of(place.pk, viewer=viewer_of(person)).own.words == "Second."
    assert Experience.objects.filter(withdrawn_at=None).count() == 1


def test_an_editor_hides_words_with_a_reason_and_the_author_is_told(here, editor):
    place, person = a_place(here), someone("participant", organization=here)
    said = say_how_it_was(id=uuid7(), place=place, helped="no", words="Bob is mean.", by=viewer_of(person), at=now())

    hide_experience(experience_id=said.pk, hidden="names", by=viewer_of(editor), at=now())

    other = someone("peer_leader", organization=here)
    assert voices_of(place.pk, viewer=viewer_of(other)).said == ()
    assert "It names somebody" in sign_in(Client(), person).get(f"/resources/{place.pk}/how-it-was").text
    with pytest.raises(ValidationError):
        hide_experience(experience_id=said.pk, hidden="whim", by=viewer_of(editor), at=timezone.now())


def test_few_voices_make_no_number(here):
    place = a_place(here)
    for number in range(5):
        person = someone("participant", organization=here)
        say_how_it_was(
            id=uuid7(), place=place, helped="no" if number else "yes", words="", by=viewer_of(person), at=now()
        )
        tally = voices_of(place.pk, viewer=viewer_of(person)).tally
        assert tally == ((1, 5) if number == 4 else None)


def test_words_that_say_a_secret_address_are_refused(here, editor):
    client = sign_in(Client(), editor)
    said = {
        "id": new_form_id(), "name": "Safe house", "agency_name": "Cedar Trust", "street": "77 Canary Lane",
        "city": "Ames", "zip": "50010", "confidential": "on", "description": "Ring at 77 Canary Ln.",
    }  # fmt: skip

    refused = client.post("/resources/new", said)
    assert "This says an address that is kept secret" in refused.text
    assert not Location.objects.exists()

    client.post("/resources/new", {**said, "description": "A safe house."})
    place = ServiceAtLocation.objects.get()
    assert place.location.confidential

    other = {**said, "id": new_form_id(), "name": "Office", "street": "1 High St", "confidential": ""}
    assert "This says an address that is kept secret" in client.post("/resources/new", other).text
    assert ServiceAtLocation.objects.count() == 1
