"""What participants tell about themselves: strengths first, everything may be skipped, and each part says why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kinroad.people.forms.groups import GroupedForm
from kinroad.people.forms.safe_contact import SAFE_CONTACT, SafeContactForm
from kinroad.people.models import Kind, RelationToTreatment
from kinroad.people.models.words import DayPart, Experience, Interest, Language, Need, Pathway, Readiness
from kinroad.people.queries.facts import recovery_dates_of

RECOVERY_DATES = 5
WORDS = 4000  # characters in a field of free words

STRENGTHS = (
    "strengths",
    _("Strengths first"),
    _("What goes well is what the rest is built on."),
    ("strengths", "interests", "talents", "hopes"),
)
PATH = (
    "path",
    _("Your way"),
    _("There are many ways, and you choose yours. None is better than another."),
    ("kind", "pathways", "relation_to_treatment", "readiness"),
)
NEEDS = (
    "needs",
    _("What would help"),
    _("So that we look for the right help, and do not ask you twice."),
    ("needs", "experiences", "people_who_help", "triggers"),
)
PRACTICAL = (
    "practical",
    _("Language, time and place"),
    _("So that you can understand each other, and meet when and where you can."),
    ("languages", "availability", "zip", "accessibility"),
)
NAME = (
    "name",
    _("Your name"),
    _("A name to call you by is enough. The rest helps only with papers, when you want that."),
    ("called", "full_name", "birth_on", "address"),
)


@dataclass(frozen=True)
class RecoveryDateRow:
    """A day, and what is counted from it."""

    number: int
    on: BoundField
    what: BoundField


def words(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    """A field of free words."""
    return forms.CharField(
        required=False, max_length=WORDS, label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def several(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    """A field of boxes, any number of them."""
    return forms.MultipleChoiceField(
        required=False, label=label, help_text=hint, choices=choices, widget=forms.CheckboxSelectMultiple
    )


class OwnFactsForm(GroupedForm):
    """What a participant tells about themselves, on their own page. `today` is the day in their zone."""

    GROUPS = [STRENGTHS, PATH, NEEDS, PRACTICAL]

    strengths = words(_("What are you good at?"), _("What you do well, and what others come to you for."))
    interests = several(_("What do you like to do?"), Interest.choices)
    talents = words(_("Is there something you would like to share or teach?"), _("Only if you want to."), rows=2)
    hopes = words(_("What do you hope for?"), _("In your own words."))
    pathways = several(_("Which way of recovery is yours?"), Pathway.choices, _("Choose any number, or none."))
    relation_to_treatment = forms.ChoiceField(
        required=False, label=_("Where are you with treatment?"), choices=RelationToTreatment.choices
    )
    readiness = forms.ChoiceField(
        required=False,
        label=_("Where are you with a change?"),
        help_text=_("Only you set this."),
        choices=Readiness.choices,
    )
    needs = several(_("What is hard right now?"), Need.choices)
    experiences = several(
        _("Would it help if someone had been through it too?"),
        Experience.choices,
        _("We look for a peer leader who shares it."),
    )
    people_who_help = words(
        _("Who helps you?"), _("Say who they are to you, not their names: “my sister”, “a friend at work”."), rows=2
    )
    triggers = words(_("Which days or things are hard?"), _("For example payday, a birthday, a street."), rows=2)
    languages = several(_("Which languages do you speak?"), Language.choices)
    availability = several(_("When do you have time?"), DayPart.choices)
    zip = forms.CharField(
        required=False,
        label=_("ZIP code"),
        help_text=_("To find what is near you."),
        validators=[RegexValidator(r"^\d{5}$", _("Write the five digits of the ZIP code."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "data-width": "short"}),
    )
    accessibility = words(
        _("What makes it easier for you to take part?"), _("For example step-free, large print, a quiet room."), rows=2
    )

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        known = recovery_dates_of(self.participant) if self.participant else []
        for number in range(1, RECOVERY_DATES + 1):
            on, what = known[number - 1] if number <= len(known) else (None, "")
            self.fields[f"recovery_on_{number}"] = forms.DateField(
                required=False,
                label=_("Day"),
                initial=on,
                widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
            )
            self.fields[f"recovery_what_{number}"] = forms.CharField(
                required=False, max_length=80, label=_("What you count"), initial=what
            )

    def recovery_date_rows(self) -> list[RecoveryDateRow]:
        """Five rows for recovery dates: the participant's own days, by their own definition; never needed."""
        return [
            RecoveryDateRow(number, self[f"recovery_on_{number}"], self[f"recovery_what_{number}"])
            for number in range(1, RECOVERY_DATES + 1)
        ]

    def recovery_dates(self) -> list[tuple[date, str]]:
        """The days that were given, each with what is counted from it."""
        rows = range(1, RECOVERY_DATES + 1)
        pairs = [(self.cleaned_data[f"recovery_on_{n}"], self.cleaned_data[f"recovery_what_{n}"]) for n in rows]
        return [(on, what) for on, what in pairs if on]

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "recovery_dates": self.recovery_dates()}

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, RECOVERY_DATES + 1):
            on, name = typed.get(f"recovery_on_{number}"), f"recovery_on_{number}"
            if typed.get(f"recovery_what_{number}") and not on and name not in self.errors:
                self.add_error(name, _("Write the day too, or leave both empty."))
            if on and self.today and on > self.today:
                self.add_error(name, _("This day has not come yet. Write it when it is here."))
        return typed


class ParticipantFactsForm(SafeContactForm, OwnFactsForm):
    """All facts of a participant, for whoever writes them down beside them. Only the participant sets readiness."""

    GROUPS = [STRENGTHS, PATH, NEEDS, PRACTICAL, NAME, SAFE_CONTACT]

    readiness = None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label=_("Support is for"), choices=Kind.choices, initial=Kind.RECOVERY, widget=forms.RadioSelect
    )
    called = forms.CharField(max_length=80, label=_("Name to call you by"), help_text=_("Any name you like."))
    full_name = forms.CharField(required=False, max_length=200, label=_("Full name"))
    birth_on = forms.DateField(
        required=False,
        label=_("Day of birth"),
        help_text=_("Helps us to know you from someone else with the same name."),
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
    )
    address = forms.CharField(
        required=False, max_length=400, label=_("Address"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_birth_on(self) -> date | None:
        """A day of birth lies in the past."""
        on: date | None = self.cleaned_data["birth_on"]
        if on and self.today and on >= self.today:
            raise forms.ValidationError(_("Write the day of birth with its year."))
        return on
