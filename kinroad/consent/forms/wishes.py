"""What a participant asks of their own record, and what we answer: corrections, and what shall not be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.consent.models import Correction, CorrectionAnswer, RestrictionAnswer
from kinroad.core.forms import ActionForm, ActionFormWithId

WORDS = {"required": _("Write what we should know.")}
WHY = _("Only when the answer is no. They read it: use plain words.")


def _outcome(yes: tuple[str, Any], no: tuple[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[yes, no],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )


def _why_not(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=WHY, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectionForm(ActionFormWithId):
    """What is not right, in their own words."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Correction.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    words = forms.CharField(
        label=_("What isn’t right, and what would be?"),
        help_text=_("For example: I was there on Tuesday, not on Monday."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=WORDS,
    )

    def __init__(self, *args: Any, of_a_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_a_note:
            del self.fields["about"]


class AnswerCorrectionForm(ActionForm):
    """Corrected, or not and why."""

    outcome = _outcome(
        (CorrectionAnswer.Outcome.CORRECTED.value, _("It has been corrected")),
        (CorrectionAnswer.Outcome.KEPT.value, _("It stays as it is")),
    )
    reason = _why_not(_("Why it stays"))


class StatementForm(ActionForm):
    """What they say to a no."""

    words = forms.CharField(
        label=_("How it was, in their own words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=WORDS,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            self.fields["words"].label = _("How it was, in my own words")


class AnswerRestrictionForm(ActionForm):
    """We agree, or cannot, and why."""

    outcome = _outcome(
        (RestrictionAnswer.Outcome.AGREED.value, _("We agree: it is not shared")),
        (RestrictionAnswer.Outcome.DECLINED.value, _("We cannot agree")),
    )
    reason = _why_not(_("Why we cannot"))
    to_a_plan = forms.BooleanField(label=_("It is about a health plan: insurance or Medicaid"), required=False)
    plan_paid = forms.BooleanField(
        label=_("And that plan paid for it"),
        help_text=_("If the plan did not pay, the law says that we must agree."),
        required=False,
    )
