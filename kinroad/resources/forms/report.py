"""This was wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.resources.models import WrongReport


class WrongForm(ActionFormWithId):
    """What is wrong, and what is right if somebody knows."""

    what = forms.ChoiceField(
        label=_("What was wrong?"),
        choices=WrongReport.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: what was wrong?")},
    )
    words = forms.CharField(
        label=_("What is right, if you know"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Please write nothing about yourself or anyone else."),
    )
