"""Forms of warm hand-offs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.actions.warm_hand_off import NOT_YET
from kinroad.coaching.models import WarmHandOff
from kinroad.coaching.models.who_should_answer import OWN_ROLES
from kinroad.core.forms import ActionForm, ActionFormWithId

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one.")}
Outcome = WarmHandOff.Outcome


class WarmHandOffForm(ActionFormWithId):
    """To whom, how, their yes, and when to ask how it went."""

    to = forms.ChoiceField(
        label=_("Who can answer it"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[(role.value, role.label) for role in OWN_ROLES],
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("How"), widget=forms.RadioSelect, choices=WarmHandOff.How.choices, error_messages=CHOOSE
    )
    said_yes = forms.BooleanField(
        label=_("They said yes to this"),
        error_messages={"required": _("Ask them first. It goes to someone else only when they say yes.")},
    )
    follow_up_on = forms.DateField(
        label=_("Ask how it went on"), error_messages={"required": _("Choose a day to ask how it went.")}
    )


class OutcomeForm(ActionForm):
    """How it went, or another day to ask."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        choices=[
            (Outcome.CONNECTED.value, Outcome.CONNECTED.label),
            (Outcome.NOT_CONNECTED.value, Outcome.NOT_CONNECTED.label),
            (Outcome.NOT_WANTED.value, Outcome.NOT_WANTED.label),
            (NOT_YET, _("Not known yet: ask again")),
        ],
    )
    why = forms.CharField(
        label=_("What stood in the way"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only when it did not work out. They can read it. Name nobody else."),
    )
    follow_up_on = forms.DateField(label=_("Ask again on"), required=False)

    def clean_why(self) -> Any:
        return self.cleaned_data["why"].strip()
