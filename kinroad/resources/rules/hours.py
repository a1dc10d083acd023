"""Hours as lists write them become schedules; what cannot be told for sure stays in their own words."""

import re

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = {
    word: number
    for number, words in enumerate(
        ("monday mon mo m lunes", "tuesday tues tue tu t martes", "wednesday wed we w miercoles",
         "thursday thurs thur thu th r jueves", "friday fri fr f viernes", "saturday sat sa sabado",
         "sunday sun su domingo")
    )
    for word in words.split()
}  # fmt: skip
_ALL = re.compile(r"^(daily|every ?day|7 days( a week)?|24/7|all week)$")
_CLOCK = r"(\d{1,2})(?::(\d\d))?\s*(am|pm|a\.m\.|p\.m\.)?"
_SPAN = re.compile(rf"^{_CLOCK}\s*(?:-|–|to|until)\s*{_CLOCK}$")
_ROUND = re.compile(r"^(24/7|24 ?(hr|hrs|hour|hours)( a day)?)$")


def read_days(text: str) -> str | None:
    """ "MO,TU,WE,TH,FR" of "Mon-Fri"; None when it is not surely days."""
    words = " ".join(text.casefold().replace(".", " ").split())
    if _ALL.match(words):
        return ",".join(DAYS)
    numbers: list[int] = []
    for part in re.split(r"\s*(?:,|&|\band\b|/|;)\s*", words):
        ends = [_DAY.get(end.strip(), -1) for end in re.split(r"-|–|\bto\b|\bthrough\b", part)]
        if -1 in ends or len(ends) > 2:
            return None
        first, last = ends[0], ends[-1]
        numbers += [number % 7 for number in range(first, last + 1 if last >= first else last + 8)]
    return ",".join(DAYS[number] for number in sorted(set(numbers))) if numbers else None


def read_span(text: str) -> tuple[str, str] | None:
    """("08:00", "17:00") of "8am - 5 pm"; ("00:00", "00:00") around the clock; None when it is not surely that."""
    words = " ".join(text.casefold().split())
    if _ROUND.match(words):
        return "00:00", "00:00"
    found = _SPAN.match(words)
    if not found or not (found[3] or found[6]):
        return None
    first, last = _minute(found[1], found[2], found[3] or found[6]), _minute(found[4], found[5], found[6] or found[3])
    return None if first is None or last is None else (first, last)


def _minute(hour: str, minute: str | None, half: str) -> str | None:
    number, past = int(hour), int(minute or 0)
    if not 1 <= number <= 12 or past > 59:
        return None
    return f"{number % 12 + (12 if half.startswith('p') else 0):02}:{past:02}"


def read_schedule(days: str, hours: str) -> tuple[str, str, str] | None:
    """Days, opening and closing of two cells, or None when either is not surely that."""
    spans = read_span(hours) or (read_span(days) if not hours.strip() else None)
    on = read_days(days) or (",".join(DAYS) if spans == ("00:00", "00:00") and not days.strip() else None)
    return (on, *spans) if on and spans else None
