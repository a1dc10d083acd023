"""Days as people write them: 05/22/1989, 7/9/06, Jan 23, 2025, 23-ene-2025, 2024-06-03, and serial numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kinroad.interop.spreadsheet.columns import words_of
from kinroad.interop.spreadsheet.reading import Cell
from kinroad.people.rules.names import fold

SHEET_EPOCH = date(1899, 12, 30)  # day 0 of the serial numbers of spreadsheets
SERIALS = range(1_800, 80_000)  # 1904 to 2119
EARLIEST = date(1900, 1, 1)
YOUNGEST = 13  # years: a birth year of two digits is taken for the last century before it makes a small child


class DayOrder(StrEnum):
    """Which of two numbers is the month."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


class DayTrouble(StrEnum):
    """Why a cell is no day."""

    NO_SUCH_DAY = "no_such_day"
    NOT_A_DATE = "not_a_date"


@dataclass(frozen=True)
class NotADay(Exception):
    """The cell does not hold a day."""

    why: DayTrouble


MONTHS = {
    name: number
    for number, line in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sep sept septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in line.split()
}
WEEKDAYS = words_of(
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun "
    "lunes lun martes mie miercoles jueves jue viernes vie sabado sab domingo dom"
)
CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.\\]\s*(\d{1,2})\s*[-/.\\]\s*(\d{4}|'?\d{2})")
RUN_TOGETHER = re.compile(r"(19|20)\d{6}")
SERIAL = re.compile(r"\d{4,5}(\.0+)?")


def day_of(cell: Cell, *, order: DayOrder, today: date, is_birth: bool) -> date:
    """The day in a cell. Raises NotADay. Two-digit years are read as the nearest that makes sense before today."""
    if isinstance(cell, datetime):
        return _sensible(cell.date())
    if isinstance(cell, date):
        return _sensible(cell)
    if isinstance(cell, bool) or cell is None or not isinstance(cell, str | int | float):
        raise NotADay(DayTrouble.NOT_A_DATE)
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = CLOCK.sub("", " ".join(text.split())).strip(" ,.")
    found = _by_numbers(text, order) or _by_words(text)
    if found is None:
        return _serial(text)
    year, month, day = found
    if year < 100:
        year = _century(year, today=today, is_birth=is_birth)
    try:
        return _sensible(date(year, month, day))
    except ValueError:
        raise NotADay(DayTrouble.NO_SUCH_DAY) from None


def _sensible(day: date) -> date:
    if day < EARLIEST:
        raise NotADay(DayTrouble.NO_SUCH_DAY)
    return day


def _by_numbers(text: str, order: DayOrder) -> tuple[int, int, int] | None:
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
        return year, month, day
    if match := YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3].lstrip("'"))
        return (year, first, second) if order is DayOrder.MONTH_FIRST else (year, second, first)
    if RUN_TOGETHER.fullmatch(text):
        return int(text[:4]), int(text[4:6]), int(text[6:])
    return None


def _by_words(text: str) -> tuple[int, int, int] | None:
    """January 23, 2025; 23 de enero de 2025; 02-Apr-26; Mon, Jan 5th 2025."""
    words = [word for word in fold(text).split() if word not in WEEKDAYS and word not in {"de", "del", "of", "the"}]
    if len(words) != 3:
        return None
    months = [place for place, word in enumerate(words) if word in MONTHS]
    if len(months) != 1:
        return None
    month = MONTHS[words[months[0]]]
    numbers = [re.sub(r"(?<=\d)(st|nd|rd|th|ro|do|o)$", "", word) for word in words if word not in MONTHS]
    if len(numbers) != 2 or not all(number.isascii() and number.isdigit() and len(number) <= 4 for number in numbers):
        return None
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return (int(year), month, int(day)) if len(year) in (2, 4) and len(day) <= 2 else None


def _serial(text: str) -> date:
    if SERIAL.fullmatch(text) and int(float(text)) in SERIALS and len(text.split(".")[0]) == 5:
        return SHEET_EPOCH + timedelta(days=int(float(text)))
    raise NotADay(DayTrouble.NOT_A_DATE)


def _century(year: int, *, today: date, is_birth: bool) -> int:
    latest = today.year - YOUNGEST if is_birth else today.year + 1
    return 2000 + year if 2000 + year <= latest else 1900 + year


def order_of(cells: Iterable[Cell]) -> DayOrder | None:
    """The order in which these cells say month and day, when any of them can only be read one way."""
    day_first = month_first = False
    for cell in cells:
        if isinstance(cell, str) and (match := YEAR_LAST.match(cell.strip())):
            day_first = day_first or int(match[1]) > 12
            month_first = month_first or int(match[2]) > 12
    if month_first:
        return DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST if day_first else None
