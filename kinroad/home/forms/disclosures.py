"""Forms about what leaves: told in a medical emergency, and what somebody asks us not to share."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.consent.rules.classes import DataClass
from kinroad.consent.rules.emergency import Asks, may_be_told
from kinroad.core.forms import ActionFormWithId
from kinroad.core.time import local

ASKS = (
    (Asks.AMBULANCE.value, _("Ambulance crew")),
    (Asks.EMERGENCY_ROOM.value, _("Emergency department of a hospital")),
    (Asks.CLINICIAN.value, _("Another doctor, nurse or pharmacist who treats this emergency")),
    (Asks.POLICE.value, _("Police, sheriff, probation or a court")),
    (Asks.FAMILY.value, _("Family, a friend or an employer")),
    (Asks.HOTLINE.value, _("A hotline, 988, or an agency")),
    (Asks.OTHER.value, _("Somebody else")),
)
# Whom else to call, and what may be said. Nobody who is not medical is told anything.
INSTEAD = {
    Asks.POLICE: _(
        "Say nothing about anyone, not even whether we know them. Take a name and number, and give it to your "
        "program manager: police and courts need an order under 42 CFR Part 2. Is a life in danger? Call 911 "
        "for help, and say nothing of who comes here."
    ),
    Asks.FAMILY: _(
        "Say nothing, not even whether we know them. You can offer to take a message, as we do for anyone. "
        "Family may be told only what the person agreed to in writing."
    ),
    Asks.HOTLINE: _(
        "A hotline or an agency does not treat them. Call it without a name: “somebody I know needs help”. "
        "For a child in danger use the steps for danger and duties to report."
    ),
    Asks.OTHER: _("Only medical personnel who treat the emergency may be told. Call your supervisor."),
}
NEEDED = {"required": _("Write this down. It cannot be left out.")}


class EmergencyDisclosureForm(ActionFormWithId):
    """The four facts of 2.51 and what was said; it cannot close without them."""

    asks = forms.ChoiceField(label=_("Whom did you tell?"), choices=ASKS, widget=forms.RadioSelect)
    recipient = forms.CharField(
        label=_("Their name and what they do"),
        help_text=_("Like: Dana Cole, paramedic."),
        max_length=200,
        error_messages=NEEDED,
    )
    affiliation = forms.CharField(
        label=_("Where they work"),
        help_text=_("The ambulance service or hospital."),
        max_length=200,
        error_messages=NEEDED,
    )
    nature = forms.CharField(
        label=_("What was the emergency?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=NEEDED,
    )
    what = forms.CharField(
        label=_("What did you tell them?"),
        help_text=_("Only what they needed to treat it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=NEEDED,
    )
    on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date", "data-width": "short"})
    )
    clock = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time", "data-width": "short"}, format="%H:%M")
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        self.zone = zone
        here = local(now, zone)
        super().__init__(*args, initial={"on": here.date(), "clock": here.time()}, **kwargs)

    @property
    def instead(self) -> Any:
        """What to do when whoever asks may not be told."""
        asked = self.data.get("asks", "") if self.is_bound else ""
        return INSTEAD.get(Asks(asked)) if asked in set(Asks) and not may_be_told(asked) else None

    def clean_asks(self) -> str:
        """Only those who treat the emergency."""
        asks: str = self.cleaned_data["asks"]
        if not may_be_told(asks):
            raise forms.ValidationError(_("Only medical personnel who treat the emergency may be told."))
        return asks

    def clean(self) -> dict[str, Any]:
        """Day and time make the moment, on the organization's clocks."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        on, clock = given.pop("on", None), given.pop("clock", None)
        if on and clock:
            given["at"] = datetime.combine(on, clock, tzinfo=ZoneInfo(self.zone))
        return given


class RestrictForm(ActionFormWithId):
    """Whom, and what, we are asked not to tell."""

    recipient = forms.CharField(
        label=_("Whom shall we not tell?"),
        help_text=_("A person or a place. Leave it empty for anyone outside."),
        required=False,
        max_length=200,
    )
    classes = forms.MultipleChoiceField(
        label=_("What shall stay here?"),
        help_text=_("Choose nothing, and everything stays here."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["classes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.value, words[each.value]) for each in DataClass]
