"""The finder's own form: sent by GET, refuses nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.forms import Form
from kinroad.gatherings.forms.words import kind_name, language_name
from kinroad.gatherings.rules.fellowships import Kind, kinds_of
from kinroad.gatherings.rules.finder import ANYWHERE, MILES, NEEDS, Search


class NearForm(Form):
    """Where to look. Bound to a search that is already read, so that the page shows what was understood."""

    use_required_attribute = False

    near = forms.CharField(
        label=gettext_lazy("Near"),
        help_text=gettext_lazy("A ZIP code or a town. We don’t keep it."),
        max_length=80,
        required=False,
    )

    def __init__(self, search: Search) -> None:
        super().__init__({"near": search.unknown_place or (search.near.words if search.near else "")}, label_suffix="")
        if search.unknown_place:
            self.add_error("near", _("We do not know this place. Try a five-digit ZIP code, or a town and its state."))


class ChoicesForm(Form):
    """What else to look for, with what this organization's lists have to offer."""

    use_required_attribute = False

    within = forms.ChoiceField(label=gettext_lazy("Within"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"), required=False)
    fellowship = forms.ChoiceField(label=gettext_lazy("Fellowship"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who may come"), required=False)
    need = forms.MultipleChoiceField(
        label=gettext_lazy("Good to have"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, search: Search, *, fellowships: tuple[str, ...], languages: tuple[str, ...]) -> None:
        super().__init__(_said(search), label_suffix="")
        miles = [(str(each), _("%(miles)s miles") % {"miles": each}) for each in MILES if each > 1]
        kinds = [kind for kind in Kind if any(kind in kinds_of(each) for each in fellowships)]
        choices: dict[str, list[tuple[str, str]]] = {
            "within": [("1", _("1 mile")), *miles, (str(ANYWHERE), _("Anywhere"))],
            "kind": [("", _("Every kind")), *((kind.value, kind_name(kind)) for kind in kinds)],
            "fellowship": [("", _("Every fellowship")), *((each, each) for each in fellowships)],
            "language": [("", _("Every language")), *((each, language_name(each)) for each in languages)],
            "who": [("", _("Open or closed")), ("open", _("Open to everyone")), ("closed", _("Closed meetings"))],
            "need": list(zip(NEEDS, _needs(), strict=True)),
        }
        for name, lines in choices.items():
            self.fields[name].choices = lines  # type: ignore[attr-defined]


def _needs() -> list[str]:
    return [_("Wheelchair access"), _("Children welcome"), _("Online"), _("In person")]


def _said(search: Search) -> dict[str, Any]:
    who = "" if search.open is None else "open" if search.open else "closed"
    return {
        "within": str(search.within),
        "kind": search.kind or "",
        "fellowship": search.fellowship,
        "language": search.language,
        "who": who,
        "need": sorted(search.needs),
    }
