"""Forms of messages, and of what may be sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.notifications.models import EarlierMessages, MessageWishes

LONGEST = 2000  # characters


class MessageForm(ActionFormWithId):
    """One message. It is kept as it was written."""

    body = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )


class ReadForm(ActionForm):
    """One press: I have read up to here."""

    upto = forms.UUIDField(widget=forms.HiddenInput)


class EarlierForm(ActionForm):
    """How much somebody new may read."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=EarlierMessages.Answer.choices)


class WishesForm(ActionForm):
    """What the participant wants to be told. Only ways that are offered and allowed stand here."""

    new_message = forms.ChoiceField(
        required=False, label=_("When there is a new message"), widget=forms.RadioSelect, choices=()
    )
    remind = forms.ChoiceField(
        required=False,
        label=_("Before a day we agreed on"),
        widget=forms.RadioSelect,
        choices=MessageWishes.Reminder.choices,
    )
    remind_by = forms.ChoiceField(required=False, label=_("Remind me"), widget=forms.RadioSelect, choices=())

    def __init__(self, *args: Any, wishes: MessageWishes, ways: list[str], **kwargs: Any) -> None:
        names = ("new_message", "remind", "remind_by")
        super().__init__(*args, initial={name: getattr(wishes, name) for name in names}, **kwargs)
        known = [(value, label) for value, label in MessageWishes.Way.choices if not value or value in ways]
        self.fields["new_message"].choices = known  # type: ignore[attr-defined]
        self.fields["remind_by"].choices = known[1:]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("remind") and not said.get("remind_by") and "remind_by" not in self.errors:
            self.add_error("remind_by", _("Choose by text or by e-mail."))
        return said


class SaidForm(ActionForm):
    """What a participant said about their number, in one press."""

    said = forms.ChoiceField(choices=[(each, each) for each in ("still", "stop_texts", "stop_all")])
