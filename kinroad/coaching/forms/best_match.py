"""Forms around the proposal for everyone who waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId

CHOOSE = {"required": _("Choose one of the people."), "invalid": _("Choose one of the people.")}


class SettleForm(ActionFormWithId):
    """One press beside a line: these two together, not these two, leave out for now, or take that back."""

    what = forms.ChoiceField(choices=[(name, name) for name in ("together", "not_these", "left_out", "free")])
    peer_leader = forms.UUIDField(required=False, widget=forms.HiddenInput, error_messages=CHOOSE)


class AskForm(ActionForm):
    """One press beside a line: ask these two."""

    line = forms.UUIDField(widget=forms.HiddenInput, error_messages=CHOOSE)


class AskAllForm(ActionForm):
    """One press for the whole proposal, as it stood on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
