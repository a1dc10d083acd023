"""Sending a list to somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId, Form


class WhomForm(Form):
    """Whom one looks for; sent by POST, so that a name is never part of an address."""

    use_required_attribute = False

    words = forms.CharField(label=_("Who is it for?"), max_length=80, help_text=_("A name or a nickname."))


class SendListForm(ActionFormWithId):
    """One press for one person."""

    participant = forms.UUIDField(widget=forms.HiddenInput)
