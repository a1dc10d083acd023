"""Files as people have them: other headings, marks, days in one cell, fields that cannot be read."""

import json

import pytest

from kinroad.gatherings.models import Meeting
from kinroad.gatherings.queries.meeting import meeting_at
from kinroad.gatherings.tests.test_import import HEADING, MONDAY, counts, take
from kinroad.people.tests.factories import OrganizationFactory


@pytest.fixture
def iowa(db):
    return OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA")


def test_other_headings_marks_and_separators_are_understood(iowa):
    heading = "﻿All our groups\r\n\r\nWeekday;Start Time;Group Name;Town;St;Meeting types\r\n"
    text = heading + "Lunes;19:00;Café de paz;Ames;IA;Español\r\n"

    result = take(text.encode("utf-8"), iowa)

    assert result.created == 1
    meeting = Meeting.objects.get()
    assert (meeting.name, meeting.weekday, meeting.languages) == ("Café de paz", 1, " es ")


def test_windows_1252_is_understood(iowa):
    take((HEADING + MONDAY.replace("Kitchen", "Café")).encode("cp1252"), iowa)

    assert Meeting.objects.get().name == "Café Table"


def test_a_heading_of_their_own_can_be_mapped(iowa):
    text = "Wann,Uhr,Wer,city,state\nMonday,19:00,Gruppe,Ames,IA\n"

    assert take(text, iowa).refused
    assert take(text, iowa, mapping={"Wann": "day", "Uhr": "time", "Wer": "name"}).created == 1


def test_a_meeting_of_two_days_is_two_meetings_and_one_row(iowa):
    entry = {"slug": "twice", "name": "Twice", "day": [1, 4], "time": "19:00", "city": "Ames", "state": "IA"}
    entry |= {"address": "1 Main St"}

    first = take(json.dumps([entry]), iowa, name="guide.json")
    again = take(json.dumps([entry]), iowa, name="guide.json")
    later = take(json.dumps([entry | {"day": [1, 4, 5]}]), iowa, name="guide.json")

    assert counts(first) == (1, 1, 0, 0, 0, 0)
    assert counts(again) == (1, 0, 0, 1, 0, 0)
    assert counts(later) == (1, 0, 1, 0, 0, 0)
    assert sorted(Meeting.objects.values_list("slug", flat=True)) == ["twice-fri", "twice-mon", "twice-thu"]


def test_one_slug_for_several_days_is_several_meetings(iowa):
    entry = {"slug": "same", "name": "Same", "time": "19:00", "city": "Ames", "state": "IA", "address": "1 Main St"}

    rows = [entry | {"day": 1}, entry | {"day": 2}, entry | {"day": 2}]

    assert counts(take(json.dumps(rows), iowa)) == (3, 2, 0, 1, 0, 0)
    assert counts(take(json.dumps(rows), iowa)) == (3, 0, 0, 3, 0, 0)


def test_a_source_with_ids_moves_a_meeting_to_another_day(iowa):
    entry = {"slug": "moves", "name": "Moves", "day": 1, "time": "19:00", "city": "Ames", "state": "IA"}
    take(json.dumps([entry]), iowa, name="a.json")

    result = take(json.dumps([entry | {"day": 5, "time": "12:00"}]), iowa, name="a.json")

    assert counts(result) == (1, 0, 1, 0, 0, 0)
    assert meeting_at("moves", organization_id=iowa.pk).weekday == 5


def test_fields_that_cannot_be_read_are_left_empty_and_told(iowa):
    text = "day,time,name,address,city,state,zip,lat,lon,link,timezone,formats,end\n"
    text += "Monday,19:00,A,1 Main St,Ames,Iowa,abc,here,there,javascript:alert(1),Mars,Glow,later\n"

    result = take(text, iowa)

    assert result.created == 1
    assert {problem.field for problem in result.problems} == {
        "zip", "latitude", "conference_url", "timezone", "formats", "end_time",
    }  # fmt: skip
    meeting = Meeting.objects.get()
    assert (meeting.conference_url, meeting.zip, meeting.end_minute) == ("", "", None)
    assert meeting.approximate  # the middle of Ames stands in for the place that could not be read
