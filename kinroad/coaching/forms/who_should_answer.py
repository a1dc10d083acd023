"""Forms of who answers: a name and a number for each role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import AnswererHere, AnswererRole, OwnAnswerer
from kinroad.coaching.queries.who_should_answer import mark_of
from kinroad.design.formats import phone
from kinroad.people.forms.settings import FreshForm
from kinroad.people.rules.phones import as_e164

SHORT = 7  # 988 and 211 are numbers too


class AnswerersForm(FreshForm):
    """For each role a name and a phone number; nothing is needed. With `words`, a line of when and how."""

    def __init__(
        self,
        *args: Any,
        roles: Sequence[AnswererRole],
        stand: Mapping[str, AnswererHere | OwnAnswerer],
        words: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, stands=mark_of(stand), **kwargs)
        self.roles, self.words = list(roles), words
        for role in self.roles:
            row = stand.get(role)
            kept = {"name": 120, "phone": 40, "words": 200} if words else {"name": 120, "phone": 40}
            labels = {"name": _("Name or place"), "phone": _("Phone"), "words": _("When and how (not needed)")}
            for part, longest in kept.items():
                self.fields[f"{role}_{part}"] = forms.CharField(
                    label=labels[part],
                    required=False,
                    max_length=longest,
                    initial=_shown(row, part),
                )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each role under its name."""
        parts = ("name", "phone", "words") if self.words else ("name", "phone")
        return [(str(role.label), [self[f"{role}_{part}"] for part in parts]) for role in self.roles]

    def clean(self) -> dict[str, Any]:
        """What was said, by role."""
        given = super().clean() or {}
        said = {}
        for role in self.roles:
            name, number = given.get(f"{role}_name", ""), given.get(f"{role}_phone", "").strip()
            whole = as_e164(number) if len(number) >= SHORT else number if number.isdecimal() else None
            if number and whole is None:
                self.add_error(f"{role}_phone", _("Enter a phone number with its area code."))
            said[str(role)] = (name, whole or "", given.get(f"{role}_words", ""))
        return {"said": said, "seen": given.get("seen", "")}


def _shown(row: AnswererHere | OwnAnswerer | None, part: str) -> str:
    stands = (getattr(row, part) or "") if row else ""
    return phone(stands) if part == "phone" and len(stands) >= SHORT else stands
