"""The form of an ask: only what its kind needs."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.people.forms.numbers import NumberField
from kinroad.practical_help.models import Ask
from kinroad.practical_help.rules.ask import AT_AN_HOUR, Kind

BAD_DAY = {"required": _("Enter a day."), "invalid": _("Enter a day, like 11/13/2026.")}
BAD_HOUR = {"required": _("Enter an hour."), "invalid": _("Enter an hour, like 6:30 PM.")}
HOURS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I:%M%p", "%I%p")
# What is asked for beside the words and whether anyone may help.
FIELDS = {
    Kind.RIDE: ("day", "starts", "place", "how_many", "needs", "zip", "weekly_until"),
    Kind.CHILD_CARE: ("day", "starts", "ends", "how_many", "place", "zip", "weekly_until"),
    Kind.MOVING: ("day", "starts", "place", "zip"),
    Kind.FUND: ("dollars", "wanted_by"),
}
OTHERS = ("wanted_by", "zip")
HOW_MANY = {Kind.RIDE: _("How many people ride?"), Kind.CHILD_CARE: _("How many children?")}
PLACE = {
    Kind.RIDE: (_("From where to where?"), _("Only whoever drives you reads this, after you both say yes.")),
    Kind.CHILD_CARE: (_("Where?"), _("Only whoever helps reads this, after you both say yes.")),
    Kind.MOVING: (_("From where to where?"), _("Only whoever helps reads this, after you both say yes.")),
}
WORDS = {
    Kind.CLOTHING: (_("What do you need?"), _("For example: a winter coat, men’s large.")),
    Kind.FORM: (_("Which form or benefit?"), _("Food benefits, say, or a birth record.")),
    Kind.FUND: (_("What is it for?"), _("For example: the fee for an ID card.")),
    Kind.CHILD_CARE: (_("What else helps to know?"), _("Ages help. Please leave out names.")),
}
USUAL_WORDS = (_("What else helps to know?"), _("Only whoever helps reads this, after you both say yes."))
WORDS_NEEDED = (Kind.CLOTHING, Kind.FORM, Kind.FUND)


def a_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "data-width": "short"})


def an_hour() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "data-width": "short"}, format="%H:%M")


class AskForm(ActionFormWithId):
    """When, where, for how many. `kind` decides which of the fields stand there."""

    day = forms.DateField(label=_("Which day?"), widget=a_day(), error_messages=BAD_DAY)
    starts = forms.TimeField(label=_("At what time?"), widget=an_hour(), error_messages=BAD_HOUR, input_formats=HOURS)
    ends = forms.TimeField(label=_("Until when?"), widget=an_hour(), error_messages=BAD_HOUR, input_formats=HOURS)
    wanted_by = forms.DateField(
        label=_("By which day?"),
        required=False,
        widget=a_day(),
        error_messages=BAD_DAY,
        help_text=_("Leave it empty if it can wait a week."),
    )
    place = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    how_many = NumberField(least=1, most=12, initial=1)
    needs = forms.MultipleChoiceField(
        label=_("Do you need one of these?"),
        choices=Ask.Needs.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    zip = forms.CharField(
        label=_("ZIP code where it starts"),
        required=False,
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", _("Enter five digits."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "short"}),
        help_text=_("So that people near you see it. They see about how far, and no more."),
    )
    dollars = NumberField(label=_("How many dollars?"), least=1, most=5000)
    words = forms.CharField(max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    weekly_until = forms.DateField(
        label=_("Every week until"),
        required=False,
        widget=a_day(),
        error_messages=BAD_DAY,
        help_text=_("Leave it empty for one time."),
    )
    anyone = forms.BooleanField(
        label=_("Anyone you have checked may help"),
        required=False,
        help_text=_("Then you need not say yes again. They see your name and number at once."),
    )

    def __init__(self, *args: Any, kind: str, zone: str, beside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.zone = Kind(kind), zone
        wanted = {"id", *FIELDS.get(self.kind, OTHERS), "words"} | ({"anyone"} if self.kind != Kind.FUND else set())
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        self._say("words", *WORDS.get(self.kind, USUAL_WORDS))
        self.fields["words"].required = self.kind in WORDS_NEEDED
        self.fields["words"].error_messages["required"] = _("Say in a few words what you need.")
        if "place" in self.fields:
            self._say("place", *PLACE[self.kind])
            self.fields["place"].error_messages["required"] = _("Say where.")
        if "how_many" in self.fields:
            self.fields["how_many"].label = HOW_MANY[self.kind]
        if beside and "anyone" in self.fields:
            self.fields["anyone"].label = _("They say: anyone checked may help")

    def _say(self, name: str, label: Any, hint: Any) -> None:
        self.fields[name].label, self.fields[name].help_text = label, hint

    def clean(self) -> dict[str, Any]:
        """The hours as moments in UTC, on the clocks of the participant."""
        said = super().clean() or {}
        if self.errors:
            return said
        day, starts, ends = (said.pop(name, None) for name in ("day", "starts", "ends"))
        said |= {"kind": self.kind.value, "zone": self.zone, "starts_at": None, "ends_at": None}
        if self.kind in AT_AN_HOUR:
            said["starts_at"] = self._moment(day, starts)
            said["ends_at"] = self._moment(day if not ends or ends > starts else day + timedelta(days=1), ends)
        return said

    def _moment(self, day: date, hour: time | None) -> datetime | None:
        return datetime.combine(day, hour, tzinfo=ZoneInfo(self.zone)) if hour else None
