"""The form of an organization's reading times: hours of each weekday, days nobody is there, and who is on call."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import ReadingTimes
from kinroad.core.forms import ActionForm
from kinroad.design.formats import clock

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
LEAP_YEAR = 2024  # so that February 29 may be a yearly day


def half_hours() -> list[tuple[str, Any]]:
    """Every half hour of a day, and none."""
    told = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
    return [("", _("Nobody")), *((f"{each:%H:%M}", clock(each)) for each in told)]


class ReadingTimesForm(ActionForm):
    """When a person reads what participants answer. What stands here is what participants are promised."""

    closed = forms.CharField(
        label=_("Days on which nobody reads"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: 12/25 for every year, 11/26/2026 for one year."),
    )
    on_call = forms.TypedChoiceField(
        label=_("On call when nobody reads"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_(
            "They get an e-mail and a text, as far as we have both, that give nothing away. Ask them first. "
            "Nobody: participants are told so."
        ),
    )

    def __init__(self, *args: Any, times: ReadingTimes, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        initial = {"closed": "\n".join(_as_typed(each) for each in times.closed), "on_call": times.on_call_id}
        for weekday in range(7):
            start, end = times.week.get(str(weekday), ("", ""))
            initial |= {f"from_{weekday}": start, f"until_{weekday}": end}
        super().__init__(*args, initial=initial, **kwargs)
        for weekday, label in enumerate(WEEKDAYS):
            named: dict[str, Any] = {"required": False, "choices": half_hours}
            self.fields[f"from_{weekday}"] = forms.ChoiceField(label=_("%(day)s from") % {"day": label}, **named)
            self.fields[f"until_{weekday}"] = forms.ChoiceField(label=_("%(day)s until") % {"day": label}, **named)
        self.fields["on_call"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]

    def weekdays(self) -> Iterator[tuple[Any, Any, Any]]:
        """For each weekday its name and its two fields."""
        for weekday, label in enumerate(WEEKDAYS):
            yield label, self[f"from_{weekday}"], self[f"until_{weekday}"]

    def clean_closed(self) -> list[str]:
        """Raises ValidationError with the line that is no day."""
        return sorted({_as_kept(line.strip()) for line in self.cleaned_data["closed"].splitlines() if line.strip()})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        week = {}
        for weekday in range(7):
            start, end = cleaned.pop(f"from_{weekday}", ""), cleaned.pop(f"until_{weekday}", "")
            if start and end and start < end:
                week[str(weekday)] = (start, end)
            elif start or end:
                self.add_error(f"until_{weekday}", _("Enter when it begins and, later, when it ends."))
        return {**cleaned, "week": week}


def _as_kept(line: str) -> str:
    parts = line.split("/")
    try:
        numbers = [int(each) for each in parts]
        if len(numbers) == 2:
            return f"{date(LEAP_YEAR, numbers[0], numbers[1]):%m-%d}"
        if len(numbers) == 3:
            return date(numbers[2], numbers[0], numbers[1]).isoformat()
    except ValueError:
        pass
    raise ValidationError(_("“%(line)s” is no day. Write it like 12/25 or 11/26/2026.") % {"line": line})


def _as_typed(kept: str) -> str:
    parts = kept.split("-")
    return f"{int(parts[-2])}/{int(parts[-1])}" + (f"/{parts[0]}" if len(parts) == 3 else "")
