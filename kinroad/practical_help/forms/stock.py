"""The forms of what we keep."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.people.forms.numbers import NumberField
from kinroad.people.models import Site
from kinroad.practical_help.models import StockItem

LOW = _("More should come at this many")


class StockItemForm(ActionFormWithId):
    """One more kind of thing."""

    name = forms.CharField(
        label=_("What is it?"),
        max_length=80,
        help_text=_("For example: winter coat, men’s large."),
        error_messages={"required": _("Give it a name.")},
    )
    shelf = forms.ChoiceField(
        label=_("What is it for?"),
        choices=StockItem.Shelf.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )
    count = NumberField(label=_("How many are there?"), least=0, most=100000)
    low_at = NumberField(label=LOW, least=0, most=100000)
    site = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {str(site.pk): site for site in sites}
        named = [(key, site.name) for key, site in self.sites.items()]
        self.fields["site"].choices = [("", _("No site")), *named]  # type: ignore[attr-defined]

    def clean_site(self) -> Site | None:
        return self.sites.get(self.cleaned_data["site"])


class StockChangeForm(ActionForm):
    """More came, or somebody counted."""

    brought = NumberField(label=_("How many came?"), least=1, most=100000, required=False)
    counted = NumberField(label=_("Or: how many are there, counted now?"), least=0, most=100000, required=False)
    low_at = NumberField(label=LOW, least=0, most=100000, required=False)
