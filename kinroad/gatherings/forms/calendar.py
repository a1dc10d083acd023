"""The calendar's own form: sent by GET, refuses nothing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.forms import Form
from kinroad.gatherings.forms.words import spoken_name
from kinroad.gatherings.models import GatheringKind
from kinroad.gatherings.rules.calendar import NEEDS, Wishes
from kinroad.gatherings.rules.finder import ANYWHERE, MILES


class WishesForm(Form):
    """Which gatherings to look for. Bound to wishes that are already read: the page shows what was understood."""

    use_required_attribute = False

    need = forms.MultipleChoiceField(
        label=gettext_lazy("Only what is"), required=False, widget=forms.CheckboxSelectMultiple
    )
    near = forms.CharField(
        label=gettext_lazy("Near"),
        help_text=gettext_lazy("A ZIP code or a town. We don’t keep it."),
        max_length=80,
        required=False,
    )
    within = forms.ChoiceField(label=gettext_lazy("Within"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of gathering"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, wishes: Wishes, *, kinds: tuple[str, ...], languages: tuple[str, ...]) -> None:
        near = wishes.unknown_place or (wishes.near.words if wishes.near else "")
        said = {"need": sorted(wishes.needs), "near": near, "within": str(wishes.within)}
        super().__init__(said | {"kind": wishes.kind, "language": wishes.language}, label_suffix="")
        miles = [(str(each), _("%(miles)s miles") % {"miles": each}) for each in MILES if each > 1]
        labels = dict(GatheringKind.choices)
        choices: dict[str, list[tuple[str, str]]] = {
            "need": need_names(),
            "within": [("1", _("1 mile")), *miles, (str(ANYWHERE), _("Anywhere"))],
            "kind": [("", _("Every kind")), *((kind, str(labels.get(kind, kind))) for kind in kinds)],
            "language": [("", _("Every language")), *((each, spoken_name(each)) for each in languages)],
        }
        for name, lines in choices.items():
            self.fields[name].choices = lines  # type: ignore[attr-defined]
        if wishes.unknown_place:
            self.add_error("near", _("We do not know this place. Try a five-digit ZIP code, or a town and its state."))


def need_names() -> list[tuple[str, str]]:
    """What somebody may tick, in the words of the page."""
    return list(
        zip(
            NEEDS,
            (_("In the evening"), _("On a weekend"), _("Children welcome"), _("Free"), _("Online")),
            strict=True,
        )
    )
