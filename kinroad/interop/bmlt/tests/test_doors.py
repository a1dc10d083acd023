"""Meetings out, as pages on other sites ask a BMLT server for them."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.interop.bmlt import views
from kinroad.interop.bmlt.tests.lists import entry as real_entry
from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory

HOME = {"slug": "corridor", "zone": "America/Chicago", "state": "IA", "name": "Corridor", "discreet_name": "Corridor"}
AT = "/client_interface/json/?switcher="
# What crouton 4 reads of a meeting (enrichMeetings and its templates); a missing one breaks the page there.
READ_BY_PAGES = {
    "id_bigint", "service_body_bigint", "weekday_tinyint", "venue_type", "start_time", "duration_time", "time_zone",
    "formats", "longitude", "latitude", "meeting_name", "location_text", "location_info", "location_street",
    "location_municipality", "location_province", "location_postal_code_1", "location_sub_province",
    "location_neighborhood", "comments", "virtual_meeting_link", "virtual_meeting_additional_info",
    "phone_meeting_number", "root_server_uri", "format_shared_id_list",
}  # fmt: skip


@pytest.fixture
def iowa(db):
    views.every_entry.cache_clear()
    organization = OrganizationFactory(**HOME)
    HostName.objects.get_or_create(host="testserver", defaults={"organization": organization})
    return organization


@pytest.fixture
def two(iowa):
    MeetingFactory(
        organization=iowa, name="Kitchen Table", formats=["O", "X", "D", "ST"], open=True, wheelchair=True, minutes=75,
        end_minute=20 * 60 + 15, venue="Grace Hall", zip="50309", county="Polk", notes="Bring a cup",
    )  # fmt: skip
    MeetingFactory(
        organization=iowa, name="Night Owls", fellowship="SMART Recovery", weekday=6, formats=["C", "ONL"], open=False,
        online=True, in_person=False, conference_url="https://zoom.us/j/1", address="", city="", lat=None, lon=None,
        zone="America/New_York",
    )  # fmt: skip
    return iowa


def ask(client, what):
    answer = client.get(AT + what)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(answer.content)


def names(client, more):
    return [each["meeting_name"] for each in ask(client, "GetSearchResults" + more)]


def test_a_meeting_has_the_shape_of_those_servers(client, two):
    table, owls = ask(client, "GetSearchResults")

    assert set(real_entry()) - {"lang_enum"} <= set(table) | {"contact_phone_1", "contact_email_1"}
    assert set(table) >= READ_BY_PAGES
    assert all(isinstance(value, str) for value in table.values())
    assert (table["weekday_tinyint"], table["start_time"], table["duration_time"]) == ("2", "19:00:00", "01:15:00")
    assert (table["venue_type"], table["formats"]) == ("1", "O,WC,D,St")
    assert (table["location_text"], table["location_municipality"]) == ("Grace Hall", "Des Moines")
    assert (table["location_province"], table["location_postal_code_1"]) == ("IA", "50309")
    assert (table["latitude"], table["longitude"]) == ("41.586", "-93.629")
    assert (owls["venue_type"], owls["formats"], owls["latitude"]) == ("2", "C,VM", "0")
    assert (owls["time_zone"], owls["virtual_meeting_link"]) == ("America/New_York", "https://zoom.us/j/1")
    assert re.fullmatch(r"\d{1,16}", table["id_bigint"])
    assert ask(client, "GetSearchResults")[0]["id_bigint"] == table["id_bigint"]


def test_the_formats_that_are_used_come_along_explained(client, two):
    told = ask(client, "GetSearchResults&get_used_formats&lang_enum=es")

    assert set(told) == {"meetings", "formats"}
    explained = {each["key_string"]: each for each in told["formats"]}
    assert set(explained) == {"O", "WC", "D", "St", "C", "VM"}
    assert explained["WC"]["world_id"] == "WCHR"
    assert explained["WC"]["name_string"] == "Acceso en silla de ruedas"
    assert {each["root_server_uri"] for each in told["formats"]} == {"http://testserver"}
    assert {each["root_server_uri"] for each in told["meetings"]} == {"http://testserver"}
    assert set(ask(client, "GetSearchResults&get_used_formats&get_formats_only")) == {"formats"}


def test_a_closed_place_and_a_hybrid_group_say_so(client, iowa):
    MeetingFactory(organization=iowa, name="A", temporarily_closed=True, in_person=False, formats=["O", "TC"])
    MeetingFactory(organization=iowa, name="B", temporarily_closed=True, in_person=False, online=True)
    MeetingFactory(organization=iowa, name="C", online=True, formats=["hybrid"])

    told = {each["meeting_name"]: (each["venue_type"], each["formats"]) for each in ask(client, "GetSearchResults")}

    assert told == {"A": ("1", "O,TC"), "B": ("2", "TC,VM"), "C": ("3", "HY")}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", ["Kitchen Table", "Night Owls"]), ("&weekdays[]=2", ["Kitchen Table"]), ("&weekdays=-2", ["Night Owls"]),
        ("&weekdays=2,7", ["Kitchen Table", "Night Owls"]), ("&venue_types[]=-2", ["Kitchen Table"]),
        ("&venue_types[]=2", ["Night Owls"]), ("&formats[]=1&formats[]=6", ["Kitchen Table"]),
        ("&formats[]=1&formats[]=2", []),
        ("&formats[]=1&formats[]=2&formats_comparison_operator=OR", ["Kitchen Table", "Night Owls"]),
        ("&formats=-2", ["Kitchen Table"]), ("&services[]=1&recursive=1", ["Kitchen Table", "Night Owls"]),
        ("&services[]=1", ["Kitchen Table", "Night Owls"]), ("&services[]=999", []),
        ("&lat_val=41.6&long_val=-93.6&geo_width=5", ["Kitchen Table"]), ("&lat_val=45&long_val=-93.6&geo_width=5", []),
        ("&lat_val=45&long_val=-93.6&geo_width=-1", ["Kitchen Table"]), ("&lat_val=45", []),
        ("&lat_val=41.6&long_val=-93.6&geo_width_km=8", ["Kitchen Table"]), ("&lat_val=x&long_val=y&geo_width=1", []),
        ("&SearchString=grace", ["Kitchen Table"]), ("&sort_keys=meeting_name", ["Kitchen Table", "Night Owls"]),
        ("&page_size=1&page_num=2", ["Night Owls"]), ("&advanced_published=-1", []),
        ("&weekdays[]=x", ["Kitchen Table", "Night Owls"]),
        ("&meeting_ids[]=7", []), ("&formats[]=\x00&page_size=%20", ["Kitchen Table", "Night Owls"]),
    ],
)  # fmt: skip
def test_pages_ask_for_what_they_show(client, two, more, found):
    assert names(client, more) == found


def test_one_meeting_and_some_fields_can_be_asked_for(client, two):
    [owls] = [each for each in ask(client, "GetSearchResults") if each["meeting_name"] == "Night Owls"]

    assert names(client, f"&meeting_ids[]={owls['id_bigint']}") == ["Night Owls"]
    assert names(client, f"&services[]={owls['service_body_bigint']}") == ["Night Owls"]
    assert ask(client, "GetSearchResults&data_field_key=meeting_name,nothing&weekdays=7") == [
        {"meeting_name": "Night Owls"}
    ]


def test_formats_service_bodies_and_the_server_are_explained(client, two):
    masters = ask(client, "GetFormats&lang_enum=en&key_strings[]=TC&key_strings[]=VM&key_strings[]=HY")
    bodies = ask(client, "GetServiceBodies")
    [info] = ask(client, "GetServerInfo")
    [area] = ask(client, "GetCoverageArea")

    assert {(each["key_string"], each["world_id"]) for each in masters} == {("TC", "TC"), ("VM", "VM"), ("HY", "HYBR")}
    assert [(each["name"], each["parent_id"]) for each in bodies] == [
        ("Corridor", "0"), ("Narcotics Anonymous", "1"), ("SMART Recovery", "1"),
    ]  # fmt: skip
    own = bodies[1]["id"]
    assert [each["id"] for each in ask(client, f"GetServiceBodies&services[]={own}&parents=1")] == ["1", own]
    assert len(ask(client, "GetServiceBodies&services=1&recursive=1")) == 3
    assert (info["nativeLang"], info["centerLatitude"]) == ("en", "41.586")
    assert area["nw_corner_longitude"] == "-93.629"
    assert all(each["name_string"] for each in ask(client, "GetFormats"))


def test_without_meetings_every_answer_is_still_one(client, iowa):
    assert ask(client, "GetSearchResults&get_used_formats") == {"meetings": [], "formats": []}
    assert ask(client, "GetCoverageArea")[0]["nw_corner_latitude"] == "0.0"
    assert len(ask(client, "GetServiceBodies")) == 1


def test_what_is_not_built_is_not_there(client, two):
    for switcher in ("GetChanges", "GetNAWSDump", "", "__class__"):
        assert client.get(AT + switcher).status_code == 404
    assert client.post(AT + "GetFormats").status_code == 405


def test_a_page_elsewhere_gets_its_call(client, two):
    answer = client.get("/client_interface/jsonp/?switcher=GetServiceBodies&callback=jsonp_1700000000_123")

    assert answer["Content-Type"] == "application/javascript; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer
    assert not answer.cookies
    body = answer.content.decode()
    assert body.startswith("/**/jsonp_1700000000_123([{")
    assert body.endswith("}]);")
    assert client.get("/client_interface/jsonp/?switcher=GetFormats").text.startswith("/**/callback([")
    assert client.get(AT + "GetFormats")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "callback",
    ["", "alert(1)//", "a;b", "1a", "a b", "a-b", "a\n", "ä", "a..b", "a.b.c.d.e", "a" * 65, "<script>", "a[0]"],
)
def test_a_callback_that_is_more_than_a_name_is_refused(client, two, callback):
    answer = client.get("/client_interface/jsonp/", {"switcher": "GetFormats", "callback": callback})

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")


def test_no_words_of_a_list_can_end_the_call(client, iowa):
    MeetingFactory(organization=iowa, name="</script><script>alert(1)\u2028")

    body = client.get("/client_interface/jsonp/?switcher=GetSearchResults").content

    assert b"<" not in body
    assert body.isascii()


def test_what_is_hidden_gone_or_a_neighbours_is_not_told(client, iowa):
    MeetingFactory(organization=iowa, name="Hidden", hidden=True)
    MeetingFactory(organization=OrganizationFactory(slug="other"), name="Theirs")

    assert names(client, "") == []


def test_the_questions_do_not_grow_and_an_unchanged_list_is_not_sent_twice(client, two):
    url = AT + "GetSearchResults&get_used_formats"
    with CaptureQueriesContext(connection) as few:
        first = client.get(url)
    MeetingFactory.create_batch(30, organization=two)
    views.every_entry.cache_clear()
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)
    again = client.get(url)
    with CaptureQueriesContext(connection) as kept:
        assert client.get(url, headers={"if-none-match": again["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "public, max-age=300"
    assert len(kept) <= len(few)


def test_a_corrected_listing_is_told_anew(client, two):
    from kinroad.gatherings.actions.correct import correct_meeting
    from kinroad.gatherings.models import Meeting
    from kinroad.people.rules.viewer import Viewer

    names(client, "")
    by = Viewer.system(two.pk, two.zone)
    correct_meeting(meeting=Meeting.objects.get(name="Night Owls"), by=by, verified_on=None, name="Early Birds")

    assert "Early Birds" in names(client, "")
