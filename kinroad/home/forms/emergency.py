"""The form of the emergency door."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.people.rules.phones import as_e164

FEWEST_WORDS = 3


class EmergencySightForm(ActionFormWithId):
    """Whom, exactly, and why, in words."""

    reason = forms.CharField(
        label=_("What is happening?"),
        help_text=_("In your own words. Your supervisor reads this now, and the person can read it too."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what is happening. Without it nothing opens.")},
    )
    name = forms.CharField(
        label=_("Their name"),
        help_text=_("Exactly as they gave it."),
        max_length=120,
        error_messages={"required": _("Enter their name as they gave it.")},
    )
    phone = forms.CharField(label=_("Their phone number"), required=False, max_length=40)
    birth_on = forms.DateField(
        label=_("Or their birth date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
    )

    def clean_reason(self) -> str:
        """A word is not a reason."""
        reason: str = self.cleaned_data["reason"]
        if len(reason.split()) < FEWEST_WORDS:
            raise ValidationError(_("Write what is happening, in a few words."))
        return reason

    def clean_phone(self) -> str:
        """A number we can read."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and as_e164(phone) is None:
            raise ValidationError(_("Enter a phone number with its area code."))
        return phone

    def clean(self) -> dict[str, Any]:
        """A name alone opens nothing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        on: date | None = given.get("birth_on")
        if not on and not given.get("phone") and not {"phone", "birth_on"} & set(self.errors):
            self.add_error("phone", _("Enter their phone number or their birth date as well."))
        return given
