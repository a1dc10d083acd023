"""When something is past its day."""

from datetime import date


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; of 29 February, the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
