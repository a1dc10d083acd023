"""What a report calls a change, when changes may go in by themselves, and when a list is asked again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kinroad.gatherings.rules.changes import Change, Kind, count_by_kind, in_order, kind_of, told
from kinroad.gatherings.rules.refresh import is_due, is_small, loses_its_tail, stale_before

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"temporarily_closed": (False, True), "in_person": (True, False)}, Kind.CLOSED),
        ({"temporarily_closed": (True, False), "in_person": (False, True)}, Kind.OPENED),
        ({"start_minute": (1140, 1170)}, Kind.MOVED),
        ({"venue": ("", "Hall"), "notes": ("", "Side door")}, Kind.MOVED),
        ({"notes": ("", "Side door")}, Kind.CHANGED),
        ({"lat": (1.0, 2.0)}, Kind.CHANGED),
        ({}, Kind.CHANGED),
    ],
)
def test_a_change_is_called_what_it_means_for_someone_on_the_way(fields, kind):
    assert kind_of(fields) is kind


def test_a_meeting_that_comes_back_is_new_unless_its_place_is_closed():
    assert kind_of({"start_minute": (1, 2)}, back=True) is Kind.CAME
    assert kind_of({"temporarily_closed": (False, True)}, back=True) is Kind.CLOSED


def test_a_report_keeps_what_it_tells_and_names_no_place_on_the_map():
    fields = told({"lat": (1, 2), "city": ("Ames", "Nevada"), "open": (None, True)})
    change = Change(Kind.MOVED, "Kitchen Table", 1, 1140, "Ames", fields)

    assert change.fields == (("city", "Ames", "Nevada"), ("open", None, True))
    assert Change.from_json(change.as_json()) == change


def test_that_a_closed_place_is_not_met_in_goes_without_saying():
    assert told({"temporarily_closed": (False, True), "in_person": (True, False)}) == ()
    assert told({"in_person": (True, False)}) == (("in_person", True, False),)


def test_what_sends_someone_to_a_locked_door_stands_first():
    changes = [Change(kind, name, 1, 1140) for kind in reversed(Kind) for name in ("b", "A")]

    assert [(each.kind, each.name) for each in in_order(changes)][:3] == [
        (Kind.CLOSED, "A"), (Kind.CLOSED, "b"), (Kind.WENT, "A"),
    ]  # fmt: skip
    assert list(count_by_kind(changes).items())[:2] == [("closed", 2), ("went", 2)]


@pytest.mark.parametrize(
    ("changed", "vanished", "listed", "small"),
    [(0, 0, 100, False), (1, 0, 100, True), (10, 10, 100, True), (11, 0, 100, False), (10, 10, 99, False),
     (1, 1, 3, True), (2, 2, 3, False), (3, 0, 0, True)],
)  # fmt: skip
def test_small_is_a_few_meetings_and_no_tenth_of_the_list(changed, vanished, listed, small):
    assert is_small(changed=changed, vanished=vanished, listed=listed, most=10) is small


def test_a_list_that_loses_more_than_a_quarter_lost_its_tail():
    assert loses_its_tail(vanished=26, listed=100)
    assert not loses_its_tail(vanished=25, listed=100)
    assert not loses_its_tail(vanished=0, listed=0)


def test_a_list_is_asked_again_when_its_rhythm_says_so():
    assert is_due(asked_at=None, rhythm="weekly", at=NOON)
    assert is_due(asked_at=NOON - timedelta(hours=21), rhythm="daily", at=NOON)
    assert not is_due(asked_at=NOON - timedelta(hours=3), rhythm="daily", at=NOON)
    assert not is_due(asked_at=NOON - timedelta(days=6), rhythm="weekly", at=NOON)
    assert is_due(asked_at=NOON - timedelta(days=7), rhythm="weekly", at=NOON)


def test_stale_counts_from_today():
    assert stale_before(today=date(2026, 11, 2), days=90) == date(2026, 8, 4)
