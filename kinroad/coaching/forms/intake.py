"""Staff intake: beside the participant, everything but a name may wait."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models import RequestForSupport
from kinroad.core.forms import ActionFormWithId
from kinroad.people.forms.facts import ParticipantFactsForm
from kinroad.people.models import NoticeGiven, Program, Site


class IntakeForm(ParticipantFactsForm, ActionFormWithId):
    """All facts of a participant, how they came, and the notice of privacy."""

    words = forms.CharField(
        label=_("What do they want, in their own words?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    came_by = forms.ChoiceField(
        label=_("How did they come?"),
        choices=[pair for pair in RequestForSupport.CameBy.choices if pair[0] not in ("web", "own_page")],
        initial=RequestForSupport.CameBy.WALK_IN,
    )
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none())
    program = forms.ModelChoiceField(label=_("Program"), queryset=Program.objects.none())
    old_enough = forms.BooleanField(error_messages={"required": _("Ask for their age first, and say yes here.")})
    notice = forms.ChoiceField(
        label=_("The notice of privacy was given"), choices=NoticeGiven.How.choices, initial=NoticeGiven.How.NOT_YET
    )

    def __init__(self, *args: Any, sites: Any, programs: Any, minimum_age: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]
        self.initial.setdefault("site", sites.first())
        self.initial.setdefault("program", programs.first())
        self.fields["old_enough"].label = gettext("They are %(years)s or older") % {"years": minimum_age}

    def arguments(self) -> dict[str, Any]:
        """The arguments of `ask_for_support`."""
        said = self.cleaned_data
        given = super().arguments()
        given.pop("version", None)
        return {
            **given,
            "words": said["words"],
            "came_by": said["came_by"],
            "site": said["site"],
            "program": said["program"],
            "notice_how": said["notice"],
        }
