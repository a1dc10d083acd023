from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from kinroad.design import formats

TODAY = date(2026, 11, 20)
DENVER = "America/Denver"


@pytest.mark.parametrize(
    ("language", "said", "with_year", "at", "big"),
    [
        ("en", "November 13", "November 13, 2026", "4:40\u00a0pm", "1,234"),
        ("es", "13 de noviembre", "13 de noviembre de 2026", "4:40\u00a0p.\u00a0m.", "1,234"),
    ],
)
def test_days_and_times_are_said_as_people_say_them(language, said, with_year, at, big):
    with translation.override(language):
        assert formats.day(date(2026, 11, 13), today=TODAY) == said
        assert formats.day(date(2026, 11, 13), today=date(2027, 1, 1)) == with_year
        assert formats.day_year(date(2026, 11, 13)) == with_year
        assert formats.clock(time(16, 40)) == at
        assert formats.number(1234) == big


def test_midnight_and_noon_are_twelve():
    assert formats.clock(time(0, 5)) == "12:05\u00a0am"
    assert formats.clock(time(12, 0)) == "12:00\u00a0pm"


def test_a_moment_is_told_by_the_clock_of_its_place():
    moment = datetime(2026, 11, 20, 23, 40, tzinfo=UTC)

    assert formats.clock(moment, zone=DENVER) == "4:40\u00a0pm"
    assert formats.when(moment, zone=DENVER, today=TODAY) == "Today, 4:40\u00a0pm"


def test_near_days_have_their_own_words():
    assert formats.when(date(2026, 11, 19), today=TODAY) == "Yesterday"
    assert formats.when(date(2026, 11, 21), today=TODAY) == "Tomorrow"
    assert formats.when(date(2026, 11, 9), today=TODAY) == "November 9"
    with translation.override("es"):
        assert formats.when(date(2026, 11, 20), today=TODAY) == "Hoy"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (20, "20 minutes"),
        (60, "1 hour"),
        (90, "90 minutes"),
        (120, "2 hours"),
        (301, "5 hours 1 minute"),
        (60_000, "1,000 hours"),
    ],
)
def test_minutes_become_hours_when_they_are_whole_or_many(value, said):
    assert formats.minutes(value) == said


def test_hours_in_spanish():
    with translation.override("es"):
        assert formats.minutes(120) == "2 horas"
        assert formats.minutes(20) == "20 minutos"


def test_a_phone_number_is_written_as_it_is_read_out():
    assert formats.phone("+15555550117") == "555-555-0117"
    assert formats.phone("+525512345678") == "+52 55 1234 5678"
    assert formats.phone("none") == "none"
    assert formats.phone(None) == ""


def test_initials_are_the_first_two_letters_of_the_name():
    assert formats.initials("elizabeth") == "El"
    assert formats.initials(None) == ""


def test_nothing_said_about_nothing():
    for say in (formats.day, formats.day_year, formats.weekday, formats.month, formats.clock, formats.when):
        assert say(None) == ""
    assert formats.minutes(None) == ""
    assert formats.number(None) == ""
