"""How often a gathering comes round, as people say it, and the RRULE of RFC 5545 that means the same."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTHS = (1, 2, 3, 4, -1)
LAST = -1
MOST_DATE = 28
"""Every month has a 28th; later days are missing in some months, so that only the last one is offered."""


class Often(StrEnum):
    """The ways people say how often."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY_DAY = "monthly_day"
    MONTHLY_DATE = "monthly_date"
    YEARLY = "yearly"
    YEARLY_DAY = "yearly_day"
    OTHER = "other"


@dataclass(frozen=True)
class Repeat:
    """How often. `days` are of `DAYS`; `nth` of `NTHS`; `date` is a day of the month, or LAST; `text` is an RRULE.

    What is not said (no day, nth 0, date 0) is as on the first day. `month` is only for saying what a rule says.
    """

    often: Often
    days: tuple[str, ...] = ()
    nth: int = 0
    date: int = 0
    month: int = 0
    text: str = ""


def rule_of(repeat: Repeat, *, starts_on: date) -> str:
    """The RRULE of what was said; empty for once. The first day fills in what was not said."""
    first = DAYS[starts_on.weekday()]
    days = ",".join(sorted(repeat.days or (first,), key=DAYS.index))
    day = repeat.days[0] if repeat.days else first
    nth = repeat.nth or nth_of(starts_on)
    match repeat.often:
        case Often.WEEKLY:
            return f"FREQ=WEEKLY;BYDAY={days}"
        case Often.FORTNIGHTLY:
            # The two weeks are counted from the first day, and not from the Monday before it.
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={days};WKST={first}"
        case Often.MONTHLY_DAY:
            return f"FREQ=MONTHLY;BYDAY={nth}{day}"
        case Often.MONTHLY_DATE:
            return f"FREQ=MONTHLY;BYMONTHDAY={repeat.date or date_of(starts_on)}"
        case Often.YEARLY:
            return f"FREQ=YEARLY;BYMONTH={starts_on.month};BYMONTHDAY={starts_on.day}"
        case Often.YEARLY_DAY:
            return f"FREQ=YEARLY;BYMONTH={starts_on.month};BYDAY={nth}{day}"
        case Often.OTHER:
            return repeat.text.strip().upper().removeprefix("RRULE:")
    return ""


def repeat_of(rule: str) -> Repeat:
    """What people would say for this rule; the rule itself when it is none of ours."""
    if not rule:
        return Repeat(Often.ONCE)
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    try:
        found = _of_parts(parts)
    except (ValueError, IndexError):
        found = None
    return found or Repeat(Often.OTHER, text=rule)


def _of_parts(parts: dict[str, str]) -> Repeat | None:
    freq, names = parts.get("FREQ"), set(parts) - {"FREQ"}
    days = tuple(parts.get("BYDAY", "").split(",")) if parts.get("BYDAY") else ()
    if freq == "WEEKLY" and set(days) <= set(DAYS) and days:
        if names == {"BYDAY"}:
            return Repeat(Often.WEEKLY, days=days)
        if names == {"INTERVAL", "BYDAY", "WKST"} and parts["INTERVAL"] == "2":
            return Repeat(Often.FORTNIGHTLY, days=days)
    if freq == "MONTHLY" and names == {"BYDAY"} and len(days) == 1:
        return _nth_day(Often.MONTHLY_DAY, days[0])
    if freq == "MONTHLY" and names == {"BYMONTHDAY"}:
        on = int(parts["BYMONTHDAY"])
        return Repeat(Often.MONTHLY_DATE, date=on) if on == LAST or 1 <= on <= MOST_DATE else None
    if freq == "YEARLY" and names == {"BYMONTH", "BYDAY"} and len(days) == 1:
        return _nth_day(Often.YEARLY_DAY, days[0], month=int(parts["BYMONTH"]))
    if freq == "YEARLY" and names == {"BYMONTH", "BYMONTHDAY"}:
        return Repeat(Often.YEARLY, date=int(parts["BYMONTHDAY"]), month=int(parts["BYMONTH"]))
    return None


def _nth_day(often: Often, said: str, *, month: int = 0) -> Repeat | None:
    """ "2SA" is the second Saturday, "-1FR" the last Friday."""
    nth, day = int(said[:-2]), said[-2:]
    return Repeat(often, days=(day,), nth=nth, month=month) if nth in NTHS and day in DAYS else None


def nth_of(on: date) -> int:
    """Which one of its weekday in the month a day is; the fifth is the last."""
    nth = (on.day + 6) // 7
    return nth if nth < 5 else LAST


def date_of(on: date) -> int:
    """The day of the month; past the 28th, the last one."""
    return on.day if on.day <= MOST_DATE else LAST
