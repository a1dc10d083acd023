from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.today import (
    Line,
    Reason,
    WaitingRequest,
    Walk,
    each_once,
    in_order,
    line_for,
    lines_for_today,
)
from kinroad.core.policy import OutreachPolicy, Policy

TODAY = date(2026, 11, 20)


def days_ago(days):
    return TODAY - timedelta(days=days)


def who(number):
    return UUID(int=number)


LUIS = Walk(who(1), matched_on=days_ago(100), support_began=days_ago(120), last_contact=days_ago(12))

walks = st.builds(
    Walk,
    participant_id=st.integers(1, 10**6).map(who),
    matched_on=st.integers(0, 400).map(days_ago),
    support_began=st.integers(0, 400).map(days_ago),
    greeted=st.booleans(),
    last_contact=st.none() | st.integers(0, 400).map(days_ago),
    next_contact_day=st.none() | st.integers(-30, 60).map(days_ago),
    wish=st.none() | st.integers(1, 120),
    recovery_date=st.none() | st.integers(0, 4000).map(days_ago),
    family=st.booleans(),
    tries_made=st.integers(0, 5),
    last_try=st.none() | st.integers(0, 30).map(days_ago),
)


def test_a_new_match_is_greeted_first():
    walk = replace(LUIS, greeted=False, matched_on=days_ago(1), last_contact=None)

    assert line_for(walk, today=TODAY) == Line(who(1), Reason.NEW_MATCH, days_ago(1), 1)


def test_a_day_that_was_agreed_is_kept():
    walk = replace(LUIS, last_contact=days_ago(3), next_contact_day=TODAY)

    assert line_for(walk, today=TODAY) == Line(who(1), Reason.NEXT_DAY, TODAY, 3)
    assert line_for(replace(walk, next_contact_day=days_ago(-1)), today=TODAY) is None


def test_an_agreed_day_in_the_future_silences_the_rhythm():
    assert line_for(replace(LUIS, next_contact_day=days_ago(-30)), today=TODAY) is None


def test_every_fourteen_days_as_they_wished_and_today_is_day_fourteen():
    walk = replace(LUIS, wish=14, last_contact=days_ago(14))

    assert line_for(walk, today=TODAY) == Line(who(1), Reason.BY_WISH, TODAY, 14, 14)
    assert line_for(walk, today=days_ago(1)) is None


def test_without_a_wish_the_rhythm_of_the_program_holds():
    assert line_for(LUIS, today=TODAY) == Line(who(1), Reason.BY_CADENCE, days_ago(5), 12, 7)


def test_someone_quiet_too_long_is_told_with_the_days_and_nothing_else():
    walk = replace(LUIS, last_contact=days_ago(30))

    assert line_for(walk, today=TODAY) == Line(who(1), Reason.QUIET, days_ago(23), 30, 7)


def test_after_three_tries_the_list_lets_them_be():
    walk = replace(LUIS, last_contact=days_ago(60), tries_made=3, last_try=days_ago(5))

    assert line_for(walk, today=TODAY) is None
    assert line_for(replace(walk, tries_made=2), today=TODAY) is not None
    assert line_for(walk, today=TODAY, policy=Policy(outreach=OutreachPolicy(tries=4))) is not None


def test_a_try_made_today_takes_the_line_away():
    assert line_for(replace(LUIS, tries_made=1, last_try=TODAY), today=TODAY) is None


def test_the_list_is_in_order_and_requests_wait_at_its_end():
    asked = WaitingRequest(UUID(int=99), who(9), asked_on=days_ago(4), due_on=days_ago(2))
    found = lines_for_today(
        [
            replace(LUIS, participant_id=who(5), last_contact=days_ago(50)),
            replace(LUIS, participant_id=who(4), last_contact=days_ago(9)),
            replace(LUIS, participant_id=who(3), wish=10, last_contact=days_ago(15)),
            replace(LUIS, participant_id=who(2), next_contact_day=TODAY),
            replace(LUIS, participant_id=who(1), greeted=False, last_contact=None, matched_on=days_ago(2)),
            replace(LUIS, participant_id=who(8), last_contact=TODAY),
        ],
        requests=[asked],
        today=TODAY,
    )

    assert [(line.participant_id.int, line.reason) for line in found] == [
        (1, Reason.NEW_MATCH),
        (2, Reason.NEXT_DAY),
        (3, Reason.BY_WISH),
        (4, Reason.BY_CADENCE),
        (5, Reason.QUIET),
        (9, Reason.REQUEST),
    ]
    assert found[-1] == Line(who(9), Reason.REQUEST, days_ago(4), 4, None, asked.request_id)


@given(st.lists(walks, max_size=12, unique_by=lambda walk: walk.participant_id), st.randoms())
def test_the_list_stands_still_however_it_is_read(found, shuffler):
    in_order = lines_for_today(found, today=TODAY)
    shuffler.shuffle(found)

    assert lines_for_today(found, today=TODAY) == in_order


def test_everyone_stands_once_with_every_reason_beneath_the_first():
    lines = [
        Line(who(1), Reason.BY_CADENCE, days_ago(3), 10, 7),
        Line(who(2), Reason.NEXT_DAY, days_ago(1), 4),
        Line(who(1), Reason.NEW_MATCH, days_ago(3), 3),
    ]

    assert each_once(lines) == [[lines[2], lines[0]], [lines[1]]]


@given(st.lists(walks, max_size=12))
def test_nobody_and_no_reason_is_lost_when_everyone_stands_once(found):
    lines = lines_for_today(found, today=TODAY)
    people = each_once(lines)

    assert sorted(map(repr, lines)) == sorted(repr(line) for each in people for line in each)
    assert len({each[0].participant_id for each in people}) == len(people)
    assert [each[0] for each in people] == in_order(each[0] for each in people)


@given(walks, st.integers(0, 200))
def test_a_line_comes_only_on_or_after_its_day(walk, later):
    line = line_for(walk, today=TODAY)

    assert line is None or line.since <= TODAY
    assert line is None or walk.tries_made < 3


@given(walks)
def test_whoever_was_reached_today_is_not_on_the_list(walk):
    assert line_for(replace(walk, greeted=True, last_contact=TODAY), today=TODAY) is None
