"""Settings for the lists of meetings."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinroad.gatherings.models import Meeting, MeetingFile
from kinroad.gatherings.tests.factories import MeetingFactory, MeetingSourceFactory
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

HOME = {"slug": "corridor", "zone": "America/Chicago", "state": "IA", "name": "Corridor", "discreet_name": "Corridor"}


@pytest.fixture
def iowa(db):
    return OrganizationFactory(**HOME)


@pytest.mark.parametrize("role", ["coordinator", "program_manager", "administrator"])
def test_those_who_keep_the_lists_see_them(client, iowa, role):
    MeetingFactory(organization=iowa, name="Kitchen Table")
    sign_in(client, someone(role, organization=iowa))

    page = client.get("/settings/meetings?words=kitchen").content.decode()

    assert "Iowa meetings" in page
    assert "Kitchen Table" in page
    assert "No meeting with these words" in client.get("/settings/meetings?words=zzz").content.decode()


@pytest.mark.parametrize("role", ["participant", "peer_leader", "supervisor", "evaluator"])
def test_for_others_the_lists_do_not_exist(client, iowa, role):
    meeting = MeetingFactory(organization=iowa)
    sign_in(client, someone(role, organization=iowa))

    assert client.get("/settings/meetings").status_code == 404
    assert client.get("/settings/meetings/import").status_code == 404
    assert client.get(f"/settings/meetings/{meeting.pk}").status_code == 404
    assert client.post(f"/settings/meetings/{meeting.pk}/hide", {"hidden": "yes"}).status_code == 404


def said_of(meeting, **more):
    return {
        "name": meeting.name, "weekday": "1", "starts": "19:00", "ends": "", "venue": "", "address": meeting.address,
        "city": meeting.city, "zip": "", "conference_url": "", "conference_phone": "", "who": "", "in_person": "on",
        "notes": "",
    } | more  # fmt: skip


def test_a_listing_is_corrected_hidden_and_put_back(client, iowa):
    meeting = MeetingFactory(organization=iowa)
    sign_in(client, someone("coordinator", organization=iowa))
    here = f"/settings/meetings/{meeting.pk}"

    assert client.get(here).status_code == 200
    assert client.post(here, said_of(meeting, starts="18:30", who="open", ends="20:00")).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.start_minute, meeting.minutes, meeting.open) == (1110, 90, True)
    assert "3 fields say something else" in client.get(here).content.decode()
    client.post(f"{here}/as-listed")
    meeting.refresh_from_db()
    assert (meeting.start_minute, meeting.open) == (1140, None)
    client.post(f"{here}/hide", {"hidden": "yes"})
    assert not Meeting.objects.listed().exists()
    client.post(f"{here}/hide", {"hidden": "no"})
    assert Meeting.objects.listed().exists()


def test_a_correction_that_cannot_be_is_refused_with_the_words_kept(client, iowa):
    meeting = MeetingFactory(organization=iowa)
    sign_in(client, someone("coordinator", organization=iowa))

    answer = client.post(f"/settings/meetings/{meeting.pk}", said_of(meeting, starts="", zip="12", venue="Side door"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Enter five digits" in page
    assert "Side door" in page
    nowhere = client.post(f"/settings/meetings/{meeting.pk}", said_of(meeting, in_person="", online=""))
    assert "Choose one." in nowhere.content.decode()


def test_the_neighbours_meeting_cannot_be_corrected(client, iowa):
    meeting = MeetingFactory(organization=OrganizationFactory(slug="other"))
    sign_in(client, someone("coordinator", organization=iowa))

    assert client.get(f"/settings/meetings/{meeting.pk}").status_code == 404
    assert client.post(f"/settings/meetings/{meeting.pk}/as-listed").status_code == 404


LIST = b"day,time,name,city,state\nMonday,7 pm,Kitchen Table,Ames,IA\nFriday,noon,Second Sunrise,Ames,IA\n"


def test_a_file_is_tried_before_it_is_imported(client, iowa):
    MeetingSourceFactory(organization=iowa)
    sign_in(client, someone("coordinator", organization=iowa))

    sent = client.post("/settings/meetings/import", {"file": SimpleUploadedFile("ames.csv", LIST), "new_name": "Ames"})
    tried = client.get(sent["Location"]).content.decode()

    assert "What would happen" in tried
    assert "“Ames”" in tried
    assert not Meeting.objects.exists()
    assert client.post(sent["Location"], {"do": "import"}).status_code == 302
    assert Meeting.objects.count() == 2
    assert not MeetingFile.objects.exists()


def test_a_file_may_be_let_go_and_a_bad_one_is_told(client, iowa):
    sign_in(client, someone("coordinator", organization=iowa))

    sent = client.post("/settings/meetings/import", {"file": SimpleUploadedFile("x.csv", b"hello")})
    page = client.get(sent["Location"]).content.decode()

    assert "We cannot import this file." in page
    assert "We could not read this file." in page
    client.post(sent["Location"], {"do": "let-go"})
    assert not MeetingFile.objects.exists()
    assert "Choose a file." in client.post("/settings/meetings/import", {}).content.decode()
    assert client.get(sent["Location"]).status_code == 404
