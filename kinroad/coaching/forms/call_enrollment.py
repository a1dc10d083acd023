"""The form of someone who would like a call a week."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import CallEnrollment
from kinroad.coaching.rules.call_window import EARLIEST, LATEST, SHORTEST, weekdays_of
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.design.formats import clock
from kinroad.people.forms.safe_contact import PhoneField, may
from kinroad.people.forms.zones import zones
from kinroad.people.models import Participant
from kinroad.people.models.words import Language

HALF_HOURS = [time(hour, minute) for hour in range(EARLIEST.hour, LATEST.hour) for minute in (0, 30)] + [LATEST]


def clocks() -> list[tuple[str, str]]:
    """Half hours from eight in the morning to nine at night."""
    return [(each.strftime("%H:%M"), clock(each)) for each in HALF_HOURS]


def as_time(said: str) -> time:
    """ "18:30" as a time."""
    return time.fromisoformat(said)


class WindowForm(ActionForm):
    """When to call: days and hours on their own clocks, and the language."""

    days = forms.TypedMultipleChoiceField(
        label=_("On which days may we call?"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one day or more.")},
    )
    starts = forms.TypedChoiceField(label=_("From"), coerce=as_time)
    ends = forms.TypedChoiceField(label=_("Until"), coerce=as_time)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("We go by the clocks where you are, also when they change."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language for calls"), choices=Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends"):
            self._choose(name, clocks())
        self._choose("time_zone", [("", _("The same as ours")), *zones()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Half an hour at least."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends and _minutes(ends) - _minutes(starts) < SHORTEST.seconds // 60:
            self.add_error("ends", ValidationError(_("Choose an end that is half an hour later or more.")))
        return typed


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


class ChangeWindowForm(WindowForm):
    """Other times. `version` is the one the form was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, data: Any, enrollment: CallEnrollment) -> "ChangeWindowForm":
        """The form with what stands now."""
        return cls(
            data,
            initial={
                "days": weekdays_of(enrollment.days),
                "starts": enrollment.starts.strftime("%H:%M"),
                "ends": enrollment.ends.strftime("%H:%M"),
                "time_zone": enrollment.participant.time_zone,
                "language": enrollment.language,
                "version": enrollment.version,
            },
        )


class EnrollForm(WindowForm, ActionFormWithId):
    """A call a week: the number, the times, and what we may do."""

    phone = PhoneField(
        label=_("Phone"),
        help_text=_("A number that only you answer is best."),
        error_messages={"required": _("Write the number we may call.")},
    )
    may_call = may("may_call")
    may_leave_message = may("may_leave_message")
    may_text = may("may_text")
    field_order = (
        "phone",
        "days",
        "starts",
        "ends",
        "time_zone",
        "language",
        "may_call",
        "may_leave_message",
        "may_text",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["may_call"].required = True
        self.fields["may_call"].error_messages["required"] = _("Tick this box if we may call. Without it we do not.")

    @classmethod
    def of(cls, data: Any, participant: Participant) -> "EnrollForm":
        """The form with what is known; no permission is ticked beforehand."""
        languages = participant.person.languages
        return cls(
            data,
            initial={
                "phone": participant.person.phone,
                "starts": "18:00",
                "ends": "20:00",
                "time_zone": participant.time_zone,
                "language": languages[0] if languages else "en",
            },
        )

    def clean(self) -> dict[str, Any]:
        """A call that is not allowed is no enrollment; the box itself says so."""
        typed = super().clean()
        typed.pop("may_call", None)
        return typed


class CallPressForm(ActionForm):
    """One press: stop, go on, or an answer to "would you like us to keep calling?"."""

    said = forms.ChoiceField(choices=[(each, each) for each in ("stop", "again", "yes", "no", "allow")])
