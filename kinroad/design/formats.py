"""Days, times, amounts and phone numbers as people say them, in the active language.

Babel knows the forms; what it costs is paid once for each day and language (a timeline prints fifty of them).
"""

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

# Spanish for people in the United States: 1,234 and 4:40 p. m.
LOCALES = {"en": "en_US", "es": "es_US"}
MINUTES_IN_HOUR = 60
HOURS_SAID_IN_MINUTES = 4


def _locale() -> str:
    return LOCALES.get((get_language() or "en")[:2], "en_US")


def _local(value: date | datetime, zone: str | tzinfo | None) -> date | datetime:
    """A moment as the clock on the wall of `zone` (IANA name) shows it; a day stays the day it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value, ZoneInfo(zone) if isinstance(zone, str) else zone)
    return value


def _date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)
def _say_day(value: date, pattern: str, locale: str) -> str:
    """The patterns are CLDR's, and words like any other: each language has its own order."""
    return format_date(value, pattern, locale=locale)


def day(value: date | datetime | None, *, zone: str | tzinfo | None = None, today: date | None = None) -> str:
    """ "November 13", with the year when it is not this year."""
    if not value:
        return ""
    on = _date(_local(value, zone))
    this_year = (today or timezone.localdate()).year
    if on.year != this_year:
        return day_year(on)
    return _say_day(on, pgettext("date pattern", "MMMM d"), _locale())


def day_year(value: date | datetime | None, *, zone: str | tzinfo | None = None) -> str:
    """ "November 13, 2026": for whatever is kept, printed or signed."""
    if not value:
        return ""
    return _say_day(_date(_local(value, zone)), pgettext("date pattern", "MMMM d, y"), _locale())


def weekday(value: date | datetime | None, *, zone: str | tzinfo | None = None) -> str:
    """ "Friday, November 13"."""
    if not value:
        return ""
    return _say_day(_date(_local(value, zone)), pgettext("date pattern", "EEEE, MMMM d"), _locale())


def month(value: date | datetime | None, *, zone: str | tzinfo | None = None) -> str:
    """ "November 2026"."""
    return _say_day(_date(_local(value, zone)), pgettext("date pattern", "MMMM y"), _locale()) if value else ""


def month_short(value: date | datetime | None) -> str:
    """ "Nov": under a bar of a chart."""
    return _say_day(_date(value), "MMM", _locale()).rstrip(".") if value else ""


def month_day(value: date | datetime | None) -> str:
    """ "11/13": under a bar of a chart that stands for one day."""
    return _say_day(_date(value), pgettext("date pattern", "M/d"), _locale()) if value else ""


def weekday_names(value: date | datetime) -> tuple[str, str]:
    """("Sunday", "Sun"): the heads of a calendar."""
    on, locale = _date(value), _locale()
    return _say_day(on, "cccc", locale), _say_day(on, "ccc", locale).rstrip(".")


def clock(value: datetime | time | None, *, zone: str | tzinfo | None = None) -> str:
    """ "4:40 pm" or "4:40 p. m.": the form the field uses, with a space that does not break."""
    if value is None:
        return ""
    at = _local(value, zone) if isinstance(value, datetime) else value
    spanish = _locale().startswith("es")
    half = ("a.\u00a0m.", "p.\u00a0m.") if spanish else ("am", "pm")
    return f"{at.hour % 12 or 12}:{at.minute:02}\u00a0{half[at.hour >= 12]}"  # type: ignore[union-attr]


def when(value: date | datetime | None, *, zone: str | tzinfo | None = None, today: date | None = None) -> str:
    """ "Today, 4:40 pm", "Yesterday", "November 13, 4:40 pm"."""
    if not value:
        return ""
    local = _local(value, zone)
    if today is None:
        today = timezone.localdate(timezone=ZoneInfo(zone) if isinstance(zone, str) else zone)
    distance = (_date(local) - today).days
    if -1 <= distance <= 1:
        said = (gettext("Today"), gettext("Tomorrow"), gettext("Yesterday"))[distance]
    else:
        said = day(local, zone=zone, today=today)
    return f"{said}, {clock(local, zone=zone)}" if isinstance(local, datetime) else said


def minutes(value: int | None) -> str:
    """ "20 minutes", "2 hours": whole hours as hours, up to four hours otherwise in minutes."""
    return "" if value is None else _say_minutes(value, get_language())


@lru_cache(maxsize=4096)
def _say_minutes(value: int, _language: str | None) -> str:
    hours, rest = divmod(value, MINUTES_IN_HOUR)
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number(hours)}
    if hours and not rest:
        return in_hours
    if hours < HOURS_SAID_IN_MINUTES:
        return ngettext("%(count)s minute", "%(count)s minutes", value) % {"count": value}
    return f"{in_hours} {ngettext('%(count)s minute', '%(count)s minutes', rest) % {'count': rest}}"


@lru_cache(maxsize=4096)
def phone(value: str | None) -> str:
    """ "555-555-0117" for +15555550117; numbers of other countries with their country."""
    if not value:
        return ""
    if value.startswith("+1") and len(value) == len("+15555550117"):
        return f"{value[2:5]}-{value[5:8]}-{value[8:]}"
    try:
        return phonenumbers.format_number(phonenumbers.parse(value, "US"), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return value


def initials(called: str | None) -> str:
    """The first two letters of the name someone is called by: "El"."""
    return (called or "").strip()[:2].capitalize()


def opening(words: str) -> str:
    """As the first words of a sentence: Spanish writes its weekdays small."""
    return words[:1].upper() + words[1:]


def number(value: float | None) -> str:
    """ "1,234"."""
    return "" if value is None else format_decimal(value, locale=_locale())


FILTERS = {
    "day": day,
    "day_year": day_year,
    "weekday": weekday,
    "month": month,
    "month_short": month_short,
    "month_day": month_day,
    "weekday_names": weekday_names,
    "clock": clock,
    "when": when,
    "minutes": minutes,
    "phone": phone,
    "initials": initials,
    "number": number,
    "opening": opening,
}
