"""Forms of an administrator: who carries messages, and what becomes of those that are stuck."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.notifications.models import Provider

FACTS = ("company", "agreed_on", "registration", "is_on")


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
    is_on = forms.BooleanField(required=False, label=_("Messages go out this way"))

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        kwargs["prefix"] = provider.channel
        super().__init__(*args, initial={name: getattr(provider, name) for name in FACTS}, **kwargs)
        if provider.channel == "email":
            del self.fields["registration"]


class DecideForm(ActionForm):
    """What becomes of one message."""

    decision = forms.ChoiceField(choices=[(each, each) for each in ("again", "sent", "let_go")])
