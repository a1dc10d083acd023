"""The forms of the ideas box."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.gatherings.models import Answer, Idea


class IdeaForm(ActionFormWithId):
    """An idea in a few words."""

    words = forms.CharField(
        label=_("What would you like us to do together?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone here reads it. Nobody reads whose it is. Please name no one."),
        error_messages={"required": _("Write your idea in a few words.")},
    )


class AnswerForm(ActionForm):
    """What becomes of an idea."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("What becomes of it?"), choices=Answer.choices, widget=forms.RadioSelect)
    answer_words = forms.CharField(
        label=_("A word to everyone"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When and where, or why not now."),
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": idea.version, "answer": idea.answer, "answer_words": idea.answer_words}
        super().__init__(*args, **kwargs)
        self.idea = idea

    def refresh_version(self) -> None:
        """After a refusal: carry the version that stands now, so that the next save is knowing."""
        if self.is_bound and self.non_field_errors():
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("version")] = str(self.idea.version)
            self.data = data
