"""Forms of a goal and its steps."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.forms.plan import DAY, LONG, PlanForm, own_words
from kinroad.coaching.models.plan import Dimension, Doer, Outcome
from kinroad.coaching.rules.plan import What


class GoalForm(PlanForm):
    """A new goal."""

    what = What.GOAL
    said_by_others = {"words": _("What do they want?")}

    words = own_words(_("What do you want?"), _("In your own words. One thing is enough."))
    dimension = forms.ChoiceField(
        label=_("Where does it belong?"),
        choices=Dimension.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it belongs. Any of the four is fine.")},
    )

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        return {"dimension": said["dimension"]}


class GoalChangeForm(GoalForm):
    """The words of a goal, or where it belongs."""

    what = What.GOAL_CHANGE

    def standing(self) -> dict[str, Any]:
        assert self.goal is not None
        return {"words": self.goal.words, "dimension": self.goal.dimension, "version": self.goal.version}


class StepForm(PlanForm):
    """A new step: what, who, by when."""

    what = What.STEP

    words = own_words(_("What is the step?"), _("Small is good. Name nobody else."))
    who = forms.ChoiceField(label=_("Who does it?"), choices=Doer.choices, initial=Doer.PARTICIPANT)
    by = forms.DateField(label=_("By when?"), help_text=_("If you like."), required=False, widget=DAY)

    def __init__(self, *args: Any, own: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, own=own, **kwargs)
        if not own:
            called = self.page.participant.person.called
            names = {Doer.PARTICIPANT.value: called, Doer.PEER_LEADER.value: _("Who walks with %s") % called}
            self.fields["who"].choices = [  # type: ignore[attr-defined]
                (code, names.get(code, label)) for code, label in Doer.choices
            ]

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        return {"who": said["who"], "by": said["by"].isoformat() if said["by"] else None}


class StepChangeForm(StepForm):
    """Other words, another day, or someone else who does it."""

    what = What.STEP_CHANGE

    def standing(self) -> dict[str, Any]:
        assert self.step is not None
        row = self.step
        return {"words": row.words, "who": row.who, "by": row.by_on, "version": row.version}


class OutcomeForm(PlanForm):
    """How a goal or a step came out."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[*Outcome.choices[1:], Outcome.choices[0]],
        widget=forms.RadioSelect,
        required=False,
    )
    words = own_words(
        _("In your own words"),
        _("What helped? What did you learn? You can leave this empty."),
        most=LONG,
        required=False,
    )
    on = forms.DateField(label=_("Which day?"), required=False, widget=DAY)

    said_by_others = {"words": _("In their own words")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("on"):
            self.initial["on"] = self.today

    def standing(self) -> dict[str, Any]:
        row = self.step or self.goal
        assert row is not None
        return {
            "outcome": row.outcome,
            "words": row.outcome_words,
            "on": row.outcome_on,
            "version": row.version,
        }

    def clean_on(self) -> date | None:
        """The day has come."""
        on: date | None = self.cleaned_data["on"]
        if on and on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Write it when it is here."))
        return on

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        on = said.get("on") or self.today
        return {"outcome": said["outcome"], "on": on.isoformat() if said["outcome"] else None}


class GoalOutcomeForm(OutcomeForm):
    """How a goal came out."""

    what = What.GOAL_OUTCOME


class StepOutcomeForm(OutcomeForm):
    """How a step came out."""

    what = What.STEP_OUTCOME
