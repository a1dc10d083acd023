"""The form behind "I'm coming": with how many, what else is needed, and of somebody without a record a first name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.gatherings.actions.coming import Wishes
from kinroad.gatherings.models import Coming, Session
from kinroad.gatherings.rules.coming import MOST_CHILDREN, MOST_GUESTS
from kinroad.people.rules.phones import as_e164

Way = Coming.Way
REACH_HINTS = {
    Way.TEXT.value: _("Only about this date. Texts may cost. Reply STOP to end, HELP for help."),
    Way.EMAIL.value: _("Only about this date. Our letters say little, and never why we write."),
}
REACH = [
    (Way.NONE.value, _("You need not tell me anything")),
    (Way.TEXT.value, _("You may text me")),
    (Way.EMAIL.value, _("You may e-mail me")),
]


def _numbers(most: int) -> list[tuple[int, Any]]:
    return [(0, _("None")), *((each, str(each)) for each in range(1, most + 1))]


class WishesForm(ActionFormWithId):
    """With how many somebody comes, and what they ask for. Without `coming` it makes a sign-up, else it changes one.

    `can_tell`: there is a way to remind them.
    """

    guests = forms.TypedChoiceField(
        label=_("Grown-ups who come with me"), required=False, coerce=int, choices=_numbers(MOST_GUESTS)
    )
    children = forms.TypedChoiceField(
        label=_("Children who come with me"), required=False, coerce=int, choices=_numbers(MOST_CHILDREN)
    )
    child_care = forms.BooleanField(label=_("Please look after the children meanwhile"), required=False)
    ride = forms.BooleanField(
        label=_("I need a ride"), required=False, help_text=_("We look for a driver and ask you.")
    )
    ride_from = forms.CharField(
        label=_("Where should the ride begin?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remind = forms.ChoiceField(label=_("Remind me"), required=False, choices=Coming.REMIND)

    def __init__(
        self, *args: Any, session: Session, coming: Coming | None = None, can_tell: bool = True, **kwargs: Any
    ) -> None:
        if coming is not None:
            kwargs["initial"] = {name: getattr(coming, name) for name in Wishes.__dataclass_fields__}
        super().__init__(*args, **kwargs)
        gathering = session.gathering
        if coming is not None:
            del self.fields["id"]
        offered = {
            "children": gathering.children_welcome,
            "child_care": gathering.child_care,
            "ride": gathering.rides,
            "ride_from": gathering.rides,
            "remind": can_tell,
        }
        for name, there in offered.items():
            if not there:
                del self.fields[name]

    @property
    def says_more(self) -> bool:
        """Whether something stands in the part that is folded at first."""
        return bool(self.errors) or any(
            self[name].value() for name in Wishes.__dataclass_fields__ if name in self.fields
        )

    def clean(self) -> dict[str, Any]:
        """What `say_coming` or `change_coming` wants."""
        said = super().clean() or {}
        if said.get("ride") and not said.get("ride_from", "").strip():
            self.add_error("ride_from", _("Say where the ride should begin."))
        if said.get("child_care") and not said.get("children"):
            self.add_error("children", _("Say how many children you bring."))
        if self.errors:
            return said
        wished = {name: said[name] for name in Wishes.__dataclass_fields__ if said.get(name)}
        wished["ride_from"] = said["ride_from"].strip() if said.get("ride") else ""
        rest = {"id": said["id"]} if "id" in said else {}
        return {**rest, "wishes": Wishes(**wished), **self.whose(said)}

    def whose(self, said: dict[str, Any]) -> dict[str, Any]:
        """Who comes: of a participant the page knows it."""
        return {}


class VisitorForm(WishesForm):
    """The same for anyone: a first name is enough."""

    called = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("A first name or any name you like."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Enter a name we can call you by. Any name is fine.")},
    )
    reach_by = forms.ChoiceField(
        label=_("If something changes"), required=False, choices=REACH, widget=forms.RadioSelect, initial=""
    )
    reach = forms.CharField(
        label=_("Phone number or e-mail"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["called", "guests", "children", "child_care", "ride", "ride_from", "reach_by", "reach", "remind"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        way, reach = said.get("reach_by", ""), said.get("reach", "").strip()
        if way == Way.TEXT and as_e164(reach) is None:
            self.add_error("reach", _("Enter a phone number with its area code, for example 555-555-0116."))
        elif way == Way.EMAIL:
            try:
                forms.EmailField().clean(reach)
            except forms.ValidationError:
                self.add_error("reach", _("Enter an e-mail address, for example name@example.org."))
        elif not way and (said.get("ride") or said.get("remind")):
            self.add_error("reach_by", _("Choose how we may tell you."))
        return super().clean()

    def whose(self, said: dict[str, Any]) -> dict[str, Any]:
        way, reach = said["reach_by"], said["reach"].strip()
        number = as_e164(reach) if way == Way.TEXT else reach.casefold() if way == Way.EMAIL else ""
        wording = f"{dict(REACH)[way]}. {REACH_HINTS[way]}" if way else ""
        return {"called": said["called"].strip(), "reach": number, "reach_by": way, "wording": wording}
