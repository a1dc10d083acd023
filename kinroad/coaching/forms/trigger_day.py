"""The form of a day in the trigger calendar."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import TriggerDay
from kinroad.core.forms import ActionFormWithId
from kinroad.design.formats import clock

FIRST_HOUR, LAST_HOUR = 8, 21


def hours() -> list[tuple[str, Any]]:
    """The hours a wish may name, as clocks show them."""
    named = [time(hour) for hour in range(FIRST_HOUR, LAST_HOUR + 1)]
    return [("", _("Any time that day")), *((f"{each:%H:%M}", clock(each)) for each in named)]


def as_time(value: str) -> time | None:
    return time.fromisoformat(value) if value else None


class TriggerDayForm(ActionFormWithId):
    """A day, how it comes round, what helps, and by when somebody should be in touch."""

    what = forms.CharField(
        label=_("What day is it?"),
        max_length=60,
        help_text=_("For example: payday, a birthday, a day in court."),
        error_messages={"required": _("Give the day a name.")},
    )
    first_on = forms.DateField(
        label=_("When is it?"),
        help_text=_("The next time, or any time it was. We count from there."),
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
        error_messages={"required": _("Enter a day."), "invalid": _("Enter a day, like 11/13/2026.")},
    )
    repeats = forms.ChoiceField(
        label=_("How often does it come round?"),
        choices=TriggerDay.CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )
    weekday_before = forms.BooleanField(
        label=_("On a weekend it moves to the Friday before"), required=False, help_text=_("Most paydays do.")
    )
    helps = forms.CharField(
        label=_("What helps on that day?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever walks with you reads this on that day."),
    )
    before = forms.TypedChoiceField(
        label=_("Be in touch before"), required=False, coerce=as_time, empty_value=None, choices=hours
    )

    def __init__(self, *args: Any, day: TriggerDay | None = None, beside: bool = False, **kwargs: Any) -> None:
        if day is not None:
            kwargs["initial"] = {
                **{name: getattr(day, name) for name in ("what", "first_on", "repeats", "weekday_before", "helps")},
                "before": f"{day.before:%H:%M}" if day.before else "",
                "version": day.version,
            }
        super().__init__(*args, **kwargs)
        if day is not None:
            del self.fields["id"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        if beside:
            self.fields["helps"].help_text = _("Write what they say. Whoever walks with them reads it on that day.")

    def clean_first_on(self) -> date:
        """Raises ValidationError for a day nobody could mean."""
        first: date = self.cleaned_data["first_on"]
        if not 1900 <= first.year <= 2200:
            raise forms.ValidationError(_("Enter a day, like 11/13/2026."))
        return first

    def refresh_version(self, version: int) -> None:
        """After a refusal: carry the version that stands now, so that the next save is knowing."""
        if self.is_bound and self.non_field_errors():
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("version")] = str(version)
            self.data = data
