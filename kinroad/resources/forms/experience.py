"""How was it? One choice, and room for a word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.resources.models import Experience


class ExperienceForm(ActionFormWithId):
    """For somebody who has been there."""

    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=Experience.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: did it help?")},
    )
    words = forms.CharField(
        label=_("What should the next person know?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How they treat people, what to ask for, how long it took. Please name no one."),
    )


class HideForm(ActionForm):
    """Why an editor hides words."""

    hidden = forms.ChoiceField(label=_("Why hide it?"), choices=Experience.Hidden.choices, required=False)
