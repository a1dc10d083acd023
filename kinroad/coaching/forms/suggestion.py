"""Which form makes or suggests which change, and the answers to a suggestion."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.forms.goal import (
    GoalChangeForm,
    GoalForm,
    GoalOutcomeForm,
    StepChangeForm,
    StepForm,
    StepOutcomeForm,
)
from kinroad.coaching.forms.plan import BarriersForm, PlanForm, ReviewForm
from kinroad.coaching.rules.plan import What
from kinroad.core.forms import ActionForm

FORMS: dict[str, type[PlanForm]] = {
    form.what.value: form
    for form in (
        GoalForm,
        GoalChangeForm,
        GoalOutcomeForm,
        StepForm,
        StepChangeForm,
        StepOutcomeForm,
        BarriersForm,
        ReviewForm,
    )
}


def target_ids(what: str, target: UUID | None) -> bool:
    """Whether this change is about something that stands in the plan, and an id says which; or about nothing yet."""
    return (target is not None) == (what not in {What.GOAL, What.BARRIERS, What.REVIEW})


class SuggestionAnswerForm(ActionForm):
    """Yes, put it in my plan; or no."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], error_messages={"required": _("Choose yes or no.")}
    )


class SaidForm(ActionForm):
    """What the participant said beside whoever presses; or the suggestion is taken back."""

    said = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No")), ("take_back", _("Take it back"))],
        error_messages={"required": _("Choose what they said.")},
    )
