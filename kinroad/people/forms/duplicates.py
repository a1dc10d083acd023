"""Deciding on two records that may be of one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.people.actions.duplicates import settle_as_two
from kinroad.people.actions.merging import merge_participants
from kinroad.people.models import PossibleDuplicate
from kinroad.people.queries.duplicates import Pair
from kinroad.people.rules.viewer import Viewer


class DecideForm(ActionForm):
    """One person, and which page stays; or two people."""

    FIRST, SECOND, TWO = "first", "second", "two"

    decision = forms.ChoiceField(
        choices=[(FIRST, FIRST), (SECOND, SECOND), (TWO, TWO)],
        error_messages={"required": _("Press one of the buttons."), "invalid_choice": _("Press one of the buttons.")},
    )


class PressForm(ActionForm):
    """A button alone."""


def decide(*, decision: str, row: PossibleDuplicate, pair: Pair, by: Viewer) -> Any:
    """Carry out what the coordinator decided."""
    if decision == DecideForm.TWO:
        return settle_as_two(pair=row, by=by)
    kept, merged = (pair.first, pair.second) if decision == DecideForm.FIRST else (pair.second, pair.first)
    return merge_participants(kept=kept, merged=merged, by=by)
