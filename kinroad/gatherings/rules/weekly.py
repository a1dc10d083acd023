"""Our own groups as a list of weekly meetings would tell them: which come round every week, and in which codes."""

from collections.abc import Iterable
from datetime import date

# RFC 5545 names of days to ours: 0 is Sunday.
_DAYS = {name: day for day, name in enumerate(("SU", "MO", "TU", "WE", "TH", "FR", "SA"))}
_SAME_EVERY_WEEK = frozenset({"FREQ", "INTERVAL", "BYDAY", "WKST", "UNTIL", "COUNT"})
_CODES = {
    "wheelchair": "X", "restroom": "XB", "sign": "ASL", "en": "EN", "es": "S", "ase": "ASL", "fr": "FR", "ko": "KOR",
    "pl": "POL", "pt": "POR", "ru": "RUS", "ja": "JA", "women": "W", "men": "M", "lgbtq": "LGBTQ", "young": "Y",
    "senior": "SEN", "newcomer": "BE",
}  # fmt: skip


def weekdays_of(rule: str, *, starts_on: date) -> tuple[int, ...]:
    """The days on which a series comes round each week, 0 is Sunday; none for one that skips weeks or counts months.

    A finder shows a meeting every week: a group of every second week would send people to a locked door.
    """
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if not parts or set(parts) - _SAME_EVERY_WEEK or parts.get("INTERVAL", "1") != "1":
        return ()
    named = [_DAYS.get(name) for name in parts.get("BYDAY", "").split(",") if name]
    if None in named:
        return ()
    days = tuple(sorted({day for day in named if day is not None}))
    if parts["FREQ"] == "DAILY":
        return days or tuple(range(7))
    if parts["FREQ"] == "WEEKLY":
        return days or (starts_on.isoweekday() % 7,)
    return ()


def codes_of(said: Iterable[str], *, open: bool, children: bool, child_care: bool) -> list[str]:
    """Codes of the formats for what a gathering says of itself: languages, access, for whom."""
    found = ["O"] if open else []
    found += [_CODES[each] for each in said if each in _CODES]
    found += ["CF"] if children else []
    found += ["BA"] if child_care else []
    return list(dict.fromkeys(found))
