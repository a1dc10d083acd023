"""Forms about what a participant told of a return to use, and about reaching out afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import Outreach, Recurrence
from kinroad.coaching.rules.outreach import Way
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.service_log.models import How

Told = Recurrence.Told
TOLD_ME = [(Told.PERSON.value, Told.PERSON.label), (Told.CALL.value, Told.CALL.label)]
SHORT = {"type": "date", "data-width": "short"}


class ToldForm(ActionFormWithId):
    """How they told it, and what they said of days. `names` are what they count, as they named it."""

    told_by_participant_how = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=TOLD_ME,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they told you. If they did not, nothing is written down.")},
    )
    on = forms.DateField(
        required=False,
        label=_("Which day was it?"),
        help_text=_("Only if they said."),
        widget=forms.DateInput(attrs=SHORT),
    )
    again_on = forms.DateField(
        required=False,
        label=_("From which day do they count again?"),
        help_text=_("Theirs to say, now or later."),
        widget=forms.DateInput(attrs=SHORT),
    )
    counted = forms.MultipleChoiceField(
        required=False, label=_("What was it about?"), widget=forms.CheckboxSelectMultiple
    )
    more = forms.CharField(
        required=False,
        max_length=200,
        label=_("Something else they named"),
        help_text=_("Only if they said. Leave it empty and it is about all they count."),
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counted"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if not names:
            del self.fields["counted"]

    def clean(self) -> dict[str, Any]:
        """What it was about becomes one text, one thing a line."""
        found = super().clean() or {}
        named = [*found.pop("counted", []), *(part.strip() for part in found.pop("more", "").split(","))]
        found["what"] = "\n".join(name for name in named if name)
        return found


class ReachForm(ActionForm):
    """One press: nobody answered, in this way."""

    how = forms.ChoiceField(
        label=_("How did you try?"),
        choices=[
            (Way.PHONE.value, How.PHONE.label),
            (Way.TEXT.value, How.TEXT.label),
            (Way.EMAIL.value, _("E-mail")),
            (Way.PERSON.value, How.PERSON.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you tried.")},
    )


class PressForm(ActionForm):
    """A button and nothing else."""


class AgainForm(ActionForm):
    """The participant's own day to count from again."""

    again_on = forms.DateField(
        required=False,
        label=_("From which day do I count again?"),
        widget=forms.DateInput(attrs=SHORT),
    )


class OffersForm(ActionForm):
    """Where the two offers stand."""

    treatment = forms.ChoiceField(
        required=False,
        label=_("Help to get into treatment"),
        choices=Outreach.Offer.choices,
        widget=forms.RadioSelect,
    )
    supplies = forms.ChoiceField(
        required=False,
        label=_("Naloxone and other safety supplies"),
        choices=Outreach.Offer.choices,
        widget=forms.RadioSelect,
    )


class FamilyForm(ActionForm):
    """The participant asked us to reach their family."""

    asked_themselves = forms.BooleanField(required=False, label=_("The participant asked me to"))
    words = forms.CharField(
        required=False,
        max_length=500,
        label=_("Whom did they name, and what do they want said?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
