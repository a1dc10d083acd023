"""Forms of signing a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId


class SignForm(ActionFormWithId):
    """The participant types their name under the plan they have just read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    name = forms.CharField(
        label=_("Type your name to sign"),
        help_text=_("Any name you go by."),
        max_length=200,
        error_messages={"required": _("Type your name, or come back later.")},
    )

    def draw_from(self, seen: str) -> None:
        """Sign what the page shows now."""
        self.refresh_id()
        if self.is_bound:
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("seen")] = seen
            self.data = data
        else:
            self.initial["seen"] = seen


class SignBesideForm(SignForm):
    """The participant read or heard the plan, and said yes beside whoever presses."""

    name = None  # type: ignore[assignment]
    said_yes = forms.BooleanField(
        label=_("They have read it or heard it, and said yes beside me"),
        error_messages={"required": _("Check this when they have said yes.")},
    )
