"""Hours for calls."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.forms.call_enrollment import as_time, clocks
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.design.formats import weekday

DAYS_AHEAD = 14


class HoursForm(ActionFormWithId):
    """A day, and from when to when."""

    on = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat)
    starts = forms.TypedChoiceField(label=_("From"), coerce=as_time, initial="17:00")
    ends = forms.TypedChoiceField(label=_("Until"), coerce=as_time, initial="19:00")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [today + timedelta(days=each) for each in range(DAYS_AHEAD)]
        self._choose("on", [(each.isoformat(), weekday(each)) for each in days])
        for name in ("starts", "ends"):
            self._choose(name, clocks())

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class SomeonesHoursForm(HoursForm):
    """The same for somebody else."""

    peer_leader = forms.TypedChoiceField(label=_("Who calls?"), coerce=UUID)
    field_order = ("peer_leader", "on", "starts", "ends")

    def __init__(self, *args: Any, callers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("peer_leader", [("", _("Choose")), *callers])


class DialingForm(ActionForm):
    """What is dialed before every number."""

    prefix = forms.CharField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("Dialed before every number"),
        required=False,
        max_length=6,
        help_text=_("*67 hides the caller's number in the United States and Canada. Empty: it is shown."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "data-width": "short"}),
    )
