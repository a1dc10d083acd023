"""A list of meetings is imported, again and again."""

import json
import os
import re
from pathlib import Path

import pytest

from kinroad.audit.models import Change
from kinroad.gatherings.actions import correct
from kinroad.gatherings.actions.made_up import add_made_up_meetings
from kinroad.gatherings.models import Meeting, MeetingCorrection, MeetingSource
from kinroad.interop.meeting_guide.importing import import_content, import_meetings
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory

DATA = Path(os.environ.get("KINROAD_SHARED_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")
IOWA = DATA / "meetings" / "iowa_meetings.csv"
GUIDE = DATA / "meeting_guide" / "sample_feed.json"
real_lists = pytest.mark.skipif(not IOWA.exists(), reason="../shared/data is not here")

HEADING = "day,time,name,fellowship,address,city,state,formats\n"
MONDAY = "Monday,7:00 pm,Kitchen Table,AA,1 Main St,Ames,IA,Open\n"
FRIDAY = 'Friday,noon,Second Sunrise,NA,2 Main St,Ames,IA,"O,WC"\n'
SUNDAY = "Sunday,9 am,Quiet Morning,SMART,3 Main St,Ames,IA,\n"


@pytest.fixture
def iowa(db):
    return OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA")


def take(text, organization, name="list.csv", **more):
    by = Viewer.system(organization.pk, organization.zone)
    content = text.encode() if isinstance(text, str) else text
    return import_content(content=content, file_name=name, organization=organization, by=by, **more)


def counts(result):
    return (result.read, result.created, result.updated, result.unchanged, result.vanished, result.left_out)


@real_lists
def test_the_iowa_list_is_read_whole_and_a_second_time_changes_nothing(iowa):
    by = Viewer.system(iowa.pk, iowa.zone)

    first = import_meetings(path=IOWA, organization=iowa, by=by)
    before = list(Meeting.objects.order_by("id").values())
    second = import_meetings(path=IOWA, organization=iowa, by=by)

    assert counts(first) == (1777, 1751, 0, 23, 0, 3)
    assert {problem.row for problem in first.problems if problem.field == "day"} == {1566, 1590, 1731}
    assert counts(second) == (1777, 0, 0, 1774, 0, 3)
    assert list(Meeting.objects.order_by("id").values()) == before
    source = MeetingSource.objects.get()
    assert len(source.fellowships) == 11
    assert source.zones == ["America/Chicago"]
    assert not Meeting.objects.filter(name__contains="<U+").exists()
    assert Meeting.objects.filter(temporarily_closed=True).count() > 300
    assert Meeting.objects.filter(fellowship="Alcoholics Anonymous", start_minute__lt=300).count() == 3


@real_lists
def test_a_real_meeting_guide_file_is_read_whole(iowa):
    by = Viewer.system(iowa.pk, iowa.zone)

    result = import_meetings(path=GUIDE, organization=iowa, by=by)

    assert counts(result) == (25, 25, 0, 0, 0, 0)
    assert Meeting.objects.get(slug="sunday-serenity").zone == "America/Chicago"
    assert Meeting.objects.get(slug="asa-no-tsudoi").name == "朝の集い"
    assert Meeting.objects.get(slug="closed-renovation").temporarily_closed
    assert Meeting.objects.filter(lat=None).count() == 0


def test_the_answer_has_the_shape_that_others_read(iowa):
    said = take(
        HEADING + MONDAY + FRIDAY + SUNDAY + MONDAY + MONDAY + ",,Office,AA,4 Main St,Ames,IA,\n", iowa
    ).as_dict()

    assert said["problems"] == [
        {
            "row": 7,
            "field": "day",
            "problem": "This row has no day and no time, so nobody could find the meeting. We left it out.",
        }
    ]
    assert {name: said[name] for name in said if name != "problems"} == {
        "read": 6, "created": 3, "updated": 0, "unchanged": 2, "vanished": 0, "left_out": 1,
    }  # fmt: skip
    json.dumps(said)


def test_a_dry_run_tells_the_same_and_writes_nothing(iowa):
    tried = take(HEADING + MONDAY, iowa, dry_run=True)

    assert counts(tried) == (1, 1, 0, 0, 0, 0)
    assert not Meeting.objects.exists()
    assert not MeetingSource.objects.exists()
    assert not Change.objects.exists()


def test_a_changed_file_updates_and_marks_the_vanished_whatever_it_is_called(iowa):
    take(HEADING + MONDAY + FRIDAY + SUNDAY, iowa)
    moved = MONDAY.replace("7:00 pm", "7:30 pm")

    result = take(HEADING + moved + FRIDAY, iowa, name="newer.csv")

    assert counts(result) == (2, 0, 1, 1, 1, 0)
    assert MeetingSource.objects.count() == 1
    monday = Meeting.objects.get(name="Kitchen Table")
    assert (monday.start_minute, monday.vanished_at) == (1170, None)
    assert Meeting.objects.get(name="Quiet Morning").vanished_at is not None
    again = take(HEADING + moved + FRIDAY + SUNDAY, iowa)
    assert counts(again) == (3, 0, 1, 2, 0, 0)
    assert Meeting.objects.listed().count() == 3


def test_another_list_makes_nothing_of_this_one_vanish(iowa):
    take(HEADING + MONDAY, iowa)

    result = take(HEADING + SUNDAY, iowa, name="other.csv", source="Other")

    assert counts(result) == (1, 1, 0, 0, 0, 0)
    assert Meeting.objects.listed().count() == 2


def test_another_organization_keeps_its_own_meetings(iowa):
    neighbour = OrganizationFactory(slug="neighbour", zone="America/Denver", state="CO")

    take(HEADING + MONDAY, iowa)
    result = take(HEADING + MONDAY, neighbour)

    assert result.created == 1
    assert Meeting.objects.filter(organization=neighbour).count() == 1


def test_what_we_corrected_stays_and_what_the_list_says_is_remembered(iowa):
    take(HEADING + MONDAY + FRIDAY, iowa)
    meeting = Meeting.objects.get(name="Kitchen Table")
    by = Viewer.system(iowa.pk, iowa.zone)
    correct.correct_meeting(meeting=meeting, by=by, verified_on=None, venue="Side door", start_minute=1155)

    unchanged = take(HEADING + MONDAY + FRIDAY, iowa)
    result = take(HEADING + MONDAY.replace("7:00 pm", "8:00 pm").replace(",Open", ',"Open, Women"') + FRIDAY, iowa)

    assert counts(unchanged) == (2, 0, 0, 2, 0, 0)
    assert counts(result) == (2, 0, 1, 1, 0, 0)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.start_minute, meeting.formats) == ("Side door", 1155, ["O", "W"])
    assert MeetingCorrection.objects.get(field="start_minute").imported == 1200
    correct.forget_corrections(meeting=meeting, by=by)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.start_minute) == ("", 1200)


def test_a_hidden_meeting_stays_hidden_through_an_import(iowa):
    take(HEADING + MONDAY, iowa)
    meeting = Meeting.objects.get()
    correct.hide_meeting(meeting=meeting, hidden=True, by=Viewer.system(iowa.pk, iowa.zone))

    take(HEADING + MONDAY.replace("Open", "Closed"), iowa)

    meeting.refresh_from_db()
    assert meeting.hidden
    assert meeting.open is False


def test_repeats_with_more_to_say_become_one_meeting(iowa):
    result = take(HEADING + FRIDAY.replace('"O,WC"', "O") + FRIDAY, iowa)

    assert counts(result) == (2, 1, 0, 1, 0, 0)
    assert Meeting.objects.get().wheelchair


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   ", b"hello", b"\x89PNG\r\n\x00\x01", b"PK\x03\x04xlsx", b"{}", b'{"meetings": 3}', b"[", b"[[[[",
        b"name,city\nA,Ames\n", b"day,time,name\n", b"[1, 2]", b'"day","time"\n"', b"\xff\xfe\x00",
        HEADING.encode() + b"Monday,25:00,A,AA,1 Main,Ames,IA,\n" + b"Friday,noon,B,AA,1 Main,Ames,IA,\n" * 1,
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(iowa, content):
    result = take(content, iowa)

    assert result.refused
    assert result.as_dict()["problems"][0]["problem"]
    assert result.read == result.left_out
    assert not Meeting.objects.exists()


def test_a_missing_file_is_refused(iowa, tmp_path):
    by = Viewer.system(iowa.pk, iowa.zone)

    assert import_meetings(path=tmp_path / "none.csv", organization=iowa, by=by).refused


def test_a_fifth_of_bad_rows_is_still_applied_and_one_more_is_not(iowa):
    bad = "Someday,7 pm,X,AA,1 Main St,Ames,IA,\n"
    four = MONDAY + FRIDAY + SUNDAY + MONDAY.replace("Kitchen", "Fourth")

    assert counts(take(HEADING + four + bad, iowa, dry_run=True)) == (5, 4, 0, 0, 0, 1)
    assert take(HEADING + four + bad + bad, iowa, dry_run=True).refused


def test_a_refused_file_changes_nothing_that_is_there(iowa):
    take(HEADING + MONDAY, iowa)

    take(HEADING + "Someday,x,Y,AA,1 Main St,Ames,IA,\n", iowa)

    assert Meeting.objects.listed().count() == 1


def test_every_change_leaves_a_line_in_the_trail(iowa):
    take(HEADING + MONDAY, iowa)
    by = Viewer.system(iowa.pk, iowa.zone)
    correct.hide_meeting(meeting=Meeting.objects.get(), hidden=True, by=by)

    assert sorted(Change.objects.values_list("what", flat=True)) == ["meeting.hidden", "meetings.imported"]


def test_the_demo_has_meetings_of_many_fellowships(iowa):
    result = add_made_up_meetings(organization=iowa, by=Viewer.system(iowa.pk, iowa.zone))

    assert result.problems == []
    assert result.created == 25
    assert Meeting.objects.listed().count() > 30
    assert len(MeetingSource.objects.get().fellowships) > 10
    assert Meeting.objects.get(name="Tools for Friday night").zone == "America/Chicago"


@real_lists
def test_the_feed_of_the_real_list_has_nothing_a_finder_warns_about(client, iowa):
    import_meetings(path=IOWA, organization=iowa)

    entries = json.loads(client.get("/feeds/meetings.json").content)

    codes = set(json.loads((DATA / "meeting_guide" / "types.json").read_text()))
    assert len(entries) == len({entry["slug"] for entry in entries}) == 1751
    for entry in entries:
        assert 0 < len(entry["slug"]) <= 64
        assert entry["formatted_address"]
        assert entry["timezone"] == "America/Chicago"
        assert set(entry["types"]) <= codes
        assert re.fullmatch(r"[0-2]\d:[0-5]\d", entry["time"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", entry["updated"])
