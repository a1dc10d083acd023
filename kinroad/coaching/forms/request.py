"""Closing a request for support."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import RequestForSupport
from kinroad.core.forms import ActionForm


class CloseRequestForm(ActionForm):
    """How it ended, when nobody will walk with them for now."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[pair for pair in RequestForSupport.Outcome.choices if pair[0]],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )


class AskAgainForm(ActionForm):
    """What they would like now, in their own words."""

    words = forms.CharField(
        label=_("What would help now?"),
        help_text=_("A few words are fine. You can also leave this empty."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
