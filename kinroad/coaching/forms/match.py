"""Forms around matches."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import Match, MatchWishes
from kinroad.core.forms import ActionForm
from kinroad.people.models import PeerLeader
from kinroad.people.models.words import Language, Pathway

NO_MATTER = ("", _("It does not matter"))
Leaders = Sequence[tuple[UUID, str]]


def chosen(choices: Any) -> list[tuple[str, Any]]:
    """Choices with "It does not matter" first."""
    return [NO_MATTER, *[(value, label) for value, label in choices if value]]


class ChooseForm(ActionForm):
    """One press beside a peer leader: this one."""

    peer_leader = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose one of the people."), "invalid": _("Choose one of the people.")},
    )


class ProposeForm(ActionForm):
    """The coordinator chooses by hand, and says whether the participant has agreed."""

    peer_leader = forms.TypedChoiceField(
        label=_("Peer leader"), coerce=UUID, error_messages={"required": _("Choose a peer leader.")}
    )
    participant_says_yes = forms.BooleanField(label=_("They said yes to this person"), required=False)

    def __init__(self, *args: Any, leaders: Leaders, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peer_leader"].choices = [("", _("Choose")), *leaders]  # type: ignore[attr-defined]


class AnswerForm(ActionForm):
    """Yes, or not now. Nobody has to say why."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("not_now", _("Not now"))],
        error_messages={"required": _("Choose yes or not now."), "invalid_choice": _("Choose yes or not now.")},
    )


class LeaderAnswerForm(AnswerForm):
    """Yes, not now, or "I know them from my own life"."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("not_now", _("Not now")), ("apart", _("I know them from my own life"))],
        error_messages={"required": _("Choose yes or not now."), "invalid_choice": _("Choose yes or not now.")},
    )


class ApartForm(ActionForm):
    """One press beside a peer leader: not this one, we know each other from our own lives."""

    apart_from = forms.UUIDField(
        error_messages={"required": _("Choose one of the people."), "invalid": _("Choose one of the people.")}
    )


class TakeBackForm(ActionForm):
    """One press: we do not know each other in another way after all."""

    dual_relationship = forms.UUIDField()


class WriteDownForm(ActionForm):
    """What the coordinator was told about a question that waits."""

    said = forms.ChoiceField(
        choices=[
            (name, name) for name in ("participant_yes", "participant_no", "leader_yes", "leader_not_now", "withdraw")
        ]
    )


class PressForm(ActionForm):
    """A button and nothing else."""


class WishesForm(ActionForm):
    """What a participant asks for in who walks with them."""

    gender = forms.ChoiceField(label=_("A woman, a man"), required=False, choices=chosen(PeerLeader.Gender.choices))
    language = forms.ChoiceField(label=_("Language we speak"), required=False, choices=chosen(Language.choices))
    pathway = forms.ChoiceField(label=_("Way of recovery"), required=False, choices=chosen(Pathway.choices))

    @classmethod
    def of(cls, data: Any, wishes: MatchWishes) -> "WishesForm":
        """The form, showing what they asked for so far."""
        return cls(data, initial={name: getattr(wishes, name) for name in ("gender", "language", "pathway")})


class HandOverForm(ActionForm):
    """One choice for each person a peer leader walks with; whoever has none stays for now."""

    both_said_yes = forms.BooleanField(
        label=_("Each of them, and each new peer leader, said yes"),
        error_messages={"required": _("Ask each person and each new peer leader first. Then tick that both said yes.")},
    )

    def __init__(self, *args: Any, matches: Sequence[Match], leaders: Leaders, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matches = list(matches)
        for match in self.matches:
            self.fields[f"to_{match.pk}"] = forms.TypedChoiceField(
                label=match.participant.person.called,
                required=False,
                coerce=UUID,
                empty_value=None,
                choices=[("", _("Stays for now")), *leaders],
            )
        self.order_fields([*[f"to_{match.pk}" for match in self.matches], "both_said_yes"])

    def clean(self) -> dict[str, Any]:
        """Turn the choices into one mapping of match to new peer leader."""
        said = super().clean() or {}
        to = {match.pk: said[f"to_{match.pk}"] for match in self.matches if said.get(f"to_{match.pk}")}
        if not to and not self.errors:
            raise forms.ValidationError(_("Choose a new peer leader for at least one person."))
        return {"to": to, "both_said_yes": said.get("both_said_yes", False)}
