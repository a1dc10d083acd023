"""How often, as people say it and as RFC 5545 writes it."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import zones_of_the_states
from kinroad.gatherings.rules.presets import PRESETS, starting_facts
from kinroad.gatherings.rules.recurrence import Series, check_rule, next_occurrences
from kinroad.gatherings.rules.repeat import DAYS, LAST, MOST_DATE, NTHS, Often, Repeat, nth_of, repeat_of, rule_of

FRIDAY = date(2026, 11, 27)


def days(rule, *, since=FRIDAY, most=5):
    series = Series("America/Denver", since, time(18), 90, rule)
    return [each.on for each in next_occurrences(series, since=since, most=most)]


def test_every_other_friday_is_counted_from_the_first_day_and_not_from_a_monday_before():
    saturday = date(2026, 11, 28)

    rule = rule_of(Repeat(Often.FORTNIGHTLY, days=("FR",)), starts_on=saturday)

    assert days(rule, since=saturday, most=2) == [date(2026, 12, 4), date(2026, 12, 18)]


def test_what_nobody_chose_is_as_on_the_first_day():
    assert rule_of(Repeat(Often.WEEKLY), starts_on=FRIDAY) == "FREQ=WEEKLY;BYDAY=FR"
    assert rule_of(Repeat(Often.MONTHLY_DAY), starts_on=date(2026, 12, 12)) == "FREQ=MONTHLY;BYDAY=2SA"
    assert rule_of(Repeat(Often.MONTHLY_DATE), starts_on=date(2026, 12, 31)) == "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert rule_of(Repeat(Often.ONCE), starts_on=FRIDAY) == ""
    assert nth_of(date(2026, 10, 31)) == LAST


def test_thanksgiving_comes_round_on_the_fourth_thursday_of_november():
    rule = rule_of(Repeat(Often.YEARLY_DAY), starts_on=date(2026, 11, 26))

    assert days(rule, since=date(2026, 11, 26), most=3) == [
        date(2026, 11, 26),
        date(2027, 11, 25),
        date(2028, 11, 23),
    ]


def test_a_rule_of_ones_own_stays_as_it_is():
    rule = "FREQ=MONTHLY;BYDAY=1MO,3MO"

    assert repeat_of(rule) == Repeat(Often.OTHER, text=rule)
    assert rule_of(Repeat(Often.OTHER, text=f" rrule:{rule.lower()} "), starts_on=FRIDAY) == rule
    for strange in ("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=x;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=5MO", "soon"):
        assert repeat_of(strange).often == Often.OTHER


@given(
    often=st.sampled_from([each for each in Often if each not in (Often.ONCE, Often.OTHER)]),
    chosen=st.lists(st.sampled_from(DAYS), unique=True, max_size=7),
    nth=st.sampled_from((0, *NTHS)),
    on=st.integers(0, MOST_DATE),
    starts_on=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    zone=st.sampled_from(zones_of_the_states()),
)
def test_whatever_is_said_comes_round_at_its_hour_in_every_zone_and_reads_the_same_again(
    often, chosen, nth, on, starts_on, zone
):
    several = often in (Often.WEEKLY, Often.FORTNIGHTLY)
    repeat = Repeat(often, days=tuple(chosen if several else chosen[:1]), nth=nth, date=on)

    rule = rule_of(repeat, starts_on=starts_on)

    check_rule(rule)
    assert rule_of(repeat_of(rule), starts_on=starts_on) == rule
    series = Series(zone, starts_on, time(18), 90, rule)
    found = next_occurrences(series, since=starts_on, most=3)
    # February 29 comes round every four years.
    assert len(found) == 3
    assert [each.start_minute for each in found] == [18 * 60] * 3
    assert all(each.on >= starts_on for each in found)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_fills_in_types_of_support_and_ways(name):
    facts = starting_facts(PRESETS[name])

    assert facts["supports"]
    assert facts["sign_up"] in {"anyone", "participants", "none"}
    assert facts["attendance"] in {"by_name", "door", "head_count"}
