"""Forms of an administrator: who carries messages, and what becomes of those that are stuck."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.notifications.models import Provider
from kinroad.people.rules.phones import as_e164

FACTS = ("company", "agreed_on", "registration", "sender", "is_on")


class ProviderForm(ActionForm):
    """Who carries messages of one channel."""

    company = forms.CharField(required=False, max_length=80, label=_("Company"))
    agreed_on = forms.DateField(
        required=False,
        label=_("Day of the service agreement"),
        help_text=_("They hold protected information for us (42 CFR 2.11): a signed agreement comes first."),
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
    )
    registration = forms.CharField(
        required=False,
        max_length=80,
        label=_("Registration with the carriers"),
        help_text=_("The campaign's number. Without it, carriers refuse texts."),
    )
    sender = forms.CharField(
        required=False,
        max_length=40,
        label=_("Number texts come from"),
        help_text=_(
            "Your own number, or the provider's messaging service (MG…). Empty: the number in the server's settings."
        ),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    is_on = forms.BooleanField(required=False, label=_("Messages go out this way"))

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        kwargs["prefix"] = provider.channel
        super().__init__(*args, initial={name: getattr(provider, name) for name in FACTS}, **kwargs)
        if provider.channel == "email":
            del self.fields["registration"], self.fields["sender"]

    def clean_sender(self) -> str:
        """As the provider names it in what it tells us. Raises ValidationError for what is no number."""
        typed: str = self.cleaned_data["sender"].strip()
        if not typed or typed.startswith("MG"):
            return typed
        number = as_e164(typed)
        if number is None:
            raise ValidationError(_("Enter a phone number with its area code, or a messaging service (MG…)."))
        return number


class DecideForm(ActionForm):
    """What becomes of one message."""

    decision = forms.ChoiceField(choices=[(each, each) for each in ("again", "sent", "let_go")])
