"""The pages on which editors follow lists, read what changed, and see what nobody checked."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from kinroad.gatherings.actions import correct
from kinroad.gatherings.models import Meeting, MeetingFile, MeetingReport, MeetingSource
from kinroad.gatherings.tests.factories import MeetingFactory, MeetingSourceFactory
from kinroad.interop.tests.lists import ADDRESS, MONDAY, apply, group, read, system
from kinroad.people.tests.factories import sign_in, someone


def test_the_report_tells_what_came_went_moved_and_closed_and_what_we_corrected(client, county, says):
    says([group(1), group(2), group(3), group(5)])
    read(county)
    apply(county)
    correct.correct_meeting(
        meeting=Meeting.objects.get(name="Group 5"), by=system(county.organization), verified_on=None, venue="Side door"
    )
    says([group(1, start_time="18:30:00"), group(2, formats="O,TC"), group(4), group(5, location_text="Big hall")])
    read(county)
    sign_in(client, someone("coordinator", organization=county.organization))

    lists = client.get("/settings/meetings").text
    before = client.get(f"/settings/meetings/import/{MeetingFile.objects.get().pk}").text
    client.post(f"/settings/meetings/import/{MeetingFile.objects.get().pk}", {"do": "import"})
    report = MeetingReport.objects.order_by("-at")[0]
    after = client.get(f"/settings/meetings/reports/{report.pk}").text

    assert "Changes wait in County" in lists
    assert "1 closed for now, 1 gone, 1 moved, 1 new, 1 changed otherwise" in lists
    for page in (before, after):
        assert re.search(r"Begins: before 7:00.pm, now 6:30.pm", page), page[page.find("Begins") :][:80]
        assert "you corrected it to Side door, and that stays. The list now says Big hall." in page
        for heading in ("Closed for now", "Gone from the list", "Another time or place", "New in the list"):
            assert heading in page
    assert report.counts["went"] == 1
    assert "Changes wait" not in client.get("/settings/meetings").text


def test_a_list_that_lost_its_tail_is_pointed_out(client, county, says):
    says([group(number) for number in range(1, 9)])
    read(county)
    apply(county)
    says([group(1)])
    read(county)
    sign_in(client, someone("coordinator", organization=county.organization))

    page = client.get(f"/settings/meetings/import/{MeetingFile.objects.get().pk}").text

    assert "More than a quarter of the list would go." in page


def test_an_editor_follows_a_list_changes_its_address_and_asks_now(client, iowa):
    sign_in(client, someone("coordinator", organization=iowa))
    drawn = client.get("/settings/meetings/lists/new").text
    id = drawn.split('name="id" value="')[1].split('"')[0]
    said = {"id": id, "name": "County", "address": ADDRESS, "rhythm": "daily"}

    first, second = (client.post("/settings/meetings/lists/new", said) for _ in range(2))

    source = MeetingSource.objects.get()
    assert first["Location"] == second["Location"] == f"/settings/meetings/lists/{source.pk}"
    assert (source.address, source.rhythm, source.small_alone) == (ADDRESS, "daily", False)
    here = first["Location"]
    assert "We have not asked there yet." in client.get(here).text
    client.post(f"{here}/read")
    assert DBTaskResult.objects.count() == 2
    client.post(here, {"address": "", "rhythm": "weekly"})
    source.refresh_from_db()
    assert source.address == ""
    client.post(f"{here}/read")
    assert DBTaskResult.objects.count() == 2


@pytest.mark.parametrize(
    "address", ["http://a.example.org/", "https://u:p@a.example.org/", "https://a.example.org:8443/", "lists"]
)
def test_an_address_we_would_never_ask_is_refused_with_the_words_kept(client, county, address):
    sign_in(client, someone("coordinator", organization=county.organization))

    page = client.post(f"/settings/meetings/lists/{county.pk}", {"address": address, "rhythm": "weekly"}).text

    assert "It must begin with https://" in page
    assert address in page


def test_a_name_that_stands_is_refused(client, county):
    sign_in(client, someone("coordinator", organization=county.organization))
    id = client.get("/settings/meetings/lists/new").text.split('name="id" value="')[1].split('"')[0]

    page = client.post(
        "/settings/meetings/lists/new", {"id": id, "name": "County", "address": ADDRESS, "rhythm": "daily"}
    ).text

    assert "There is already a list with this name." in page


@pytest.mark.parametrize("role", ["participant", "peer_leader", "supervisor", "evaluator"])
def test_for_others_it_does_not_exist(client, county, role):
    sign_in(client, someone(role, organization=county.organization))

    for path in ("lists/new", f"lists/{county.pk}"):
        assert client.get(f"/settings/meetings/{path}").status_code == 404
    assert client.post(f"/settings/meetings/lists/{county.pk}/read").status_code == 404


@time_machine.travel("2026-11-02 15:00", tick=False)
def test_what_nobody_checked_for_long_is_flagged_until_somebody_does(client, iowa):
    old = MeetingSourceFactory(organization=iowa, name="Old", imported_at=MONDAY - timedelta(days=100))
    stale = MeetingFactory(organization=iowa, source=old, name="Kitchen Table")
    MeetingFactory(organization=iowa, source=old, name="Visited", last_verified_on=date(2026, 10, 1))
    MeetingFactory(organization=iowa, name="Fresh")
    sign_in(client, someone("coordinator", organization=iowa))

    page = client.get("/settings/meetings").text
    finder = client.get("/meetings?day=1").text

    assert "1 listing nobody checked for long" in page
    assert "Last checked on July 25, 2026." in page
    assert finder.count("Last checked on July 25") == 1
    assert "Last checked on October" not in finder
    client.post(f"/settings/meetings/{stale.pk}/checked")
    assert "nobody checked for long" not in client.get("/settings/meetings").text
    assert "Last checked on July" not in client.get("/meetings?day=1").text
