"""The form that closes an ask."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.people.forms.numbers import NumberField
from kinroad.practical_help.models import Ask, StockItem
from kinroad.practical_help.rules.ask import Kind

DRIVEN = (Kind.RIDE, Kind.MOVING)


class DoneForm(ActionForm):
    """How long it took, how far, what it cost, what was handed out."""

    minutes = NumberField(label=_("How many minutes did it take you?"), least=1, most=1440)
    miles = NumberField(label=_("How many miles did you drive?"), least=0, most=2000, required=False)
    cost = forms.DecimalField(
        label=_("What did it cost, in dollars?"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100000),
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-width": "short"}),
        help_text=_("Leave it empty for nothing."),
        error_messages={"invalid": _("Enter an amount, like 12.50.")},
    )
    item = forms.ChoiceField(label=_("From our stock"), required=False)
    many = NumberField(label=_("How many of them?"), least=1, most=1000, required=False)

    def __init__(self, *args: Any, ask: Ask, items: list[StockItem], **kwargs: Any) -> None:
        kwargs["initial"] = {"minutes": ask.minutes or _usual_minutes(ask), "miles": ask.miles, "many": 1}
        if ask.cost_cents is not None:
            kwargs["initial"]["cost"] = f"{ask.cost_cents / 100:.2f}"
        elif ask.granted is not None:
            kwargs["initial"]["cost"] = f"{ask.granted:.2f}"
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        if ask.kind not in DRIVEN:
            del self.fields["miles"]
        if not items:
            del self.fields["item"], self.fields["many"]
        else:
            named = [(key, f"{each.name} ({each.count})") for key, each in self.items.items()]
            self.fields["item"].choices = [("", _("Nothing")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        cost, item = said.pop("cost", None), self.items.get(said.pop("item", ""))
        many = (said.pop("many", None) or 1) if item else 0
        return said | {"cost_cents": int(cost * 100) if cost else None, "item": item, "many": many}


def _usual_minutes(ask: Ask) -> int | None:
    if ask.starts_at is None or ask.ends_at is None:
        return None
    return max(1, int((ask.ends_at - ask.starts_at).total_seconds() // 60))


class NotDoneForm(ActionForm):
    """Why it did not happen."""

    why_not = forms.ChoiceField(
        label=_("Why did it not happen?"),
        choices=Ask.WhyNot.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )


class ThanksForm(ActionForm):
    """A few words to whoever helped."""

    words = forms.CharField(
        label=_("Say thank you"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write a few words.")},
    )


class GrantForm(ActionForm):
    """So many dollars."""

    dollars = NumberField(label=_("How many dollars?"), least=1, most=5000)
