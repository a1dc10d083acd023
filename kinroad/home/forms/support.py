"""Forms about the time of support, and about what is shown on one's own phone."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.people.models import Episode


class EndSupportForm(ActionForm):
    """Why support ends, and on which day. `today` is the last day that can be said."""

    reason = forms.ChoiceField(
        label=_("Why does support end?"), choices=Episode.Reason.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=_("Last day of support"), widget=forms.DateInput(attrs={"type": "date", "data-width": "short"})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, initial={"on": today}, **kwargs)

    def clean_on(self) -> date:
        """The last day is not ahead of us."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("This day has not come yet."))
        return on


class BeginSupportForm(ActionForm):
    """What they would like now; nothing has to be said."""

    words = forms.CharField(
        required=False,
        max_length=2000,
        label=_("What would you like?"),
        help_text=_("Only if you want to say. In your own words."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
