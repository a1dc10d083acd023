"""When somebody is reminded of a day that was agreed on."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_BEFORE_AT = time(17)
SAME_DAY_AT = time(8)
SAME_DAY_UNTIL = time(12)
EVENING = time(21)


def reminder_times(agreed: date, *, remind: str, zone: str) -> tuple[datetime, datetime]:
    """From when until when (aware) a reminder of this day makes sense: the evening before, or that morning."""
    here = ZoneInfo(zone)
    if remind == "day_before":
        before = agreed - timedelta(days=1)
        return datetime.combine(before, DAY_BEFORE_AT, here), datetime.combine(before, EVENING, here)
    return datetime.combine(agreed, SAME_DAY_AT, here), datetime.combine(agreed, SAME_DAY_UNTIL, here)
