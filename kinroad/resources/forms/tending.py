"""Adding a place to the directory, and saying what is right about it."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.core.place import zip_place
from kinroad.people.forms.meanwhile import MeanwhileForm
from kinroad.people.forms.numbers import NumberField
from kinroad.resources.actions.tending import SERVICE_FACTS, WHERE, Facts
from kinroad.resources.forms.finding import LANGUAGES, code_name, language_name
from kinroad.resources.rules.taxonomy import terms

DAYS = (
    ("MO", _("Monday")), ("TU", _("Tuesday")), ("WE", _("Wednesday")), ("TH", _("Thursday")), ("FR", _("Friday")),
    ("SA", _("Saturday")), ("SU", _("Sunday")),
)  # fmt: skip


def _text(label: Any, most: int, *, rows: int = 0, needed: bool = False, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=most, required=needed, widget=widget, help_text=hint)


class PlaceFields(ActionForm):
    """What an editor says of a place."""

    name = _text(_("What is it called?"), 200, needed=True, hint=_("The service: Food pantry, Sober living for women."))
    agency_name = _text(_("Who runs it?"), 200, needed=True)
    tags = forms.MultipleChoiceField(
        label=_("What it helps with, and what to know"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    description = _text(
        _("In a few words"), 4000, rows=4, hint=_("What a person gets there. Name nobody, and no secret address.")
    )
    phone = _text(_("Phone"), 40)
    url = forms.URLField(label=_("Web address"), required=False, max_length=400, assume_scheme="https")
    street = _text(_("Street and number"), 250)
    city = _text(_("Town"), 100)
    zip = _text(_("ZIP code"), 5)
    confidential = forms.BooleanField(
        label=_("Keep the address secret"),
        required=False,
        help_text=_("For a safe house. No page, feed, search or log shows it; only editors see it here."),
    )
    hours = _text(_("Hours in their own words"), 300, hint=_("For example: by appointment."))
    shut_from = forms.DateField(label=_("Closed from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    shut_to = forms.DateField(label=_("Closed until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    eligibility_description = _text(_("Who it is for"), 2000, rows=3)
    minimum_age = NumberField(label=_("From what age?"), least=0, most=120, required=False)
    maximum_age = NumberField(label=_("Up to what age?"), least=0, most=120, required=False)
    documents = _text(_("What to bring, one on each line"), 2000, rows=3)
    application_process = _text(_("How to get in"), 2000, rows=3)
    fees_description = _text(_("What it costs"), 1000, rows=2)
    languages = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple)
    alert = _text(_("Something people should know now"), 400)

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state
        self.fields["tags"].choices = [(code, code_name(code)) for code in terms()]  # type: ignore[attr-defined]
        spoken = [(code, language_name(code)) for code in ("en", *LANGUAGES)]
        self.fields["languages"].choices = spoken  # type: ignore[attr-defined]
        for code, name in DAYS:
            for end, label in (("opens", _("%(day)s, opens")), ("closes", _("%(day)s, closes"))):
                self.fields[f"{end}_{code.casefold()}"] = forms.TimeField(
                    label=str(label) % {"day": name}, required=False, widget=forms.TimeInput(attrs={"type": "time"})
                )

    def clean_zip(self) -> str:
        said: str = self.cleaned_data["zip"].strip()
        if said and zip_place(said) is None:
            raise ValidationError(_("We do not know this ZIP code. It has five digits."))
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for code, name in DAYS:
            ends = [said.get(f"{end}_{code.casefold()}") for end in ("opens", "closes")]
            if (ends[0] is None) != (ends[1] is None):
                self.add_error(
                    f"opens_{code.casefold()}", _("%(day)s: say both when it opens and when it closes.") % {"day": name}
                )
        first, last = said.get("shut_from"), said.get("shut_to")
        if (first is None) != (last is None) or (first and last and last < first):
            self.add_error("shut_to", _("Say the first and the last day it is closed, in that order."))
        low, high = said.get("minimum_age"), said.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("The second age comes after the first."))
        return said

    def facts(self) -> Facts:
        """What was said, for the action; only for a valid form."""
        said = self.cleaned_data
        shut: tuple[date, date] | None = (said["shut_from"], said["shut_to"]) if said["shut_from"] else None
        return Facts(
            agency_name=said["agency_name"].strip(),
            service={name: said[name] for name in SERVICE_FACTS},
            where={name: said[name].strip() for name in WHERE},
            state=self.state,
            confidential=said["confidential"],
            hours=said["hours"],
            phone=said["phone"].strip(),
            tags=tuple(sorted(said["tags"])),
            languages=tuple(sorted(said["languages"])),
            documents=tuple(line.strip()[:200] for line in said["documents"].splitlines() if line.strip()),
            week=tuple(self._week()),
            shut=shut,
        )

    def _week(self) -> Iterator[tuple[str, time, time]]:
        """Days with the same hours stand on one line."""
        spans: dict[tuple[time, time], list[str]] = {}
        for code, _name in DAYS:
            opens, closes = (self.cleaned_data[f"{end}_{code.casefold()}"] for end in ("opens", "closes"))
            if opens is not None and closes is not None:
                spans.setdefault((opens, closes), []).append(code)
        for (opens, closes), days in spans.items():
            yield ",".join(days), opens, closes

    def week_fields(self) -> list[Any]:
        return [self[f"{end}_{code.casefold()}"] for code, _name in DAYS for end in ("opens", "closes")]


class NewPlaceForm(PlaceFields, ActionFormWithId):
    """A place that no list has."""


class ChangePlaceForm(PlaceFields, MeanwhileForm):
    """What is right about a place that stands."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stands: dict[str, Any], state: str) -> None:
        super().__init__(data, initial=stands, state=state)
        self.stands = stands
