"""Meetings in, as BMLT servers tell them."""

import json

import pytest

from kinroad.gatherings.models import Meeting
from kinroad.gatherings.rules.problems import Why
from kinroad.interop.bmlt.formats import FORMATS as OUR_FORMATS
from kinroad.interop.bmlt.tests.lists import FORMATS, entry, online
from kinroad.interop.meeting_guide.importing import import_content
from kinroad.interop.meeting_guide.parse import parse
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory


@pytest.fixture
def iowa(db):
    return OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA")


def take(data, organization, **more):
    by = Viewer.system(organization.pk, organization.zone)
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return import_content(content=content, file_name="bmlt.json", organization=organization, by=by, **more)


def read(*entries, formats=None):
    return parse(json.dumps({"meetings": list(entries), "formats": formats or FORMATS}).encode())


def test_a_meeting_is_read_whole(iowa):
    result = take({"meetings": [entry(), online()], "formats": FORMATS}, iowa)

    assert result.problems == []
    assert (result.read, result.created) == (2, 2)
    table, owls = Meeting.objects.order_by("name")
    assert (table.name, table.weekday, table.start_minute, table.end_minute) == ("Kitchen Table", 1, 1140, 1215)
    assert (table.fellowship, table.zone) == ("Narcotics Anonymous", "America/Chicago")
    assert (table.venue, table.address, table.city, table.state) == ("Grace Hall", "1 Main St", "Ames", "IA")
    assert (table.zip, table.county, table.lat, table.lon) == ("50010", "Story", 42.0266, -93.6249)
    assert (table.formats, table.open, table.wheelchair) == (["O", "X", "basic-text"], True, True)
    assert table.notes == "Use the side door Bring a cup"
    assert (table.source_key, table.slug) == ("id:3563", "kitchen-table-ames-mon-1900")
    assert (owls.weekday, owls.end_minute, owls.zone) == (6, 30, "America/New_York")
    assert (owls.online, owls.in_person, owls.lat) == (True, False, None)
    assert (owls.conference_url, owls.conference_phone) == ("https://zoom.us/j/5551234567", "+16465550100")
    assert owls.notes == "Bring a cup Passcode: owl"


def test_of_a_contact_only_the_first_name_is_kept(iowa):
    take([entry()], iowa)

    kept = Meeting.objects.values().get()
    assert kept["contact"] == "Robert"
    assert not any("Smithson" in str(value) or "0117" in str(value) for value in kept.values())


def test_a_bare_list_without_formats_is_read_by_its_keys(iowa):
    result = take([entry(formats="O,WC,BT,HY")], iowa)

    assert result.problems == []
    assert Meeting.objects.get().formats == ["O", "X", "basic-text", "hybrid"]


def test_a_place_that_is_closed_for_now_is_kept_as_that(iowa):
    take([entry(formats="O,TC"), online(formats="O,TC,VM")], iowa)

    table, owls = Meeting.objects.order_by("name")
    assert (table.temporarily_closed, table.in_person, table.online) == (True, False, False)
    assert (owls.temporarily_closed, owls.in_person, owls.online) == (True, False, True)


def test_what_its_own_list_does_not_publish_is_left_out_and_told(iowa):
    hidden = [entry(id_bigint=str(n), published="0", meeting_name=f"Hidden {n}") for n in range(5)]

    result = take([entry(), *hidden], iowa)

    assert not result.refused
    assert (result.read, result.created, result.left_out) == (6, 1, 5)
    assert result.sentences[0] == (2, "The list itself does not publish “Hidden 0”. We left it out.")


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"weekday_tinyint": "0"}, "day", Why.DAY_UNREAD),
        ({"weekday_tinyint": "8"}, "day", Why.DAY_UNREAD),
        ({"weekday_tinyint": ""}, "day", Why.NO_DAY),
        ({"start_time": "25:00:00"}, "time", Why.TIME_UNREAD),
        ({"duration_time": "an hour"}, "end_time", Why.END_UNREAD),
        ({"formats": "O,ZZ"}, "formats", Why.FORMAT_UNREAD),
        ({"time_zone": "Mars/Olympus"}, "timezone", Why.ZONE_UNREAD),
        ({"latitude": "north"}, "latitude", Why.PLACE_UNREAD),
        ({"virtual_meeting_link": "zoom, ask Ann"}, "conference_url", Why.LINK_UNREAD),
        ({"location_province": "Iwoa"}, "state", Why.STATE_UNREAD),
    ],
)
def test_what_cannot_be_read_is_told_line_by_line(iowa, said, field, why):
    result = take({"meetings": [entry(id_bigint=str(n)) for n in range(9)] + [entry(**said)], "formats": FORMATS}, iowa)

    assert not result.refused
    assert [(problem.row, problem.field, problem.why) for problem in result.problems] == [(10, field, why)]


def test_too_much_that_cannot_be_read_changes_nothing(iowa):
    assert take([entry(), entry(id_bigint="2", weekday_tinyint="9"), 7], iowa).refused
    assert not Meeting.objects.exists()


def test_the_same_file_again_changes_nothing_and_a_later_one_tells(iowa):
    take([entry(), online()], iowa)

    again = take([entry(), online()], iowa)
    later = take([entry(start_time="19:30:00")], iowa)

    assert (again.unchanged, again.updated, again.vanished) == (2, 0, 0)
    assert (later.updated, later.vanished) == (1, 1)
    assert Meeting.objects.listed().get().start_minute == 1170


def test_numbers_and_nothing_in_place_of_words_are_read_too():
    parsed = read(entry(id_bigint=12, weekday_tinyint=1, latitude=42.0, longitude=-93.6, venue_type=3, published=True,
                        comments=None, duration_time=None))  # fmt: skip

    [(number, raw)] = parsed.rows
    assert (number, raw["slug"], raw["day"], raw["end_time"], raw["notes"]) == (1, "12", "0", "", "Use the side door")
    assert raw["formats"].startswith("hybrid, ")


def test_the_numbers_of_our_formats_are_their_own():
    assert len({each.id for each in OUR_FORMATS}) == len({each.key for each in OUR_FORMATS}) == len(OUR_FORMATS)
