"""Rules of reaching out after a return to use, and of days lived. No database."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.days_lived import Return, days_lived, returns_about
from kinroad.coaching.rules.outreach import (
    State,
    Way,
    due_at,
    may_try_again,
    next_way,
    reached_within,
    state_of,
    ways_allowed,
)
from kinroad.core.policy import OutreachPolicy
from kinroad.core.time import local, zones_of_the_states

NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
BEGAN = date(2025, 1, 1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
moments = st.integers(-1000 * 24 * 60, 800 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))
ways = st.lists(st.sampled_from(list(Way)), unique=True, min_size=1)


def after(**hours):
    return NOON + timedelta(**hours)


def state(**facts):
    given_facts = {"reached_at": None, "let_be_at": None, "tries_made": 0, "due": after(days=1), "at": NOON, **facts}
    return state_of(**given_facts)


@given(told=moments, zone=st.sampled_from(zones_of_the_states()))
def test_a_day_to_reach_out_is_twenty_four_hours_also_when_clocks_change(told, zone):
    due = due_at(told_at=told)

    assert due - told == timedelta(hours=24)
    assert (local(due, zone).date() - local(told, zone).date()).days in (1, 2)


def test_an_organization_sets_its_own_hours():
    assert due_at(told_at=NOON, policy=OutreachPolicy(recurrence_hours=72)) == after(days=3)


def test_only_ways_the_participant_allows_are_proposed_and_in_person_is_always_left():
    assert ways_allowed(phone=True, may_call=True, may_text=True) == (Way.PHONE, Way.TEXT, Way.PERSON)
    assert ways_allowed(phone=True, may_call=False, may_text=True) == (Way.TEXT, Way.PERSON)
    assert ways_allowed(phone=False, may_call=True, may_text=True) == (Way.PERSON,)
    everything = ways_allowed(phone=True, may_call=True, may_text=True, email=True)
    assert everything == (Way.PHONE, Way.TEXT, Way.EMAIL, Way.PERSON)
    assert ways_allowed(phone=False, may_call=True, may_text=True, email=True) == (Way.EMAIL, Way.PERSON)


def test_each_try_goes_another_way():
    allowed = (Way.PHONE, Way.TEXT, Way.PERSON)

    assert next_way(allowed, tried=[]) == Way.PHONE
    assert next_way(allowed, tried=["phone"]) == Way.TEXT
    assert next_way(allowed, tried=["phone", "text"]) == Way.PERSON
    assert next_way(allowed, tried=["phone", "text", "person"]) == Way.PHONE
    assert next_way(allowed, tried=["phone", "text", "person", "phone"]) == Way.TEXT


@given(allowed=ways, tried=st.lists(st.sampled_from([*Way, "video", "letter"]), max_size=12))
def test_never_the_same_way_twice_in_a_row_while_another_is_allowed(allowed, tried):
    proposed = next_way(allowed, tried=tried)

    assert proposed in allowed
    assert len(allowed) == 1 or not tried or proposed != tried[-1]


def test_where_an_outreach_stands():
    assert state() == State.OPEN
    assert state(at=after(hours=25)) == State.OVERDUE
    assert state(tries_made=3) == State.TRIED
    assert state(tries_made=3, reached_at=after(days=9)) == State.REACHED
    assert state(let_be_at=NOON) == State.LET_BE


def test_another_try_waits_for_another_day():
    assert may_try_again(last_try=None, today=BEGAN)
    assert not may_try_again(last_try=BEGAN, today=BEGAN)
    assert may_try_again(last_try=BEGAN, today=BEGAN + timedelta(days=1))


def test_those_told_too_lately_are_in_neither_number():
    rows = [
        (after(hours=-30), after(hours=-20)),
        (after(hours=-30), after(hours=-2)),
        (after(hours=-30), None),
        (after(hours=-3), after(hours=-1)),
        (after(hours=-3), None),
    ]

    day = reached_within(rows, hours=24, at=NOON)

    assert (day.reached, day.of, day.young) == (1, 3, 2)


@given(
    rows=st.lists(st.tuples(moments, st.none() | st.integers(0, 2000))),
    hours=st.sampled_from([24, 72, 168, 720]),
    at=moments,
)
def test_the_windows_equal_a_plain_recount(rows, hours, at):
    rows = [(opened, None if late is None else opened + timedelta(hours=late)) for opened, late in rows]
    found = reached_within(rows, hours=hours, at=at)
    old = [row for row in rows if at - row[0] >= timedelta(hours=hours)]

    assert found.of + found.young == len(rows)
    assert found.of == len(old)
    assert found.reached == sum(1 for opened, back in old if back and back <= opened + timedelta(hours=hours))


def test_days_already_lived_stay_and_a_new_count_begins_beside_them():
    lived = days_lived(began=BEGAN, returns=[Return(date(2025, 4, 11), date(2025, 4, 14))], today=date(2025, 5, 14))

    assert (lived.in_all, lived.since, lived.now) == (100 + 30, date(2025, 4, 14), 30)


def test_a_return_before_the_day_they_count_from_touches_nothing():
    lived = days_lived(began=BEGAN, returns=[Return(date(2024, 3, 1), date(2024, 3, 2))], today=date(2025, 1, 11))

    assert (lived.in_all, lived.since, lived.now) == (10, BEGAN, 10)


returns = st.lists(
    st.tuples(days, st.integers(0, 60)).map(lambda each: Return(each[0], each[0] + timedelta(days=each[1]))), max_size=6
)


@given(began=days, told=returns, today=days, later=st.integers(0, 400))
def test_days_lived_are_never_lost_and_never_more_than_there_were(began, told, today, later):
    lived = days_lived(began=began, returns=told, today=today)
    further = days_lived(began=began, returns=told, today=today + timedelta(days=later))

    assert 0 <= lived.now <= lived.in_all <= max(0, (today - began).days)
    known = [each for each in told if each.on <= today]
    assert days_lived(began=began, returns=known, today=today + timedelta(days=later)).in_all >= lived.in_all
    assert further.in_all <= max(0, (today - began).days) + later


@given(began=days, told=returns, today=days)
def test_telling_today_takes_no_day_away(began, told, today):
    before = days_lived(began=began, returns=[each for each in told if each.again_on <= today], today=today)
    after_telling = days_lived(
        began=began,
        returns=[*(each for each in told if each.again_on <= today), Return(today, today)],
        today=today,
    )

    assert after_telling.in_all == before.in_all
    assert after_telling.now == 0 or today < began


def test_a_return_to_one_thing_leaves_the_count_of_another():
    told = [(Return(BEGAN, BEGAN), frozenset({"Alcohol"})), (Return(BEGAN, BEGAN), frozenset())]

    assert len(returns_about("alcohol ", told)) == 2
    assert len(returns_about("nicotine", told)) == 1
