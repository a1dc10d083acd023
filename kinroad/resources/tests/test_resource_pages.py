"""The public pages of the directory."""

import re
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.finding import index_places
from kinroad.resources.models import (
    CostOption,
    Language,
    RequiredDocument,
    ServiceAtLocation,
    Shortlist,
    State,
    WrongReport,
)
from kinroad.resources.tests.resource_factories import PlaceFactory, ScheduleFactory

MONDAY_NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)  # in Iowa


@pytest.fixture
def here(db):
    organization = OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA", name="Corridor")
    HostName(host="testserver", organization=organization).save()
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield organization


def a_place(organization, name="Willow House", **own):
    agency = {"service__agency__organization": organization, "service__organization": organization}
    place = PlaceFactory(service__name=name, **{**agency, **own})
    index_places([place.pk], organization_id=organization.pk)
    return place


def test_anyone_finds_a_place_without_script_and_without_signing_in(here):
    place = a_place(here, tags=["recovery_housing", "accepts_record"], phone="(515) 555-0100")
    ScheduleFactory(service_at_location=place, opens=time(9), closes=time(17))
    index_places([place.pk], organization_id=here.pk)

    page = Client().get("/resources", {"q": "sober living", "near": "50309", "open": "1"})

    assert page.status_code == 200
    assert "Willow House" in page.text
    assert "Open until 5:00\u00a0pm" in page.text
    assert "Takes people with a record" in page.text
    assert 'href="tel:+15155550100"' in page.text
    assert "data-exit" in page.text


def test_without_a_question_the_page_asks_what_it_is_about(here):
    page = Client().get("/resources").text

    assert "What is it about?" in page
    assert "tag=housing" in page


def test_the_page_of_a_place_says_all_one_needs_before_going(here):
    place = a_place(here, tags=["shelter", "women", "free", "same_day"], phone="(515) 555-0100")
    ScheduleFactory(service_at_location=place)
    service = place.service
    RequiredDocument(organization=here, service=service, document="A photo ID").save()
    Language(organization=here, service=service, code="es").save()
    CostOption(organization=here, service=service, option="A week", cents=12000).save()

    page = Client().get(f"/resources/{place.pk}").text

    for said in ("A photo ID", "Spanish", "For women", "Free", "Same day", "Monday to Friday", "High St", "120"):
        assert said in page, said
    assert "Nobody here has checked this yet" in page


def test_a_confidential_address_is_on_no_page(here):
    secret = {"location__street": "77 Canary Lane", "location__city": "Canaryville", "location__confidential": True}
    place = a_place(here, "Safe house", tags=["domestic_violence"], **secret)
    client = Client()

    pages = [client.get("/resources", {"q": "safe house"}).text, client.get(f"/resources/{place.pk}").text]
    client.post("/resources/list", {"place": [str(place.pk)]}, follow=True)
    listed = client.post("/resources/list", {"place": [str(place.pk)]}, follow=True).text

    for page in (*pages, listed):
        assert "Safe house" in page
        assert "canary" not in page.casefold()
        assert "41.586" not in page


def test_what_was_joined_leads_on_and_what_closed_says_so(here):
    stands, twin = a_place(here), a_place(here, "Willow Haus")
    twin.joined_into = stands
    twin.save()
    closed = a_place(here, "Old house", state=State.CLOSED)

    assert Client().get(f"/resources/{twin.pk}").headers["Location"] == f"/resources/{stands.pk}"
    page = Client().get(f"/resources/{closed.pk}").text
    assert "This is closed" in page
    assert "High St" not in page


def test_anyone_says_that_something_was_wrong_and_two_are_enough_to_warn_the_next(here):
    place, client = a_place(here), Client()

    def say(words=""):
        form = client.get(f"/resources/{place.pk}/wrong").text
        sent = {"id": re.search(r'name="id" value="([^"]+)"', form)[1], "what": "hours", "words": words}
        return client.post(f"/resources/{place.pk}/wrong", sent, follow=True)

    assert "Thank you" in say("They close at noon.").text
    place.refresh_from_db()
    assert place.state == State.ACTIVE
    say()

    place.refresh_from_db()
    assert place.state == State.DOUBTFUL
    assert "This may be wrong" in client.get(f"/resources/{place.pk}").text
    assert WrongReport.objects.filter(settled_at=None).count() == 2


def test_a_list_is_made_shared_and_added_to_with_nobody_in_it(here):
    first, second, client = a_place(here), a_place(here, "Oak House"), Client()

    made = client.post("/resources/list", {"place": [str(first.pk)]})
    address = made.headers["Location"]
    secret = address.rsplit("/", 1)[1]
    more = client.post("/resources/list", {"place": [str(second.pk)], "list": secret}, follow=True)

    assert "Willow House" in Client().get(address).text
    assert "Oak House" not in Client().get(address).text
    assert "Willow House" in more.text
    assert "Oak House" in more.text
    assert more.headers["X-Robots-Tag"] == "noindex"
    assert {field.name for field in Shortlist._meta.fields} == {
        "id", "organization", "secret_hash", "places", "made_at", "expires_at",
    }  # fmt: skip
    assert not Shortlist.objects.filter(secret_hash=secret).exists()
    assert "sessionid" not in client.cookies


def test_an_empty_or_foreign_choice_makes_no_list(here):
    elsewhere = a_place(OrganizationFactory(slug="elsewhere"))
    client = Client()

    assert "Choose at least one place" in client.post("/resources/list", {}, follow=True).text
    client.post("/resources/list", {"place": [str(elsewhere.pk), "nonsense"]})

    assert not Shortlist.objects.exists()


def test_a_list_ends(here):
    place = a_place(here)
    address = Client().post("/resources/list", {"place": [str(place.pk)]}).headers["Location"]

    with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC)):
        assert Client().get(address).status_code == 404
    assert Client().get("/list/nonsense").status_code == 404


def test_a_list_goes_on_paper(here):
    place = a_place(here)
    address = Client().post("/resources/list", {"place": [str(place.pk)]}).headers["Location"]

    paper = Client().get(f"{address}/paper")

    assert paper.headers["Content-Type"] in ("application/pdf", "text/html; charset=utf-8")


def test_a_place_of_another_organization_is_not_here(here):
    elsewhere = a_place(OrganizationFactory(slug="elsewhere"))

    assert Client().get(f"/resources/{elsewhere.pk}").status_code == 404
    assert Client().get(f"/resources/{elsewhere.pk}/wrong").status_code == 404


def test_hostile_questions_break_nothing(here):
    a_place(here)
    for q in ("%", "'; drop table", "\x00", "<script>", "a" * 5000, "🏠", "-1", "''''"):
        page = Client().get("/resources", {"q": q, "near": q, "page": q, "tag": q})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_a_page_has_one_link_for_each_page_of_many(here):
    for number in range(25):
        a_place(here, f"Pantry {number:02}", tags=["food"])

    first = Client().get("/resources", {"q": "food"}).text
    second = Client().get("/resources", {"q": "food", "page": "2"}).text

    assert first.count('name="place"') == 20
    assert second.count('name="place"') == 5
    assert ServiceAtLocation.objects.count() == 25
    assert reverse("resources:resources") in first
