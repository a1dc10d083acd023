"""What a participant chooses for their own calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm

DISCREET, BY_NAME = "discreet", "name"


class TitlesForm(ActionForm):
    """What the titles say."""

    titles = forms.ChoiceField(
        label=_("What the titles say"),
        widget=forms.RadioSelect,
        choices=[(DISCREET, _("Nothing that gives away")), (BY_NAME, _("The name of the gathering"))],
        initial=DISCREET,
        error_messages={"required": _("Choose what the titles say.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        return {"by_name": said.get("titles") == BY_NAME}
