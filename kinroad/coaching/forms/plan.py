"""Forms of a plan: one thing at a time, few fields each. The same ones make a change and suggest it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models.plan import BarrierKind
from kinroad.coaching.queries.goal import GoalShown, StepShown
from kinroad.coaching.queries.plan import PlanPage
from kinroad.coaching.rules.plan import Change, What
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.people.forms.facts import words as free_words
from kinroad.people.forms.groups import GroupedForm
from kinroad.people.forms.meanwhile import MeanwhileForm

SHORT, LONG = 300, 2000  # characters
DAY = forms.DateInput(attrs={"type": "date", "data-width": "short"})


def own_words(
    label: Any, hint: Any = "", *, most: int = SHORT, rows: int = 2, required: bool = True
) -> forms.CharField:
    """A field of the participant's words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write a few words.")},
    )


class PlanForm(MeanwhileForm, ActionFormWithId):
    """One change. `version` is that of the part it was drawn from; `said_yes` stands only beside a participant."""

    what: ClassVar[What]
    said_by_others: ClassVar[dict[str, Any]] = {}

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    said_yes = forms.BooleanField(
        required=False,
        label=_("They said yes to this, here beside me"),
        help_text=_("Then it stands in the plan at once. Without it, it waits for their yes."),
    )

    def __init__(
        self,
        *args: Any,
        page: PlanPage,
        today: date,
        goal: GoalShown | None = None,
        step: StepShown | None = None,
        own: bool = True,
        **kwargs: Any,
    ) -> None:
        self.page, self.today, self.goal, self.step = page, today, goal, step
        self.stands = self.standing()
        kwargs["initial"] = {**self.stands, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if own or page.signs_in:
            del self.fields["said_yes"]
        if not own:
            for name, label in self.said_by_others.items():
                self.fields[name].label = label

    def standing(self) -> dict[str, Any]:
        """What the plan says now, by the names of fields; empty for something new."""
        return {}

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        """The codes and ISO days of the change."""
        return {}

    def change(self) -> Change:
        """What was asked for."""
        return Change(
            what=self.what,
            goal_id=self.goal.pk if self.goal else None,
            step_id=self.step.pk if self.step and self.what is not What.STEP else None,
            words=(self.cleaned_data.get("words") or "").strip(),
            facts=self.facts(self.cleaned_data),
        )

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        """Run `action(change=..., id=..., seen=...)`. A part that changed in between is shown with both words."""

        def act(**said: Any) -> Any:
            beside = {"said_yes": said["said_yes"]} if "said_yes" in self.fields else {}
            return action(change=self.change(), id=said["id"], seen=said["version"], **beside, **kwargs)

        done = super().carry_out(act)
        if not done and self.is_bound:
            self.refresh_id()
        return done


class BarriersForm(PlanForm):
    """What stands in the way. Before anything was said here, what is hard in the participant's facts is ticked."""

    what = What.BARRIERS
    said_by_others = {"kinds": _("What stands in their way?")}

    kinds = forms.MultipleChoiceField(
        label=_("What stands in your way?"),
        help_text=_("Any number, or none. We count these, without names, to speak up for change."),
        choices=BarrierKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def standing(self) -> dict[str, Any]:
        known = self.page.barriers
        if not known and self.page.version == 1:
            known = [each for each in self.page.participant.needs if each in BarrierKind.values]
        return {"kinds": known, "version": self.page.version}

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        return {"kinds": sorted(said["kinds"])}


class ReviewForm(PlanForm):
    """When to look at the plan again."""

    what = What.REVIEW

    after = forms.ChoiceField(
        label=_("When shall we look at it again?"),
        choices=[
            ("30", _("In a month")),
            ("90", _("In three months")),
            ("180", _("In half a year")),
            ("other", _("Another day")),
            ("none", _("No day")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    on = forms.DateField(label=_("Another day"), required=False, widget=DAY)

    def standing(self) -> dict[str, Any]:
        return {"on": self.page.review_on, "version": self.page.version}

    def clean(self) -> dict[str, Any]:
        """Turn what was tapped into a day."""
        said = super().clean() or {}
        after, on = said.get("after"), said.get("on")
        if after and after.isdigit():
            said["on"] = self.today + timedelta(days=int(after))
        elif after == "none":
            said["on"] = None
        elif "on" not in self.errors:
            if not on:
                self.add_error("on", _("Choose a day."))
            elif on < self.today:
                self.add_error("on", _("That day is past. Enter a day from today on."))
        return said

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        return {"on": said["on"].isoformat() if said["on"] else None}


class StrengthsForm(GroupedForm):
    """What I bring: the participant's own facts, shown in the plan."""

    GROUPS = [("strengths", "", "", ("strengths", "talents"))]

    strengths = free_words(_("What are you good at?"), _("What you do well, and what others come to you for."))
    talents = free_words(_("Is there something you would like to share or teach?"), _("Only if you want to."), rows=2)


class VisionForm(GroupedForm):
    """What I hope for: the participant's own words."""

    GROUPS = [("vision", "", "", ("hopes",))]

    hopes = free_words(_("What do you hope for?"), _("Think of a good day, a year from now. What is in it?"), rows=4)


OWN_WORDS: dict[str, type[GroupedForm]] = {"strengths": StrengthsForm, "vision": VisionForm}


class TakeOffForm(ActionForm):
    """One press: take this off my plan, or put it back."""

    off = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")
