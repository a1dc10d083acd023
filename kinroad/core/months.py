"""Whole months, written as the number 202611."""

from collections.abc import Iterator
from datetime import date

EARLIEST = 200001


def month_of(day: date) -> int:
    """The month a day lies in."""
    return day.year * 100 + day.month


def moved(month: int, by: int) -> int:
    """The month so many months later, or earlier."""
    count = month // 100 * 12 + month % 100 - 1 + by
    return count // 12 * 100 + count % 12 + 1


def months_between(first: int, last: int) -> Iterator[int]:
    """Every month from the first to the last, both included."""
    while first <= last:
        yield first
        first = moved(first, 1)


def first_day(month: int) -> date:
    """The day a month begins."""
    return date(month // 100, month % 100, 1)


def read_month(text: str) -> int | None:
    """A month as an address carries it (2026-11), or nothing when it is none."""
    year, _, month = text.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return None
    found = int(year) * 100 + int(month)
    return found if len(month) == 2 and 1 <= int(month) <= 12 and found >= EARLIEST else None


def write_month(month: int) -> str:
    """A month as an address carries it."""
    return f"{month // 100:04d}-{month % 100:02d}"


def span(first: int | None, last: int | None, *, newest: int, at_most: int = 36) -> tuple[int, int]:
    """The months to count: what was asked for, put in order, not past the newest, and at most three years.

    Nothing asked: the six newest.
    """
    last = min(last or newest, newest)
    first = min(first or moved(last, -5), newest)
    first, last = min(first, last), max(first, last)
    return max(first, moved(last, 1 - at_most)), last
