"""The form on the caller's screen: one tap for most calls."""

from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models.call import DISPOSITIONS, OUTCOMES
from kinroad.coaching.rules.call import Disposition, Outcome
from kinroad.core.forms import ActionFormWithId

HOLD_SALT = "kinroad.call"
HOLD_MAX_AGE = 60 * 60 * 24  # seconds: a call is written down on its day
MINUTES = ("5", "10", "15", "30")
MORE_SUPPORT = [
    ("informational", _("Shared what I know")),
    ("instrumental", _("Helped with a real task")),
    ("affiliational", _("Brought them together with others")),
]
NOTE_LIMIT = 5_000


def hold_of(enrollment_id: UUID, *, peer_leader_id: UUID) -> str:
    """What a screen carries to say whom it was about."""
    return signing.dumps([str(enrollment_id), str(peer_leader_id)], salt=HOLD_SALT)


def held_in(hold: str, *, peer_leader_id: UUID) -> UUID | None:
    """Whom a screen was about; None when it is too old or another caller's."""
    try:
        enrollment_id, holder = signing.loads(hold, salt=HOLD_SALT, max_age=HOLD_MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return UUID(enrollment_id) if holder == str(peer_leader_id) else None


class CallForm(ActionFormWithId):
    """How a call went. Nothing is chosen beforehand."""

    hold = forms.CharField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("How did it go?"), choices=OUTCOMES, error_messages={"required": _("Choose how the call went.")}
    )
    disposition = forms.ChoiceField(
        label=_("How are they? Only what they said."),
        choices=DISPOSITIONS,
        widget=forms.RadioSelect,
        required=False,
    )
    minutes = forms.TypedChoiceField(
        label=_("About how many minutes?"),
        choices=[(each, each) for each in MINUTES],
        widget=forms.RadioSelect,
        coerce=int,
        empty_value="",
        required=False,
    )
    keep_calling = forms.TypedChoiceField(
        label=_("Would they like us to keep calling?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    note = forms.CharField(
        label=_("A few words for next time"),
        help_text=_("They can read this on their own page."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=NOTE_LIMIT,
        required=False,
    )
    support = forms.MultipleChoiceField(
        label=_("What else was it, besides listening?"),
        choices=MORE_SUPPORT,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    texts_too = forms.BooleanField(label=_("They want no texts either"), required=False)

    def __init__(
        self, *args: Any, family: bool = False, messages: bool = True, question: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        disposition, outcome = self.fields["disposition"], self.fields["outcome"]
        assert isinstance(disposition, forms.ChoiceField)
        assert isinstance(outcome, forms.ChoiceField)
        if family:
            disposition.choices = [each for each in DISPOSITIONS if each[0] != Disposition.RECURRENCE]
        if not messages:
            outcome.choices = [each for each in OUTCOMES if each[0] != Outcome.VOICEMAIL]
        if not question:
            del self.fields["keep_calling"]

    @property
    def others(self) -> list[tuple[str, Any]]:
        """Every way a call ends without speaking, for one tap each."""
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        return [(str(code), label) for code, label in outcome.choices if code != Outcome.SPOKE]  # type: ignore[misc,union-attr]

    def clean(self) -> dict[str, Any]:
        """Only a call in which you spoke has words."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        typed.pop("hold", None)
        typed["minutes"] = typed.get("minutes") or 0
        if typed.get("outcome") == Outcome.SPOKE:
            if not typed.get("minutes") and "minutes" not in self.errors:
                self.add_error("minutes", ValidationError(_("Choose about how many minutes you spoke.")))
        else:
            for name in ("disposition", "note", "support", "minutes", "keep_calling"):
                typed.pop(name, None)
        return typed


class CorrectCallForm(ActionFormWithId):
    """What really happened. The first choice says that nothing did."""

    outcome = forms.ChoiceField(
        label=_("What really happened?"),
        choices=[*OUTCOMES, ("", _("Nothing: it was a mistake"))],
        widget=forms.RadioSelect,
        required=False,
    )
    disposition = forms.ChoiceField(
        label=_("If you spoke: how are they?"),
        choices=[("", _("They did not say")), *DISPOSITIONS],
        widget=forms.RadioSelect,
        required=False,
    )
    minutes = forms.TypedChoiceField(
        label=_("If you spoke: about how many minutes?"),
        choices=[(each, each) for each in MINUTES],
        widget=forms.RadioSelect,
        coerce=int,
        empty_value="",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """No minutes are none."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        typed["minutes"] = typed.get("minutes") or 0
        return typed
