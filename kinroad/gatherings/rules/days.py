"""Days and times as people write them in meeting lists."""

import re

MINUTES_A_DAY = 24 * 60

# 0 is Sunday, as in the Meeting Guide format.
_NAMES = (
    ("sunday", "sun", "su", "domingo", "dom"),
    ("monday", "mon", "mo", "lunes", "lun"),
    ("tuesday", "tues", "tue", "tu", "martes", "mar"),
    ("wednesday", "weds", "wed", "we", "miercoles", "miércoles", "mie", "mié"),
    ("thursday", "thurs", "thur", "thu", "th", "jueves", "jue"),
    ("friday", "fri", "fr", "viernes", "vie"),
    ("saturday", "sat", "sa", "sabado", "sábado", "sab", "sáb"),
)
_DAY_OF = {word: day for day, words in enumerate(_NAMES) for word in words}
_GROUPS = {
    "daily": tuple(range(7)),
    "everyday": tuple(range(7)),
    "every day": tuple(range(7)),
    "7 days a week": tuple(range(7)),
    "todos los días": tuple(range(7)),
    "weekdays": (1, 2, 3, 4, 5),
    "weekends": (0, 6),
}
_NOT_WEEKLY = re.compile(
    r"\b(1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last|every other|alternate|biweekly|monthly|primer[oa]?)\b"
)
_SPAN = re.compile(r"\s*(?:-|–|—|\bto\b|\bthru\b|\bthrough\b|\ba\b)\s*")
_BETWEEN = re.compile(r"[,;/&+|\s]+|\band\b|\by\b")


def read_days(text: str) -> tuple[int, ...]:
    """The weekdays (0 = Sunday) a listing names, in order; none when it cannot be read.

    A day of the month ("1st Monday") is none: shown every week it would send people to a locked door.
    """
    said = text.strip().casefold().replace(".", "")
    if said in _GROUPS:
        return _GROUPS[said]
    if _NOT_WEEKLY.search(said):
        return ()
    days: list[int] = []
    for part in re.split(r"[,;/&+|]|\band\b|\by\b", said):
        found = _days_of_part(part.strip())
        if found is None:
            return ()
        days += [day for day in found if day not in days]
    return tuple(days)


def _days_of_part(part: str) -> list[int] | None:
    ends = [_day(word) for word in _SPAN.split(part)]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return [(ends[0] + step) % 7 for step in range((ends[1] - ends[0]) % 7 + 1)]
    found: list[int] = []
    for word in _BETWEEN.split(part):
        day = _day(word)
        if word and day is None:
            return None
        if day is not None:
            found.append(day)
    return found


def _day(word: str) -> int | None:
    if re.fullmatch(r"[0-6]", word):
        return int(word)
    if word in _DAY_OF:
        return _DAY_OF[word]
    return _DAY_OF.get(word.removesuffix("s"))


_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?([0-5]\d))?(?::[0-5]\d(?:\.0+)?)?\s*(am|pm|a|p)?")
_WORDS = {"noon": 12 * 60, "mediodía": 12 * 60, "midday": 12 * 60, "midnight": 0, "medianoche": 0}


def read_time(text: str, half: str = "") -> int | None:
    """The minute of the day; `half` is what a column of its own says ("am", "pm")."""
    said = re.sub(r"(?<=[ap])[.\s]*m\b\.?", "m", text.strip().casefold())
    if said in _WORDS:
        return _WORDS[said]
    if re.fullmatch(r"0?\.\d+", said):  # a spreadsheet's part of a day
        return round(float(said) * MINUTES_A_DAY) % MINUTES_A_DAY
    found = _CLOCK.fullmatch(said.removesuffix(".").strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    which = (found[3] or re.sub(r"[^ap]", "", half.casefold())[:1])[:1]
    return _minute(hour, minute, which)


def _minute(hour: int, minute: int, which: str) -> int | None:
    if hour > 23 or (which == "a" and hour > 12):
        return None
    if which and hour <= 12:
        hour = hour % 12 + (12 if which == "p" else 0)
    return hour * 60 + minute


def read_times(text: str, half: str = "") -> tuple[int | None, int | None]:
    """Start and end of "7:00 pm", "7-8:30 pm", "19:00 - 20:00"; the end is None when nobody says it."""
    ends = [part for part in _SPAN.split(text.strip().casefold()) if part]
    if len(ends) != 2:
        return read_time(text, half), None
    late = read_time(ends[1], half)
    early = read_time(ends[0], half)
    said_half = re.search(r"([ap])\.?\s*m?\.?\s*$", ends[1])
    if late is not None and said_half and not re.search(r"[ap]", ends[0]):
        # "7-8 pm" shares its half; "11-1 pm" begins before noon.
        shared = read_time(ends[0], said_half[1])
        early = shared if shared is not None and shared <= late else early
    return early, late if early is not None else None


def length(start: int, end: int | None, usual: int = 60) -> int:
    """Minutes a meeting lasts; the usual hour when the listing gives no end."""
    return usual if end is None or end == start else (end - start) % MINUTES_A_DAY
