"""Where a meeting is, how far, and by which clock. No database."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kinroad.core import place
from kinroad.gatherings.rules.zones import zone_label, zone_named, zone_of

CENTRAL = "America/Chicago"


def test_a_zip_code_is_found_off_line():
    found = place.zip_place("52240")

    assert found is not None
    assert (found.city, found.state, found.zone) == ("Iowa City", "IA", CENTRAL)
    assert place.zip_place("00000") is None
    assert place.zip_place("abc") is None
    assert place.zip_place("09005") is None  # a military post has no place


def test_a_town_is_found_with_or_without_its_state():
    ames = place.look_up("Ames", state="IA")
    portland = place.look_up("Portland, Oregon", state="IA")

    assert ames is not None
    assert ames.state == "IA"
    assert portland is not None
    assert portland.zone == "America/Los_Angeles"
    assert place.look_up("Ft. Dodge IA", state="") is not None
    assert place.look_up("Nowhereville", state="IA") is None


@settings(deadline=None)
@given(
    st.floats(-60, 70), st.floats(-170, 170), st.floats(0, 359), st.floats(0.1, 0.99), st.sampled_from([1, 5, 25, 100])
)
def test_the_grid_misses_nobody_inside_the_circle(lat, lon, bearing, share, miles):
    away = miles * share / 69.1
    there = (
        lat + away * math.cos(math.radians(bearing)),
        lon + away * math.sin(math.radians(bearing)) / max(math.cos(math.radians(lat)), 0.2),
    )
    if place.miles_between(lat, lon, *there) <= miles and abs(there[1]) < 180:
        assert place.cell_of(*there) in place.cells_around(lat, lon, miles)


def test_a_meeting_keeps_the_clock_of_its_place():
    assert zone_of(city="", state="IA", zip_code="") == CENTRAL
    assert zone_of(city="Memphis", state="TN", zip_code="") == CENTRAL
    assert zone_of(city="Knoxville", state="TN", zip_code="") == "America/New_York"
    assert zone_of(city="", state="TN", zip_code="38103") == CENTRAL
    assert zone_of(city="", state="", zip_code="") == ""


def test_a_zone_is_said_shortly_and_truly():
    assert zone_label(CENTRAL) == "CT"
    assert zone_label("America/Denver") == "MT"
    assert zone_label("America/Phoenix") == "MST"
    assert zone_label("America/Detroit") == "ET"
    assert zone_label("America/Anchorage") == "AKT"
    assert zone_label("America/Sao_Paulo") == "Sao Paulo"
    assert zone_named("Central") == CENTRAL
    assert zone_named("../etc/passwd") == ""
