"""The forms of a check-in: how somebody is, what would help, and what becomes of it."""

from collections.abc import Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import CheckIn, Helps
from kinroad.coaching.rules.check_in import Wanted, Week
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.design.formats import clock
from kinroad.people.models import Kind

FIRST_HOUR, LAST_HOUR = 8, 20
FEELINGS = [
    (5, _("Very good")),
    (4, _("Good")),
    (3, _("So-so")),
    (2, _("Not good")),
    (1, _("Very bad")),
]
WEEKS = {
    Kind.RECOVERY.value: [
        (Week.GREAT.value, _("Great")),
        (Week.GOOD.value, _("Good")),
        (Week.STRUGGLING.value, _("It is a struggle")),
        (Week.USED.value, _("I used")),
    ],
    Kind.FAMILY.value: [
        (Week.GREAT.value, _("I am doing well")),
        (Week.GOOD.value, _("I get by")),
        (Week.STRUGGLING.value, _("It is hard right now")),
    ],
}
WEEK_ASKED = {
    Kind.RECOVERY.value: _("How is your recovery this week?"),
    Kind.FAMILY.value: _("How are you holding up this week?"),
}
WANTED = [
    (Wanted.NO.value, _("No, thank you")),
    (Wanted.CALL.value, _("Yes, a call would be good")),
    (Wanted.NEED.value, _("I need someone soon")),
]


class CheckInForm(ActionFormWithId):
    """How are you? Every question may be left out."""

    feeling = forms.TypedChoiceField(
        label=_("How do you feel today?"),
        choices=FEELINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    week = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    helps = forms.MultipleChoiceField(
        label=_("What would help?"), choices=Helps.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    words_for_me = forms.BooleanField(
        label=_("Keep these words for me"),
        required=False,
        help_text=_("Then nobody reads them. You can share them later."),
    )
    wanted = forms.ChoiceField(
        label=_("Would you like a call?"), choices=WANTED, required=False, widget=forms.RadioSelect
    )
    shared = forms.BooleanField(
        label=_("Show my answers to the people who walk with me"),
        required=False,
        help_text=_("If you do not, they only learn that you used, or that you would like a call or help."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week: Any = self.fields["week"]
        week.label, week.choices = WEEK_ASKED[kind], WEEKS[kind]
        if kind == Kind.FAMILY:
            self.fields["shared"].help_text = _("If you do not, they only learn that you would like a call or help.")


def hours_of_day() -> list[tuple[int, str]]:
    """The hours at which a message may come, as clocks show them."""
    return [(hour, clock(time(hour))) for hour in range(FIRST_HOUR, LAST_HOUR + 1)]


class RhythmForm(ActionForm):
    """How often to ask, on which day, at which hour."""

    weeks = forms.TypedChoiceField(
        label=_("How often may we ask you?"),
        coerce=int,
        choices=[(1, _("Every week")), (2, _("Every two weeks")), (0, _("Do not ask me"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day?"),
        coerce=int,
        choices=[
            (0, _("Monday")),
            (1, _("Tuesday")),
            (2, _("Wednesday")),
            (3, _("Thursday")),
            (4, _("Friday")),
            (5, _("Saturday")),
            (6, _("Sunday")),
        ],
    )
    hour = forms.TypedChoiceField(label=_("At what time?"), coerce=int, choices=hours_of_day)


class AnswerCheckInForm(ActionForm):
    """One tap: what became of it."""

    outcome = forms.ChoiceField(
        choices=[(each.value, each.label) for each in CheckIn.Outcome if each != CheckIn.Outcome.ENDED],
        error_messages={"required": _("Choose what became of it."), "invalid_choice": _("Choose what became of it.")},
    )
    to = forms.TypedChoiceField(label=_("Hand it to"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, hands: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *hands]  # type: ignore[attr-defined]


class LinkForm(ActionForm):
    """Send the question, or make a link to show."""

    way = forms.ChoiceField(choices=[("send", _("Send it")), ("show", _("Show it"))])


class SharingForm(ActionForm):
    """Show a check-in to the people who walk with me, or not; or share the words I kept."""

    share = forms.ChoiceField(
        choices=[("yes", _("Show it")), ("no", _("Keep it for me")), ("words", _("Share my words"))]
    )
