"""The form of a try that reached nobody."""

from django import forms

from kinroad.core.forms import ActionForm
from kinroad.service_log.models import How


class TryForm(ActionForm):
    """One press. `how` comes along where there is only one way to reach them."""

    how = forms.ChoiceField(choices=[("", ""), *How.choices, ("email", "")], required=False)
