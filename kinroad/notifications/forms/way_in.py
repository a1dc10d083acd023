"""Asking for a link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm


class WayInForm(ActionForm):
    """How we know somebody."""

    said = forms.CharField(
        label=_("Your phone number, e-mail or user name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Type your phone number, e-mail or user name.")},
    )
