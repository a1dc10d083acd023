"""Writing a curriculum, and letting a class follow it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.gatherings.models import Curriculum, Unit
from kinroad.people.forms.meanwhile import MeanwhileForm
from kinroad.people.forms.numbers import NumberField


class CurriculumForm(MeanwhileForm, ActionFormWithId):
    """Name, units, and how many of them make it complete."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name of the class"), max_length=120, error_messages={"required": _("Give it a name.")}
    )
    about = forms.CharField(
        label=_("What is it about?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    units = forms.CharField(
        label=_("Units, one on each line"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In the order in which they come."),
        error_messages={"required": _("Write down one unit or more.")},
    )
    needed = NumberField(
        label=_("How many units make it complete?"),
        least=1,
        most=60,
        required=False,
        help_text=_("Leave it empty when it takes all of them."),
    )
    on_paper = forms.CharField(
        label=_("Name on the certificate"),
        max_length=120,
        help_text=_("A boss or a landlord may read it. It must not say what somebody came for."),
        error_messages={"required": _("Enter a name.")},
    )

    def __init__(
        self, data: Any = None, *, curriculum: Curriculum | None = None, units: list[Unit] | None = None
    ) -> None:
        self.stands = {}
        if curriculum is not None:
            self.stands = {
                **{name: getattr(curriculum, name) for name in ("name", "about", "needed", "on_paper", "version")},
                "units": "\n".join(unit.name for unit in units or []),
            }
        super().__init__(data, initial=dict(self.stands))
        if curriculum is None:
            del self.fields["version"]
        else:
            del self.fields["id"]

    def clean_units(self) -> str:
        lines = (" ".join(line.split())[:120] for line in self.cleaned_data["units"].splitlines())
        return "\n".join(line for line in lines if line)

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        def with_lines(*, units: str, **said: Any) -> Any:
            return action(units=units.split("\n"), **said)

        return super().carry_out(with_lines, **kwargs)


class UnitsForm(ActionForm):
    """Which curriculum a class follows, and with which unit it goes on."""

    curriculum = forms.ChoiceField(label=_("The class follows"), required=False)
    first = forms.ChoiceField(
        label=_("The next session has"),
        required=False,
        help_text=_("The others follow in their order. A cancelled session gets none."),
    )

    def __init__(
        self, data: Any = None, *, curricula: list[Curriculum], units: list[Unit], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["curriculum"].choices = [  # type: ignore[attr-defined]
            ("", _("No curriculum")),
            *((str(each.pk), each.name) for each in curricula),
        ]
        self.fields["first"].choices = [  # type: ignore[attr-defined]
            ("", _("The first unit")),
            *((str(unit.pk), f"{unit.number}. {unit.name}") for unit in units),
        ]

    def chosen(self) -> tuple[UUID | None, UUID | None]:
        """The ids of the curriculum and of the unit to begin with, or none."""
        said = (self.cleaned_data["curriculum"], self.cleaned_data["first"])
        curriculum, first = (UUID(each) if each else None for each in said)
        return curriculum, first
