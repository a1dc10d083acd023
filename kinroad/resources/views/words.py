"""What pages say of hours and places, said once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kinroad.core.time import local
from kinroad.design.formats import clock, day, weekday_names
from kinroad.people.rules.phones import as_e164
from kinroad.resources.forms.finding import code_name
from kinroad.resources.models import CostOption, Schedule
from kinroad.resources.queries.hours import as_hours
from kinroad.resources.queries.resource import PlaceLine, PlacePage
from kinroad.resources.rules.opening import Opening, State
from kinroad.resources.rules.taxonomy import terms

Fact = tuple[str, str]
WEEK = range(7)
A_MONDAY = datetime(2026, 11, 23)  # noqa: DTZ001  # any Monday: only the names of its week are said
SHOWN_GROUPS = ("recovery", "cost", "who")


def opening_words(opening: Opening, *, zone: str, at: datetime) -> str:
    """ "Open until 5:00 pm": on the clocks of the place."""
    if opening.state is State.OPEN:
        if opening.always or opening.until is None:
            return _("Open all hours")
        until = local(opening.until, zone)
        if until - local(at, zone) > timedelta(hours=24):
            return _("Open now")
        return _("Open until %(time)s") % {"time": clock(until, zone=zone)}
    if opening.state is State.HOLIDAY:
        return _("Holiday today: call before you go")
    if opening.state is State.ASK and opening.opens_at is None:
        return _("Call to ask when they are open")
    return _opens(opening, zone=zone, at=at)


def _opens(opening: Opening, *, zone: str, at: datetime) -> str:
    if opening.opens_at is None:
        return _("Closed now. Call to ask when they open")
    opens, today = local(opening.opens_at, zone), local(at, zone).date()
    time = clock(opens, zone=zone)
    ahead = (opens.date() - today).days
    if ahead == 0:
        return _("Opens today at %(time)s") % {"time": time}
    if ahead == 1:
        return _("Opens tomorrow at %(time)s") % {"time": time}
    if ahead < 7:
        return _("Opens %(day)s at %(time)s") % {"day": weekday_names(opens.date())[0], "time": time}
    return _("Opens on %(day)s at %(time)s") % {"day": day(opens.date()), "time": time}


def facts_of(line: PlaceLine) -> list[Fact]:
    """What decides whether going there works: icon and words."""
    icons = {"recovery": "check", "cost": "info", "who": "people"}
    known = [terms()[code] for code in line.codes if code in terms()]
    ordered = sorted(
        (each for each in known if each.group in SHOWN_GROUPS), key=lambda each: SHOWN_GROUPS.index(each.group)
    )
    return [(icons[each.group], code_name(each.code)) for each in ordered[:6]]


def tel_of(number: str, extension: str = "") -> str:
    """The address behind which a phone dials; as it is written where it is no number we know."""
    said = as_e164(number) or "".join(letter for letter in number if letter in "0123456789+*#")
    return f"tel:{said};ext={extension}" if extension else f"tel:{said}"


def needs_of(codes: Iterable[str]) -> list[str]:
    """What a place helps with, in words."""
    return [code_name(code) for code in terms() if code in set(codes) and terms()[code].group == "need"]


def grouped(page: PlacePage, group: str) -> list[str]:
    """The words of one group that hold for a place, in their order."""
    return [code_name(code) for code, term in terms().items() if term.group == group and code in page.codes]


def week_of(schedules: Iterable[Schedule]) -> list[tuple[str, str]]:
    """Days and hours, line by line, as they are told: special days last."""
    rows = sorted(
        schedules,
        key=lambda row: (row.valid_to is not None, min(_weekdays(row), default=7), row.opens or A_MONDAY.time()),
    )
    return [(_days(row), _times(row)) for row in rows]


def money_of(cost: CostOption) -> str:
    """ "$120" or "$12.50"; nothing where nothing is said. 0 is free."""
    if cost.cents is None:
        return ""
    if cost.cents == 0:
        return code_name("free")
    whole, cents = divmod(cost.cents, 100)
    said = f"{whole}.{cents:02}" if cents else str(whole)
    return f"${said}" if cost.currency == "USD" else f"{said} {cost.currency}"


def _weekdays(row: Schedule) -> list[int]:
    return sorted(weekday for _number, weekday in as_hours(row).days)


def _days(row: Schedule) -> str:
    names = [weekday_names(A_MONDAY + timedelta(days=each))[0] for each in WEEK]
    hours = as_hours(row)
    days = sorted({weekday for _number, weekday in hours.days})
    numbers = sorted({number for number, _weekday in hours.days} - {0})
    if row.valid_from and row.valid_to and not days:
        if row.valid_from == row.valid_to:
            return day(row.valid_from)
        return _("%(first)s to %(last)s") % {"first": day(row.valid_from), "last": day(row.valid_to)}
    if hours.month_days:
        return _("Day of the month: %(days)s") % {"days": row.bymonthday.replace("-1", _("the last"))}
    if not days or len(days) == len(WEEK):
        return _("Every day")
    if numbers:
        said = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}
        which = ", ".join(said.get(number, str(number)) for number in numbers)
        return _("The %(which)s %(days)s of the month") % {"which": which, "days": ", ".join(names[d] for d in days)}
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return _("%(first)s to %(last)s") % {"first": names[days[0]], "last": names[days[-1]]}
    return ", ".join(names[each] for each in days)


def _times(row: Schedule) -> str:
    if row.opens is None or row.closes is None:
        said = pgettext("hours", "Closed")
    elif row.opens == row.closes:
        said = _("All day and all night")
    else:
        said = _("%(first)s to %(last)s") % {"first": clock(row.opens), "last": clock(row.closes)}
    return f"{said} ({row.notes})" if row.notes else said
