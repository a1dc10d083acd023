"""Which part of the audit trail to read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import Form

KIND_WORDS = (
    ("", _("Everything")),
    ("change", _("Changes")),
    ("look", _("Looks")),
    ("door", _("Sign-ins, refusals and files")),
)


class TrailForm(Form):
    """Narrows the trail. An empty field narrows nothing."""

    kind = forms.ChoiceField(label=_("What"), required=False, choices=KIND_WORDS)
    who = forms.ChoiceField(label=_("Who"), required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [("", _("Everyone")), *workers]
