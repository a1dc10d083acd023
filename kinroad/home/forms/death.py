"""The form of a death."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId


class DeathForm(ActionFormWithId):
    """The day, and who told us. `today` is the last day that can be said."""

    on = forms.DateField(
        label=_("Which day?"),
        help_text=_("As near as you know it."),
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
        error_messages={"required": _("Enter the day, as near as you know it.")},
    )
    told_by = forms.CharField(
        label=_("Who told you?"),
        max_length=200,
        error_messages={"required": _("Write who told you, so that a mistake can be found.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        """The day is not ahead of us."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("This day has not come yet."))
        return on
