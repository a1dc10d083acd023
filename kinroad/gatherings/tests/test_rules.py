"""What the rules decide about days, times, places and formats. No database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinroad.core import place
from kinroad.core.plain_text import tidy
from kinroad.gatherings.rules.address import read_address
from kinroad.gatherings.rules.days import length, read_days, read_time, read_times
from kinroad.gatherings.rules.fellowships import Kind, fellowship_named, kinds_of
from kinroad.gatherings.rules.finder import read_search
from kinroad.gatherings.rules.formats import read_formats, read_languages
from kinroad.gatherings.rules.listing import read_row
from kinroad.gatherings.rules.matching import Kept, pair
from kinroad.gatherings.rules.problems import Why
from kinroad.gatherings.rules.text import first_name, slug_of
from kinroad.gatherings.rules.zones import zone_named

CENTRAL = "America/Chicago"


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Monday", (1,)), ("mon.", (1,)), ("Mondays", (1,)), ("0", (0,)), ("6", (6,)), ("Mon & Wed", (1, 3)),
        ("Mon, Wed, Fri", (1, 3, 5)), ("Mon-Fri", (1, 2, 3, 4, 5)), ("Saturday thru Monday", (6, 0, 1)),
        ("Tues Thurs", (2, 4)), ("daily", (0, 1, 2, 3, 4, 5, 6)), ("weekends", (0, 6)), ("miércoles", (3,)),
        ("lunes y jueves", (1, 4)), ("1st Monday", ()), ("every other Friday", ()), ("7", ()), ("someday", ()),
        ("", ()), ("Monday maybe", ()),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(said, days):
    assert read_days(said) == days


@pytest.mark.parametrize(
    ("said", "half", "minute"),
    [
        ("07:00", "pm", 1140), ("7:00 pm", "", 1140), ("7pm", "", 1140), ("7 P.M.", "", 1140), ("19:00", "", 1140),
        ("12:00", "pm", 720), ("12:00", "am", 0), ("12:07 am", "", 7), ("noon", "", 720), ("Midnight", "", 0),
        ("19:00:00", "", 1140), ("0.5", "", 720), ("13:00", "pm", 780), ("25:00", "", None), ("7:75", "", None),
        ("13:00", "am", None), ("soon", "", None), ("", "", None), ("6.30pm", "", 1110),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(said, half, minute):
    assert read_time(said, half) == minute


def test_a_span_of_time_shares_its_half_of_the_day():
    assert read_times("7-8:30 pm") == (1140, 1230)
    assert read_times("11-1 pm") == (660, 780)
    assert read_times("19:00 - 20:00") == (1140, 1200)


def test_a_meeting_over_midnight_lasts_as_long_as_it_does():
    assert length(23 * 60 + 30, 30) == 60
    assert length(600, None) == 60
    assert length(600, 600) == 60


@settings(deadline=None)
@given(st.text(), st.text())
def test_no_words_whatever_break_the_readers(said, half):
    read_days(said)
    read_times(said, half)
    read_formats(said)
    tidy(said)
    slug_of(said)
    first_name(said)
    zone_named(said)
    place.look_up(said, state="IA")


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["when", "day", "near", "lat", "lon", "within", "page", "need", "who", "kind"]),
        st.lists(st.text(max_size=12)),
    )
)
def test_no_address_whatever_breaks_the_finder(asked):
    search = read_search(asked, state="IA")

    assert search.page >= 1
    search.query()


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "name",
                "day",
                "time",
                "ampm",
                "address",
                "city",
                "state",
                "lat",
                "lon",
                "zip",
                "formats",
                "timezone",
                "conference_url",
            ]
        ),
        st.text(),
    )
)
def test_no_row_whatever_breaks_the_reading(raw):
    reading = read_row(raw, row=2, zone=CENTRAL)

    assert reading.listings or reading.problems


def test_formats_of_many_lists_become_one_set_of_codes():
    assert read_formats("O,WC").codes == ("O", "X")
    assert read_formats("Open, Wheelchair Access").codes == ("O", "X")
    said = read_formats("Location Temporarily Closed, Online Meeting, Spanish, Child-Friendly, Big Book")
    assert said.codes == ("TC", "ONL", "S", "CF", "B")
    assert said.languages == ("es",)
    assert said.unread == ()


def test_a_letter_means_what_its_fellowship_means_by_it():
    assert read_formats("B").codes == ("B",)
    assert read_formats("B", fellowship="Narcotics Anonymous").codes == ("BE",)


def test_open_and_closed_together_is_neither():
    said = read_formats("C,O")

    assert said.open is None
    assert said.both_open_and_closed


def test_an_unknown_format_is_told_and_not_guessed():
    assert read_formats("Open, Glow sticks").unread == ("Glow sticks",)


def test_languages_of_a_column_of_their_own():
    assert read_languages("Spanish") == ("es",)
    assert read_languages("en, es") == ("en", "es")


def test_a_fellowship_has_one_name_and_is_never_ranked():
    assert fellowship_named("Al-anon") == "Al-Anon"
    assert fellowship_named("AA") == "Alcoholics Anonymous"
    assert fellowship_named("Kitchen Table") == "Kitchen Table"
    assert Kind.FAMILY in kinds_of("Nar-Anon")
    assert kinds_of("Kitchen Table") == frozenset()


ADDRESSES = """
2204 Grant St, Bettendorf, IA | 2204 Grant Street | Bettendorf => | 2204 Grant St | Bettendorf | IA |
420 Jones St, Sioux City, IA | Jackson Recovery | Sioux City => Jackson Recovery | 420 Jones St | Sioux City | IA |
Hospital, 700 East Ave, Ames, Iowa | Hospital, 700 East Ave | Ames => Hospital | 700 East Ave | Ames | IA |
1750 48th St, Des Moines, IA, 50310, USA | 1750 48th St | Des Moines => | 1750 48th St | Des Moines | IA | 50310
138 N Washington, Ottumwa IA 52501 | 138 N Washington | Ottumwa => | 138 N Washington | Ottumwa | IA | 52501
511 SOUTHMOOR DR, SPENCER, IA | 511 SOUTHMOOR DR | Spencer => | 511 SOUTHMOOR DR | Spencer | IA |
1220 Rock Rd Centerville, IA 52544 | | Centerville => | 1220 Rock Rd | Centerville | IA | 52544
Fairfield, IA, Fairfield, IA | 2052 140th Street | Fairfield => | 2052 140th Street | Fairfield | IA |
Online | | Memphis => | | Memphis | TN |
"""


@pytest.mark.parametrize("line", ADDRESSES.strip().splitlines())
def test_an_address_is_taken_apart(line):
    said, _, expected = line.partition("=>")
    address, venue, city = (part.strip() for part in said.split("|"))

    found = read_address(address=address, venue=venue, city=city, state="TN", zip_code="")

    parts = [found.venue, found.street, found.city, found.state, found.zip]
    assert parts == [part.strip() for part in expected.split("|")]


def test_an_address_without_a_number_is_only_near():
    assert read_address(
        address="Hope Lutheran, West Des Moines, IA", venue="", city="", state="", zip_code=""
    ).is_approximate
    assert not read_address(
        address="5th and Jones, Sioux City", venue="", city="", state="", zip_code=""
    ).is_approximate


def test_a_place_that_does_not_tell_its_zone_takes_ours_and_says_so():
    reading = read_row({"name": "Video", "day": "Monday", "time": "19:00", "formats": "Online"}, row=2, zone=CENTRAL)

    assert reading.listings[0].zone == CENTRAL
    assert [problem.why for problem in reading.problems] == [Why.ZONE_GUESSED]


def test_two_days_are_two_meetings():
    reading = read_row(
        {"name": "Twice", "day": "1, 3", "time": "19:00", "city": "Ames", "state": "IA"}, row=2, zone=CENTRAL
    )

    assert [listing.weekday for listing in reading.listings] == [1, 3]


def test_a_code_point_spelled_out_is_mended_and_less_sure_things_stay():
    assert tidy("Aca<U+00A0>Mary Greeley") == "Aca Mary Greeley"
    assert tidy("St. Ann;s <b>Church</b> &amp; Hall") == "St. Ann;s Church & Hall"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Robert Smith", "Robert"), ("Robert", "Robert"), ("Robert S.", "Robert"), ("Smith, Robert", "Robert"),
        ("Dr. Robert Smith", "Robert"), ("Robert & Ann Smith", "Robert"), ("robert@example.org Robert", "Robert"),
        ("515-555-0117", ""), ("Robert Smith, 515-555-0117", "Robert"), ("José Luis Peña", "José"), ("", ""),
    ],
)  # fmt: skip
def test_a_contact_is_a_first_name(said, name):
    assert first_name(said) == name


def test_a_row_is_the_one_vanished_meeting_it_nearly_is_and_never_one_of_two():
    parts = ("aa", "group", "1 main st", "1", "1140")
    later = ("aa", "group", "1 main st", "1", "1200")
    kept = [Kept(id="a", key="old", parts=parts, vanished=False)]

    assert pair(kept, [("new", later)]).same == {0: "a"}
    twice = [*kept, Kept(id="b", key="other", parts=("aa", "group", "1 main st", "1", "1170"), vanished=False)]
    found = pair(twice, [("new", later)])
    assert found.fresh == [0]
    assert found.vanishing == ["a", "b"]


def test_two_rows_never_become_the_same_meeting():
    parts = ("aa", "group", "1 main st", "1", "1140")
    kept = [Kept(id="a", key="old", parts=parts, vanished=False)]

    found = pair(kept, [("x", (*parts[:4], "1200")), ("y", (*parts[:4], "1260"))])

    assert found.same == {0: "a"}
    assert found.fresh == [1]
