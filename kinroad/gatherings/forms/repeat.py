"""The fields that say when a gathering comes round, and the words that say it again."""

from datetime import date, datetime, time, timedelta
from typing import Any

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from kinroad.core.forms import Form
from kinroad.core.time import today
from kinroad.design.formats import day
from kinroad.gatherings.models import Gathering
from kinroad.gatherings.rules.recurrence import check_rule
from kinroad.gatherings.rules.repeat import DAYS, LAST, MOST_DATE, NTHS, Often, Repeat, repeat_of, rule_of

FARTHEST_BACK = timedelta(days=60)
FARTHEST_AHEAD = timedelta(days=396)
OFTEN = [
    (Often.ONCE.value, gettext_lazy("Once")),
    (Often.WEEKLY.value, gettext_lazy("Every week")),
    (Often.FORTNIGHTLY.value, gettext_lazy("Every two weeks")),
    (Often.MONTHLY_DAY.value, gettext_lazy("Every month on a weekday, like the 2nd Saturday")),
    (Often.MONTHLY_DATE.value, gettext_lazy("Every month on a date, like the 15th or the last day")),
    (Often.YEARLY.value, gettext_lazy("Every year on the same date")),
    (Often.YEARLY_DAY.value, gettext_lazy("Every year on a weekday, like the 4th Thursday of November")),
    (Often.OTHER.value, gettext_lazy("Another rule")),
]
WEEKDAYS = [
    ("MO", gettext_lazy("Monday")),
    ("TU", gettext_lazy("Tuesday")),
    ("WE", gettext_lazy("Wednesday")),
    ("TH", gettext_lazy("Thursday")),
    ("FR", gettext_lazy("Friday")),
    ("SA", gettext_lazy("Saturday")),
    ("SU", gettext_lazy("Sunday")),
]
NTH_NAMES = {
    1: pgettext_lazy("of the month", "1st"),
    2: pgettext_lazy("of the month", "2nd"),
    3: pgettext_lazy("of the month", "3rd"),
    4: pgettext_lazy("of the month", "4th"),
    LAST: pgettext_lazy("of the month", "last"),
}
AS_ON_THE_FIRST = ("0", gettext_lazy("As on the first day"))
DATE = {"required": gettext_lazy("Enter a day."), "invalid": gettext_lazy("Enter a day, like 11/13/2026.")}
TIME = {"required": gettext_lazy("Enter a time."), "invalid": gettext_lazy("Enter a time, like 6:00 pm.")}


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, with our words."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
        error_messages=DATE,
    )


def time_field(label: Any) -> forms.TimeField:
    """A time of the day, with our words."""
    widget = forms.TimeInput(attrs={"type": "time", "data-width": "short"}, format="%H:%M")
    formats = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I:%M%p", "%I%p"]
    return forms.TimeField(label=label, widget=widget, input_formats=formats, error_messages=TIME)


def date_names() -> list[tuple[str, Any]]:
    """The dates of a month that every month has, and its last day."""
    dates = [(str(each), str(each)) for each in range(1, MOST_DATE + 1)]
    return [AS_ON_THE_FIRST, *dates, (str(LAST), gettext_lazy("The last day"))]


class RepeatFields(Form):
    """When it begins and ends, and how often it comes round."""

    WHEN = ("starts_on", "start_time", "ends", "often", "days")
    WHEN_FURTHER = ("nth", "on_date", "text", "last_on")

    starts_on = day_field(gettext_lazy("First day"))
    start_time = time_field(gettext_lazy("Begins at"))
    ends = time_field(gettext_lazy("Ends at"))
    often = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=OFTEN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often.")},
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days of the week?"),
        required=False,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing chosen: the weekday of the first day."),
    )
    nth = forms.TypedChoiceField(
        label=gettext_lazy("Which one of the month?"),
        required=False,
        coerce=int,
        choices=[AS_ON_THE_FIRST, *((str(nth), NTH_NAMES[nth]) for nth in NTHS)],
        help_text=gettext_lazy("For a weekday of the month, like the 2nd Saturday."),
    )
    on_date = forms.TypedChoiceField(
        label=gettext_lazy("Which date of the month?"),
        required=False,
        coerce=int,
        choices=date_names,
    )
    text = forms.CharField(
        label=gettext_lazy("Another rule"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("An RRULE of iCalendar, for who knows it: FREQ=MONTHLY;BYDAY=1MO,3MO"),
    )
    last_on = day_field(
        gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave it empty when it goes on.")
    )

    def clean_starts_on(self) -> date:
        """Raises ValidationError for a day nobody could mean."""
        first: date = self.cleaned_data["starts_on"]
        here = today("UTC")
        if not here - FARTHEST_BACK <= first <= here + FARTHEST_AHEAD:
            raise ValidationError(_("Enter a day within the last two months or the coming year."))
        return first

    def clean(self) -> dict[str, Any]:
        """Rule and minutes instead of what was said about them."""
        said = super().clean() or {}
        if said.get("start_time") and said.get("ends"):
            said["minutes"] = minutes_between(said["start_time"], said["ends"])
        if said.get("starts_on") and said.get("often"):
            said["rule"] = self._rule(said)
        return said

    def _rule(self, said: dict[str, Any]) -> str:
        days = tuple(said.get("days") or ())
        if said["often"] in (Often.MONTHLY_DAY, Often.YEARLY_DAY) and len(days) > 1:
            self.add_error("days", _("Choose one day of the week, or none."))
        repeat = Repeat(
            Often(said["often"]),
            days=days,
            nth=said.get("nth") or 0,
            date=said.get("on_date") or 0,
            text=said.get("text", ""),
        )
        rule = rule_of(repeat, starts_on=said["starts_on"])
        if repeat.often == Often.OTHER:
            try:
                check_rule(rule)
            except ValueError:
                self.add_error("text", _("We cannot follow this rule. Look at it, or choose one of the lines above."))
        return rule

    def times(self) -> dict[str, Any]:
        """The fields of Gathering that say when."""
        names = ("starts_on", "start_time", "minutes", "rule", "last_on")
        return {name: self.cleaned_data.get(name) for name in names}


def minutes_between(start: time, end: time) -> int:
    """Minutes from one time of the day to another; an end that is not later is on the next day."""
    return ((end.hour - start.hour) * 60 + end.minute - start.minute - 1) % 1440 + 1


def times_said(gathering: Gathering, *, starts_on: date) -> dict[str, Any]:
    """What the form would show for a gathering that comes round as it does, from this day on."""
    repeat = repeat_of(gathering.rule)
    end = datetime.combine(starts_on, gathering.start_time) + timedelta(minutes=gathering.minutes)
    return {
        "starts_on": starts_on,
        "start_time": gathering.start_time,
        "ends": end.time(),
        "often": repeat.often.value,
        "days": list(repeat.days),
        "nth": str(repeat.nth),
        "on_date": str(repeat.date) if repeat.often == Often.MONTHLY_DATE else "0",
        "text": repeat.text,
        "last_on": gathering.last_on,
    }


def how_often(gathering: Gathering) -> str:
    """How often it comes round, as people say it: "Every week: Friday". Empty when it happens once."""
    repeat = repeat_of(gathering.rule)
    names = dict(WEEKDAYS)
    days = ", ".join(str(names[each]) for each in sorted(repeat.days, key=DAYS.index))
    nth = {"nth": NTH_NAMES.get(repeat.nth, ""), "days": days}
    match repeat.often:
        case Often.ONCE:
            return ""
        case Often.WEEKLY:
            return _("Every week: %(days)s") % nth
        case Often.FORTNIGHTLY:
            return _("Every two weeks: %(days)s") % nth
        case Often.MONTHLY_DAY:
            return _("Every month: %(nth)s %(days)s") % nth
        case Often.MONTHLY_DATE if repeat.date == LAST:
            return _("Every month: the last day")
        case Often.MONTHLY_DATE:
            return _("Every month: day %(date)s") % {"date": repeat.date}
        case Often.YEARLY:
            on = date(2028, repeat.month, repeat.date)
            return _("Every year: %(day)s") % {"day": day(on, today=on)}
        case Often.YEARLY_DAY:
            month = get_month_names("wide", locale=get_language() or "en")[repeat.month]
            return _("Every year: %(nth)s %(days)s of %(month)s") % {**nth, "month": month}
    return _("By a rule: %(rule)s") % {"rule": repeat.text}
