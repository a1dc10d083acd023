"""The door, and slips."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.gatherings.rules.attendance import MOST_CHILDREN
from kinroad.gatherings.rules.door import LONGEST_NICKNAME


class DoorForm(ActionFormWithId):
    """I am here."""

    words = forms.CharField(
        label=_("Your number or nickname"),
        help_text=_("You have none? Leave it empty."),
        required=False,
        max_length=LONGEST_NICKNAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    children = forms.TypedChoiceField(
        label=_("Children with you"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(each, str(each)) for each in range(min(10, MOST_CHILDREN) + 1)],
    )

    def clean_children(self) -> int:
        """None is none."""
        return int(self.cleaned_data["children"] or 0)


class HereForm(DoorForm):
    """I am here, on one's own phone; whoever is signed in needs no number."""

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        """Nothing is typed by whoever is signed in."""
        return {"words": "", **self.cleaned_data}


class NicknameForm(ActionForm):
    """A nickname of one's own."""

    nickname = forms.CharField(
        label=_("Nickname for the door"),
        help_text=_("Not your name: whoever stands beside you could read it. Empty takes it away."),
        required=False,
        max_length=LONGEST_NICKNAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SlipForm(ActionForm):
    """What a slip says."""

    attended_id = forms.TypedChoiceField(
        label=_("For which session?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a session."), "invalid_choice": _("Choose a session.")},
    )
    with_title = forms.BooleanField(
        label=_("Name the session"), help_text=_("Else it says: a session."), required=False
    )
    with_name = forms.BooleanField(label=_("Put my name on it"), help_text=_("Else it names nobody."), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["attended_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
