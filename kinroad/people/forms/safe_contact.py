"""How to reach somebody safely: the number, what they allow, the name to say, the hours to leave alone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kinroad.design.formats import phone
from kinroad.people.forms.groups import GroupedForm
from kinroad.people.forms.zones import zones
from kinroad.people.models.words import PERMISSION_WORDS
from kinroad.people.rules.phones import as_e164

OFTEN = (1, 3, 7, 14, 30, 90)  # days

SAFE_CONTACT = (
    "safe_contact",
    _("How to reach you safely"),
    _("So that nobody learns anything from us. Nothing here is needed."),
    (
        "phone",
        "may_call",
        "may_text",
        "may_leave_message",
        "name_to_say",
        "quiet_from",
        "quiet_to",
        "time_zone",
        "email",
        "may_email",
        "safe_contact_words",
        "contact_every_days",
    ),
)


def may(name: str) -> forms.BooleanField:
    """A box for one kind of message, with the words that are kept beside the yes."""
    label, more = PERMISSION_WORDS[name]
    return forms.BooleanField(required=False, label=label, help_text=more)


class PhoneField(forms.CharField):
    """A phone number, kept as E.164."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "max_length": 40,
                "widget": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "data-width": "short"}),
                **kwargs,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        """555-555-0117 for what is kept as +15555550117; what was typed stays as it was typed."""
        return phone(value) if isinstance(value, str) and value.startswith("+") else value

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        number = as_e164(typed) if typed else ""
        if number is None:
            raise ValidationError(_("Write the number with its area code, like 555-555-0117."))
        return number


class SafeContactForm(GroupedForm):
    """The ways a participant allows. Permission is a yes that was said; silence is a no."""

    GROUPS = [SAFE_CONTACT]

    phone = PhoneField(required=False, label=_("Phone"), help_text=_("A number that only you answer is best."))
    may_call = may("may_call")
    may_text = may("may_text")
    may_leave_message = may("may_leave_message")
    name_to_say = forms.CharField(
        required=False,
        max_length=80,
        label=_("What name should we say?"),
        help_text=_("If someone else picks up. For example “Denise” or “the library”."),
    )
    quiet_from = forms.TimeField(
        required=False,
        label=_("Quiet from"),
        help_text=_("We do not call or text in these hours."),
        widget=forms.TimeInput(attrs={"type": "time", "data-width": "short"}),
    )
    quiet_to = forms.TimeField(
        required=False, label=_("Quiet until"), widget=forms.TimeInput(attrs={"type": "time", "data-width": "short"})
    )
    time_zone = forms.ChoiceField(
        required=False,
        label=_("Time where you are"),
        help_text=_("We never call or text before 8 or after 9 at night."),
    )
    email = forms.EmailField(
        required=False, label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    may_email = may("may_email")
    safe_contact_words = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Anything else to mind?"),
        help_text=_("For example: not on Sundays, or never at work."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    contact_every_days = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("How often would you like to hear from us?")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [("", _("The same as ours")), *zones()]  # type: ignore[attr-defined]
        often = sorted({*OFTEN, *filter(None, [self.initial.get("contact_every_days")])})
        self.fields["contact_every_days"].choices = [  # type: ignore[attr-defined]
            ("", _("Let us find out together")),
            *((days, ngettext("Every day", "Every %(count)s days", days) % {"count": days}) for days in often),
        ]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        allowed = [name for name in ("may_call", "may_text", "may_leave_message") if typed.get(name)]
        if allowed and not typed.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number we may use, or leave the three boxes below empty."))
        if typed.get("may_email") and not typed.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address we may use, or leave the box below empty."))
        if bool(typed.get("quiet_from")) != bool(typed.get("quiet_to")):
            missing = "quiet_to" if typed.get("quiet_from") else "quiet_from"
            if missing not in self.errors:
                self.add_error(missing, _("Say both times, or neither."))
        return typed
