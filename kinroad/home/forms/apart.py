"""Forms of what is kept apart from every record."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.consent.models import Breach, Incident, LegalRequest
from kinroad.consent.rules.legal import State
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.home.queries.breach import person_of
from kinroad.people.models import Person
from kinroad.people.rules.viewer import Viewer

EARLIEST = 50  # years ago
DAY = {"type": "date", "data-width": "short"}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY), **more)


def _words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class IncidentForm(ActionFormWithId):
    """What happened, and who was told what. Names of people who come here are not needed."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=Incident.Kind.choices, widget=forms.RadioSelect)
    happened_on = _day(_("On which day?"))
    words = _words(_("What happened?"), help_text=_("What you saw and heard. Leave out names you do not need."))
    told = forms.CharField(
        label=_("Whom did you tell?"),
        help_text=_("An agency or 911, and who answered. Empty: nobody."),
        required=False,
        max_length=300,
    )
    said = _words(_("What did you say to them?"), 2, required=False)


class LegalRequestForm(ActionFormWithId):
    """What came in. Nobody is looked up."""

    kind = forms.ChoiceField(label=_("What came in?"), choices=LegalRequest.Kind.choices, widget=forms.RadioSelect)
    came_from = forms.CharField(label=_("From whom?"), max_length=300)
    about = _words(_("What do they ask?"), help_text=_("In their words. Do not look anybody up for it."))
    came_on = _day(_("On which day did it come?"))
    due_on = _day(_("By when do they want an answer?"), required=False)


class LegalStepForm(ActionForm):
    """What counsel found, and where it goes."""

    order_under = forms.ChoiceField(
        label=_("Which court order is it?"), choices=LegalRequest.Order.choices, required=False
    )
    compels = forms.BooleanField(label=_("A subpoena or the like comes with the order"), required=False)
    heard = forms.BooleanField(label=_("The person and we could answer before the court decided"), required=False)
    counsel = forms.CharField(label=_("Counsel who checked it"), required=False, max_length=120)
    counsel_on = _day(_("On which day?"), required=False)
    to = forms.ChoiceField(choices=[(each.value, each.value) for each in State])

    def __init__(self, *args: Any, request: LegalRequest, **kwargs: Any) -> None:
        known = {name: getattr(request, name) for name in ("order_under", "compels", "heard", "counsel", "counsel_on")}
        super().__init__(*args, initial=known, **kwargs)


class BreachForm(ActionFormWithId):
    """Whose account, and from when until when; then how it was judged."""

    person = forms.ChoiceField(label=_("Whose account?"))
    from_on = _day(_("From this day"))
    to_on = _day(_("Until this day"))
    found_on = _day(_("Found out on"), required=False)
    factors = _words(
        _("The four questions"),
        4,
        required=False,
        help_text=_(
            "What was it and how easily does it name somebody? Who had it? Was it seen or taken? What was done since?"
        ),
    )
    judged = forms.ChoiceField(label=_("How is it judged?"), choices=Breach.Judged.choices, required=False)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], viewer: Viewer, zone: str, today: date, **kwargs: Any
    ) -> None:
        self.zone, self.viewer, self.today = zone, viewer, today
        first = {"from_on": today - timedelta(days=7), "to_on": today}
        super().__init__(*args, initial=first, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = people

    def clean_person(self) -> Person:
        """Somebody of this organization."""
        return person_of(UUID(self.cleaned_data["person"]), viewer=self.viewer)

    def clean(self) -> dict[str, Any]:
        """Days make a window on the organization's clocks: the last day counts whole. No day lies ahead."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("from_on", "to_on", "found_on"):
            if (day := given.get(name)) and day > self.today:
                self.add_error(name, _("This day has not come yet."))
            elif day and day.year < self.today.year - EARLIEST:
                self.add_error(name, _("That is too long ago. Enter the year in four digits."))
        first, last = given.pop("from_on", None), given.pop("to_on", None)
        if first and last:
            zone = ZoneInfo(self.zone)
            given["since"] = datetime.combine(first, time(), tzinfo=zone)
            given["until"] = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
            if last < first:
                self.add_error("to_on", _("Choose a day after the first one."))
        return given


class JudgedForm(BreachForm):
    """Writing it down needs the day and the words too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("found_on", "factors", "judged"):
            self.fields[name].required = True
