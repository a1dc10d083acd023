"""The pages on which gatherings are planned and looked after."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kinroad.audit.models import Look
from kinroad.core.forms import new_form_id
from kinroad.core.time import today
from kinroad.gatherings.models import Facilitator, Gathering, Session
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.tests.factories import OrganizationFactory, ProgramFactory, coordinate, sign_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def coordinator(client, organization):
    person = someone("coordinator", organization=organization)
    coordinate(person, ProgramFactory(organization=organization))
    sign_in(client, person)
    return client


def typed(**other):
    return {
        "id": new_form_id(),
        "name": "Friday supper",
        "kind": "family",
        "place": "other",
        "address": "Grange hall, 2 Elm Street, Ames",
        "zip": "50010",
        "starts_on": str(today("America/Chicago") + timedelta(days=2)),
        "start_time": "18:00",
        "ends": "19:30",
        "often": "weekly",
        "days": ["FR"],
        "nth": "0",
        "on_date": "0",
        "public": "yes",
        "sign_up": "anyone",
        "languages": ["en", "es"],
        "photos": "none",
        "supports": ["emotional", "affiliational"],
        "activity": "community",
        "attendance": "by_name",
        "waiting_list": "on",
        "capacity": "20",
        **other,
    }


NEW = "/gatherings/new?like=family"


def test_a_coordinator_looks_at_the_dates_and_plans_a_supper(coordinator, organization):
    assert "Friday family supper" in coordinator.get(NEW).text
    words = typed()

    shown = coordinator.post(NEW, {**words, "show": "1"})
    assert shown.text.count("Friday, ") == 5
    assert "Grange hall" in shown.text
    assert not Gathering.objects.exists()

    answer = coordinator.post(NEW, words)
    planned = Gathering.objects.get()
    assert answer.headers["Location"] == reverse("gatherings:gathering", args=[planned.pk])
    assert (planned.zone, planned.minutes, planned.rule) == ("America/Chicago", 90, "FREQ=WEEKLY;BYDAY=FR")
    assert planned.supports == ["emotional", "affiliational"]
    again = coordinator.post(NEW, words)
    assert again.headers["Location"] == answer.headers["Location"]
    assert Gathering.objects.count() == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"address": ""}, "Say where it is"),
        ({"zip": "00000"}, "do not know this ZIP code"),
        ({"often": "other", "text": "whenever"}, "cannot follow this rule"),
        ({"often": "monthly_day", "days": ["FR", "SA"]}, "Choose one day"),
        ({"supports": []}, "at least one type of support"),
        ({"starts_on": "2020-01-01"}, "last two months"),
        ({"last_on": "2020-01-01"}, "before the first"),
        ({"name": ""}, "Give it a name"),
    ],
)
def test_what_could_not_take_place_is_refused_and_nothing_typed_is_lost(coordinator, other, said):
    answer = coordinator.post(NEW, typed(**other))

    assert said in answer.text
    assert 'value="19:30"' in answer.text
    assert not Gathering.objects.exists()


def test_an_online_group_keeps_its_link_sealed(coordinator):
    link = "https://meet.example.org/abc"
    coordinator.post(NEW, typed(place="online", online_link=link))

    planned = Gathering.objects.get()
    assert (planned.online, planned.in_person, planned.address, planned.online_link) == (True, False, "", link)
    page = coordinator.get(reverse("gatherings:change_gathering", args=[planned.pk]))
    assert link in page.text
    assert link not in coordinator.get(reverse("gatherings:gathering", args=[planned.pk])).text


def test_the_form_tells_who_comes_second_what_was_changed_and_keeps_their_words(coordinator, organization):
    planned = a_gathering(organization, zip="50010", address="Grange hall")
    url = reverse("gatherings:change_gathering", args=[planned.pk])
    words = {**typed(name="Supper for all"), "version": "1"}

    assert coordinator.post(url, {**words, "name": "Potluck"}).status_code == 302
    second = coordinator.post(url, words)
    assert "What the page says now" in second.text
    assert "Potluck" in second.text
    assert coordinator.post(url, {**words, "version": "2"}).status_code == 302
    planned.refresh_from_db()
    assert planned.name == "Supper for all"


def test_another_hour_says_first_which_evenings_people_are_coming_to(coordinator, organization):
    planned = a_gathering(organization)
    known = next_session(planned)
    Session.objects.filter(pk=known.pk).update(taken=7)
    url = reverse("gatherings:change_times", args=[planned.pk])
    words = {**typed(), "start_time": "19:00", "ends": "20:30", "version": "1", "starts_on": str(known.on)}

    shown = coordinator.post(url, {**words, "show": "1"})
    assert "7 of 20 places taken" in shown.text
    assert "Choose what becomes of it" in coordinator.post(url, words).text
    assert coordinator.post(url, {**words, "touched_follow": "follow"}).status_code == 302
    known.refresh_from_db()
    assert known.start_minute == 19 * 60


def test_a_session_is_worded_moved_cancelled_and_brought_back(coordinator, organization):
    known = next_session(a_gathering(organization))
    here = {"gathering_id": known.gathering_id, "session_id": known.pk}

    def post(what, **said):
        return coordinator.post(reverse(f"gatherings:{what}", kwargs=here), said)

    assert post("change_session", words="Bring a dish.", capacity="20", version="1").status_code == 302
    tomorrow = str(known.on + timedelta(days=1))
    assert post("move_session", on=tomorrow, start_time="17:00", ends="18:30", version="2").status_code == 302
    assert "few words" in post("cancel_session", words="", version="3").text
    assert post("cancel_session", words="No supper this week.", version="3").status_code == 302
    page = coordinator.get(reverse("gatherings:session", kwargs=here)).text
    assert "No supper this week." in page
    assert post("bring_back_session").status_code == 302
    known.refresh_from_db()
    assert (known.state, known.moved) == ("planned", True)


def test_a_participant_leads_beside_others_when_the_coordinator_may_see_them(coordinator, organization):
    program = ProgramFactory(organization=organization)
    bodie = someone("participant", organization=organization, called="Bodie")
    bodie_as_participant = bodie.participants.get()
    assert bodie_as_participant.program_id == program.pk
    planned = a_gathering(organization)
    here = reverse("gatherings:leaders", args=[planned.pk])

    found = coordinator.post(reverse("gatherings:find_co_lead", args=[planned.pk]), {"words": "Bodie"})
    assert str(bodie_as_participant.pk) in found.text
    assert "Nobody like that" in coordinator.post(f"{here}/find", {"words": "Zachariah"}).text
    coordinator.post(f"{here}/add", {"participant": bodie_as_participant.pk})
    line = Facilitator.objects.get()
    assert (line.person, line.part) == (bodie, "co_lead")
    assert "Bodie" in coordinator.get(here).text
    assert Look.objects.filter(page="leaders").last().shown == [str(bodie_as_participant.pk)]
    coordinator.post(reverse("gatherings:end_leading", args=[planned.pk, line.pk]))
    line.refresh_from_db()
    assert line.ended_on is not None


def test_who_works_here_leads_it_and_the_series_ends_and_goes_on(coordinator, organization):
    maya = someone("peer_leader", organization=organization)
    planned = a_gathering(organization)

    coordinator.post(reverse("gatherings:leaders", args=[planned.pk]), {"person": maya.pk, "part": "facilitator"})
    assert Facilitator.objects.get().person == maya
    end = reverse("gatherings:end_gathering", args=[planned.pk])
    assert coordinator.post(end, {"last_on": str(today("America/Chicago")), "version": "1"}).status_code == 302
    assert "It ended on" in coordinator.get(reverse("gatherings:gathering", args=[planned.pk])).text
    assert coordinator.post(reverse("gatherings:begin_again", args=[planned.pk])).status_code == 302


def test_a_peer_leader_looks_after_what_they_lead_and_sees_nothing_of_others(client, organization):
    maya, gus = (someone("peer_leader", organization=organization) for _each in range(2))
    hers, his = a_gathering(organization, led_by=maya), a_gathering(organization, led_by=gus, name="Walk")
    sign_in(client, maya)

    listed = client.get("/gatherings").text
    assert "Friday supper" in listed
    assert "Walk" not in listed
    assert client.get(reverse("gatherings:gathering", args=[hers.pk])).status_code == 200
    assert client.get(reverse("gatherings:gathering", args=[his.pk])).status_code == 404
    assert client.get(reverse("gatherings:change_gathering", args=[hers.pk])).status_code == 404
    other = next_session(his)
    assert client.get(reverse("gatherings:session", args=[hers.pk, other.pk])).status_code == 404
    own = next_session(hers)
    assert client.get(reverse("gatherings:cancel_session", args=[hers.pk, own.pk])).status_code == 200


def test_a_co_lead_who_is_a_participant_comes_to_no_settings(client, organization):
    bodie = someone("participant", organization=organization)
    planned = a_gathering(organization, led_by=bodie)
    sign_in(client, bodie)

    assert client.get("/gatherings").status_code == 404
    assert client.get(reverse("gatherings:gathering", args=[planned.pk])).status_code == 404


def test_the_list_asks_as_many_questions_for_thirty_series_as_for_three(
    coordinator, organization, django_assert_max_num_queries
):
    for number in range(27):
        a_gathering(organization, name=f"Walk {number}", rule="FREQ=MONTHLY;BYDAY=2SA")
    coordinator.get("/gatherings")

    with django_assert_max_num_queries(9):
        first = coordinator.get("/gatherings").text
    assert first.count("Walk ") == 25
    rest = coordinator.get(
        first.split('href="/gatherings?after=')[1].split('"')[0].join(("/gatherings?after=", ""))
    ).text
    assert rest.count("Walk ") == 2
    assert "Nothing is over" in coordinator.get("/gatherings?show=over").text
