"""How soon people were reached after a return to use, for the program and to share."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.actions.recurrence import record
from kinroad.coaching.tests.asking import leader
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.people.tests.factories import ParticipantFactory, sign_in, someone, viewer_of
from kinroad.reporting.rules.outreach import PARTS, HalfYear, counted, exactly, halves_over, to_share
from kinroad.reporting.tests.asking import address

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
TOLD = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SPRING = HalfYear(date(2026, 1, 1), date(2026, 6, 30))


def test_only_half_years_of_which_everything_is_old_enough_are_shown():
    assert halves_over(date(2026, 11, 20))[:2] == [SPRING, HalfYear(date(2025, 7, 1), date(2025, 12, 31))]
    assert halves_over(date(2026, 7, 30))[0].last == date(2025, 12, 31)
    assert halves_over(date(2026, 8, 1))[0] == SPRING


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_half_years_never_overlap(day):
    halves = halves_over(day)

    assert all(later.first == earlier.last + timedelta(days=1) for later, earlier in pairwise(halves))


def test_each_time_told_falls_into_one_part_and_the_windows_add_up():
    hours = (1, 24, 25, 100, 700, 721, None)
    rows = [(TOLD, None if each is None else TOLD + timedelta(hours=each)) for each in hours]

    made = exactly(SPRING, counted(rows))

    assert made.told.value == 7
    assert [cell.value for cell in made.within.values()] == [2, 3, 4, 5]


def seen(parts):
    made = to_share(SPRING, dict(zip(PARTS, parts, strict=True)))
    return made.told, tuple(made.within.values())


def test_to_share_nothing_small_can_be_worked_out():
    """Every world of small parts that looks the same leaves each small part at least nine of its ten values."""
    looks: dict[object, list[tuple[int, ...]]] = {}
    for parts in product((0, 3, *range(1, 11), 11, 12, 20), (0, 12, 30), (25,), (0,), (14,)):
        looks.setdefault(seen(parts), []).append(parts)

    for told, within in looks:
        for cell in (told, *within):
            assert cell.value is None or cell.value == 0 or cell.value >= 11
    for parts in product(range(1, 11), (12,), (25,), (0,), (14,)):
        same = {other[0] for other in looks[seen(parts)] if other[1:] == parts[1:]}
        assert seen(parts)[1][0].hidden
        assert same <= set(range(1, 11))


@pytest.fixture
def told(db):
    maya = leader()
    for number in range(12):
        them = ParticipantFactory()
        walk_together(maya, them)
        at = TOLD + timedelta(days=number)
        record(participant=them, told_by_participant_how="call", on=None, by=viewer_of(maya), at=at)
        if number < 3:
            contact_with(maya, them, started_at=at + timedelta(hours=2))
    return maya


@time_machine.travel(NOW, tick=False)
def test_the_evaluator_reads_no_small_count_and_the_supervisor_those_of_the_team(client, told):
    page = sign_in(client, someone("evaluator")).get(address("outreach")).text
    assert "January 2026 to June 2026" in page
    assert "12" not in page.split("<tbody>")[1].split("</tr>")[0].replace("2026", "")

    mine = sign_in(client, someone("supervisor")).get(address("outreach")).text
    assert "3 of 12" not in mine, "nobody of another team"


@time_machine.travel(NOW, tick=False)
def test_whoever_sees_everyone_reads_them_exactly_and_may_share_the_other(client, told):
    from kinroad.people.tests.factories import see

    pat = someone("program_manager")
    for match in told.peer_leaders.get().matches.all():
        see(pat, match.participant, why="coordination")
    sign_in(client, pat)

    with CaptureQueriesContext(connection) as few:
        page = client.get(address("outreach")).text
    assert "3 of 12" in page
    assert "To share" in page
    assert "3 of 12" not in client.get(address("outreach", version="to_share")).text
    assert len(few) < 25
