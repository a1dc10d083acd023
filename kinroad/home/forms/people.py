"""Finding somebody among the people one may see."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm


class PressForm(ActionForm):
    """A button and nothing else."""


class FindForm(ActionForm):
    """What somebody remembers of a name, a phone number or an e-mail address."""

    words = forms.CharField(required=False, max_length=120, label=_("Find someone by name or phone"))
