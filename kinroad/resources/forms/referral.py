"""Forms of referrals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.people.forms.numbers import NumberField
from kinroad.resources.models import BarrierMet, Referral
from kinroad.resources.rules.barrier import BY_AGENCY
from kinroad.resources.rules.referral import State

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one.")}
BAD_DAY = {"invalid": _("Enter a day, like 11/13/2026."), "required": _("Enter a day.")}
CODES = list(BarrierMet.Code.choices)
NOT_YET = "not_yet"
OWN_WAYS = (
    (Referral.How.ALONE.value, _("I call or go there on my own")),
    (Referral.How.CALL.value, _("I want to call with somebody beside me")),
    (Referral.How.GO.value, _("I want somebody to go with me")),
)


def a_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "data-width": "short"})


def our_minutes() -> NumberField:
    return NumberField(
        label=_("How many minutes did it take you?"),
        least=1,
        most=600,
        required=False,
        help_text=_("Leave it empty if you log a contact for the same time."),
    )


class OfferForm(ActionFormWithId):
    """How they come together, their yes, and when we ask how it went."""

    how = forms.ChoiceField(
        label=_("How will it go?"), widget=forms.RadioSelect, choices=Referral.How.choices, error_messages=CHOOSE
    )
    together_on = forms.DateField(
        label=_("On which day do you call or go together?"), required=False, widget=a_day(), error_messages=BAD_DAY
    )
    said_yes = forms.ChoiceField(
        label=_("What do they say?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("They said yes")), ("ask", _("Ask them on their own page"))],
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        label=_("What do they hope for?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In their own words. They read it. Only a letter of their own says it to anyone else."),
    )
    follow_up_on = forms.DateField(
        label=_("Ask how it went on"),
        required=False,
        widget=a_day(),
        error_messages=BAD_DAY,
        help_text=_("Leave it empty for a week from now, or after the day you go together."),
    )
    minutes = our_minutes()

    def clean_said_yes(self) -> bool:
        return bool(self.cleaned_data["said_yes"] == "yes")


class AskForm(ActionFormWithId):
    """A participant would like a service: alone, or with somebody beside them."""

    how = forms.ChoiceField(
        label=_("How would you like it?"), widget=forms.RadioSelect, choices=OWN_WAYS, error_messages=CHOOSE
    )
    words = forms.CharField(
        label=_("What do you hope for?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("You can leave it empty. Who walks with you reads it. The service does not."),
    )


class DayForm(ActionForm):
    """The day on which they call or go together."""

    together_on = forms.DateField(
        label=_("On which day do you call or go together?"), widget=a_day(), error_messages=BAD_DAY
    )


class SentForm(ActionForm):
    """It is done: the letter is made, or we called or went together."""

    minutes = our_minutes()


class OutcomeForm(ActionForm):
    """How it went, what stood in the way, and when to ask again."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        choices=[
            *[(each.value, each.label) for each in Referral.Outcome if each.value],
            (NOT_YET, _("Not known yet: ask again")),
        ],
    )
    barriers = forms.MultipleChoiceField(
        label=_("What stood in the way?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=CODES,
        help_text=_("All that is true. These are counted, without names, so that we can speak up."),
    )
    follow_up_on = forms.DateField(
        label=_("Ask again on"),
        required=False,
        widget=a_day(),
        error_messages=BAD_DAY,
        help_text=_("Leave it empty when there is nothing left to do: then it is closed."),
    )
    minutes = our_minutes()


class AnswerForm(ActionForm):
    """What a service answers."""

    answer = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        choices=[
            (State.RECEIVED.value, _("They were in touch with us")),
            (State.CONNECTED.value, _("We can help, and have begun")),
            (State.NOT_CONNECTED.value, _("We could not help")),
        ],
    )
    barriers = forms.MultipleChoiceField(
        label=_("If you could not help: why?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, label) for code, label in CODES if code in set(BY_AGENCY)],
    )


class LetterForm(ActionForm):
    """What stands on the participant's own letter."""

    with_name = forms.BooleanField(label=_("With my name"), required=False, initial=True)
    with_phone = forms.BooleanField(label=_("With my phone number"), required=False)

    def __init__(self, *args: Any, own: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["with_name"].label = _("With their name")
            self.fields["with_phone"].label = _("With their phone number")
