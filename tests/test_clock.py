"""A clock that leaps ahead empties no record and takes no backup away; one that is right again goes on."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from kinroad.config import backup, clock, worker
from kinroad.people.models import Participant
from tests.test_purge import YEARS, ended, now, time_machine  # noqa: F401

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "clock_file", lambda: tmp_path / "clock")
    return tmp_path / "clock"


def trusted(*moments):
    """Look at each of these moments; what is thought of each."""
    said = []
    for at in moments:
        clock.look(at=at)
        said.append(clock.is_trusted(at=at))
    return said


def test_a_clock_that_goes_on_is_trusted_a_day_after_the_first_look():
    assert trusted(NOON, NOON + HOUR, NOON + DAY, NOON + 2 * DAY) == [False, False, True, True]


def test_a_leap_waits_for_a_day_and_a_clock_put_right_is_trusted_again(caplog):
    trusted(NOON, NOON + DAY)
    leap = NOON + 3000 * DAY
    with caplog.at_level(logging.WARNING):
        assert trusted(leap, leap + HOUR) == [False, False]
    assert "2999 days ahead" in caplog.text
    assert trusted(NOON + DAY + HOUR) == [True]
    assert trusted(leap, leap + HOUR, leap + DAY) == [False, False, True]


def test_a_weekend_switched_off_is_no_leap():
    trusted(NOON, NOON + DAY)
    assert trusted(NOON + 3 * DAY) == [True]


def test_what_nobody_looked_at_or_cannot_be_read_speaks_against_nothing(own_file):
    assert clock.is_trusted(at=NOON)
    own_file.write_text("{")
    assert clock.is_trusted(at=NOON)


def test_the_worker_of_a_machine_in_another_year_purges_nobody_for_a_day(ended):  # noqa: F811
    """Requirement of the fault table: clock jumps. What a purge takes cannot be given back."""
    clock.look(at=now() - DAY)
    clock.look(at=now())
    with time_machine.travel(now() + 7 * YEARS):
        clock.look(at=now())
        worker.tidy()
        kept = Participant.objects.get(pk=ended.participant.pk).purged_on
    with time_machine.travel(now() + 7 * YEARS + DAY):
        clock.look(at=now())
        worker.tidy()
        gone = Participant.objects.get(pk=ended.participant.pk).purged_on

    assert kept is None
    assert gone is not None


def test_backups_stay_while_the_clock_is_in_doubt(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "copy_everything", lambda store, under: None)
    monkeypatch.setattr(backup, "add_to", lambda store: None)
    asked = []
    monkeypatch.setattr(backup, "forget_past", lambda store, days, at: asked.append(at) or 0)
    clock.look(at=NOON - 3000 * DAY)

    backup.copy_dated(backup.Folder(tmp_path), keep=60)
    clock.clock_file().unlink()
    backup.copy_dated(backup.Folder(tmp_path), keep=60)

    assert len(asked) == 1
