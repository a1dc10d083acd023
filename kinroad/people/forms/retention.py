"""Forms of retention: how long, on whose advice, and holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.core.policy import Policy
from kinroad.people.actions.retention import NUMBERS
from kinroad.people.forms.numbers import NumberField
from kinroad.people.forms.settings import FreshForm

WHAT = {
    "record": (_("Years a record is kept"), _("Counted from the day support last ended. Our default: 6."), 1, 50),
    "consents": (
        _("Years consents and disclosures are kept"),
        _("Counted from the last of them. Our default: 6 (45 CFR 164.316)."),
        1,
        50,
    ),
    "messages": (_("Years the words of messages are kept"), _("Counted from each message. Our default: 1."), 1, 50),
    "drafts": (_("Days unfinished words wait"), _("Then they are erased. Our default: 7."), 1, 30),
}


class RetentionForm(FreshForm):
    """Four numbers; beside each, counsel's name and the day."""

    def __init__(self, *args: Any, policy: Policy, advice: dict[str, Any], **kwargs: Any) -> None:
        numbers = [getattr(policy.retention, name) for name in NUMBERS.values()]
        super().__init__(*args, stands=numbers, **kwargs)
        for (about, (label, hint, least, most)), number in zip(WHAT.items(), numbers, strict=True):
            counsel, on = advice.get(about, ("", None))
            self.fields[f"{about}_number"] = NumberField(
                label=label, help_text=hint, required=False, least=least, most=most, initial=number
            )
            self.fields[f"{about}_counsel"] = forms.CharField(
                label=_("Counsel who advised you"), required=False, max_length=120, initial=counsel
            )
            self.fields[f"{about}_on"] = forms.DateField(
                label=_("Day counsel advised you"),
                required=False,
                initial=on,
                widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
            )

    def parts(self) -> list[list[Any]]:
        """The fields, kind by kind, for the page."""
        return [[self[f"{about}_{name}"] for name in ("number", "counsel", "on")] for about in WHAT]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        told = {
            about: (said.get(f"{about}_number"), said.get(f"{about}_counsel", "").strip(), said.get(f"{about}_on"))
            for about in WHAT
        }
        return {"seen": said.get("seen", "none"), "said": told}


class HoldForm(ActionFormWithId):
    """Why everything is kept."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: Letter of the court of March 2, file 26-1180."),
        error_messages={"required": _("Write why, so that it can be ended one day.")},
    )


class ProgramHoldForm(HoldForm):
    """The same, for everyone in a program."""

    program = forms.ChoiceField(label=_("Program"), error_messages={"required": _("Choose a program.")})

    def __init__(self, *args: Any, programs: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [(str(pk), name) for pk, name in programs]  # type: ignore[attr-defined]
        self.order_fields(["program", "reason"])
