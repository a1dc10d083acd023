"""Teams, players and results of a league."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.people.forms.numbers import NumberField


class TeamForm(ActionForm):
    """A team joins."""

    name = forms.CharField(
        label=_("Name of the team"),
        max_length=60,
        help_text=_("Everyone can read it."),
        error_messages={"required": _("Give it a name.")},
    )


class PointsForm(ActionForm):
    """What a win and a draw are worth."""

    win = NumberField(label=_("Points for a win"), least=1, most=20)
    draw = NumberField(label=_("Points for a draw"), least=0, most=19)


class PlayerForm(ActionForm):
    """Somebody without a record plays."""

    goes_by = forms.CharField(
        label=_("What they go by"), max_length=40, error_messages={"required": _("Enter a first name.")}
    )


class ResultForm(ActionForm):
    """How a game ended."""

    home_score = NumberField(label=_("First team"), least=0, most=999)
    away_score = NumberField(label=_("Second team"), least=0, most=999)
