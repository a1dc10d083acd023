"""The form of a check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.people.forms.numbers import NumberField
from kinroad.workforce.models import Clearance

DAY = {"required": _("Enter a day."), "invalid": _("Enter a day, like 11/13/2026.")}


def a_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "data-width": "short"})


class ClearanceForm(ActionFormWithId):
    """What somebody was checked for, when, and until when it stands."""

    kind = forms.ChoiceField(
        label=_("What were they checked for?"),
        choices=Clearance.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the check is for.")},
    )
    checked_on = forms.DateField(label=_("Checked on"), widget=a_day(), error_messages=DAY)
    expires_on = forms.DateField(
        label=_("Good until"),
        widget=a_day(),
        error_messages=DAY,
        help_text=_("For a driver the earliest day: of the license, the insurance or the check."),
    )
    room = NumberField(
        label=_("For how many"),
        least=1,
        most=20,
        help_text=_("Seats beside the driver, or children at one time."),
    )
