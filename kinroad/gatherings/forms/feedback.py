"""How was it? Two questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.gatherings.models import Felt


class FeedbackForm(ActionFormWithId):
    """Two questions, and room for a word."""

    welcome = forms.ChoiceField(
        label=_("Did you feel welcome?"),
        choices=Felt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: did you feel welcome?")},
    )
    again = forms.ChoiceField(
        label=_("Would you come again?"),
        choices=Felt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: would you come again?")},
    )
    words = forms.CharField(
        label=_("A word to those who lead it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If you wish. Please name no one."),
    )
