"""The finder's own form: sent by GET, refuses nothing."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kinroad.core.forms import Form
from kinroad.resources.rules.finding import ANYWHERE, COST, MILES, WHO, Search, recovery_codes
from kinroad.resources.rules.taxonomy import terms

LANGUAGES = ("es", "ase", "vi", "ar", "bs", "my", "fr", "sw", "so")


def code_name(code: str) -> str:
    """A word of the taxonomy in the language of the page."""
    term = terms().get(code)
    return term.name(get_language() or "en") if term else code


def language_name(code: str) -> str:
    """The name of a language; the code itself when we have no name for it."""
    names = {
        "en": _("English"),
        "es": _("Spanish"),
        "ase": _("American Sign Language"),
        "vi": _("Vietnamese"),
        "ar": _("Arabic"),
        "bs": _("Bosnian"),
        "my": _("Burmese"),
        "fr": _("French"),
        "sw": _("Swahili"),
        "so": _("Somali"),
    }
    return names.get(code.split("-")[0].casefold(), code)


class FindForm(Form):
    """What and where. Bound to a search that is already read, so that the page shows what was understood."""

    use_required_attribute = False

    q = forms.CharField(
        label=gettext_lazy("What do you need?"),
        help_text=gettext_lazy("Say it your way: sober living, suboxone, food, a bed, an ID."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    near = forms.CharField(
        label=gettext_lazy("Near"),
        help_text=gettext_lazy("A ZIP code or a town. We don’t keep it."),
        max_length=80,
        required=False,
    )
    open = forms.BooleanField(label=gettext_lazy("Open now"), required=False)

    def __init__(self, search: Search) -> None:
        near = search.unknown_place or (search.near.words if search.near else "")
        super().__init__({"q": search.said, "near": near, "open": search.open_now}, label_suffix="")
        if search.unknown_place:
            self.add_error("near", _("We do not know this place. Try a five-digit ZIP code, or a town and its state."))


class ChoicesForm(Form):
    """What else matters."""

    use_required_attribute = False

    tag = forms.MultipleChoiceField(
        label=gettext_lazy("What must be so"), required=False, widget=forms.CheckboxSelectMultiple
    )
    who = forms.ChoiceField(label=gettext_lazy("Who is it for"), required=False)
    cost = forms.ChoiceField(label=gettext_lazy("Cost"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    within = forms.ChoiceField(label=gettext_lazy("How far"), required=False)

    def __init__(self, search: Search) -> None:
        super().__init__(_said(search), label_suffix="")
        recovery = [code for code in recovery_codes() if code not in COST]
        kept = [code for code in search.tags if code not in recovery]
        choices: dict[str, list[tuple[str, str]]] = {
            "tag": [(code, code_name(code)) for code in (*kept, *recovery)],
            "who": [("", _("Anyone")), *((code, code_name(code)) for code in WHO)],
            "cost": [("", _("Any cost")), *((code, code_name(code)) for code in COST)],
            "language": [("", _("Every language")), *((code, language_name(code)) for code in LANGUAGES)],
            "within": [
                *((str(miles), _("%(miles)s miles") % {"miles": miles}) for miles in MILES),
                (str(ANYWHERE), _("Anywhere")),
            ],
        }
        for name, lines in choices.items():
            self.fields[name].choices = lines  # type: ignore[attr-defined]


def _said(search: Search) -> dict[str, Any]:
    return {
        "tag": list(search.tags),
        "who": search.who,
        "cost": search.cost,
        "language": search.language,
        "within": str(search.within),
    }
