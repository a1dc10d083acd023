"""Forms about people who work here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, FormIdField
from kinroad.people.forms.numbers import NumberField
from kinroad.people.forms.settings import NAMELESS, FreshForm
from kinroad.people.models import PeerLeader, Person, Program, RoleHeld, Site
from kinroad.people.models.words import DayPart, Experience, Interest, Language, Pathway
from kinroad.people.rules.roles import Role

ROLE_HINTS = {
    Role.PEER_LEADER: _("Walks with people. First page: Today."),
    Role.SUPERVISOR: _("Supports peer leaders, and sees whom they walk with. First page: My team."),
    Role.COORDINATOR: _("Answers requests and matches people. First page: Program."),
    Role.PROGRAM_MANAGER: _("Looks after the program and its reports. First page: Program."),
    Role.ADMINISTRATOR: _("Changes settings and roles. Sees no record. First page: Settings."),
    Role.EVALUATOR: _("Sees counts, and no names. First page: Reports."),
}
WORK_CHOICES = [(code, label) for code, label in RoleHeld.CHOICES if code != Role.PARTICIPANT]


def many(label: Any, choices: Any, *, help_text: Any = "") -> forms.MultipleChoiceField:
    """Several of a list, none needed."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class RolesField(forms.MultipleChoiceField):
    """Roles of work, each with what it is for."""

    hints = {role.value: hint for role, hint in ROLE_HINTS.items()}


class NewStaffForm(ActionForm):
    """Someone who works here from now on."""

    id = FormIdField()
    called = forms.CharField(label=_("First name, or the name they go by"), max_length=80, error_messages=NAMELESS)
    languages = many(_("Languages"), Language.choices)
    roles = RolesField(
        label=_("Roles"),
        choices=WORK_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )


class StaffForm(FreshForm):
    """What we call someone, and the languages they speak."""

    called = forms.CharField(label=_("First name, or the name they go by"), max_length=80, error_messages=NAMELESS)
    languages = many(_("Languages"), Language.choices)


class RoleForm(ActionForm):
    """One more role."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [(code, label) for code, label in WORK_CHOICES if code not in held]
        self.fields["role"].choices = left  # type: ignore[attr-defined]
        self.fields["role"].hints = RolesField.hints  # type: ignore[attr-defined]
        self.fields["role"].error_messages["required"] = _("Choose a role from the list.")


class CoordinatesForm(ActionForm):
    """The programs somebody coordinates."""

    programs = forms.MultipleChoiceField(
        label=_("Programs"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("This person sees everyone in the programs you choose."),
        error_messages={"required": _("Choose at least one program, or end the role.")},
    )

    def __init__(self, *args: Any, programs: list[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(program.pk): program for program in programs}
        self.fields["programs"].choices = [(key, each.name) for key, each in self.known.items()]  # type: ignore[attr-defined]

    def clean_programs(self) -> list[Program]:
        return [self.known[key] for key in self.cleaned_data["programs"]]


class PeerLeaderForm(FreshForm):
    """A peer leader's facts. Participants see first name and title; the rest finds a good match."""

    interests = many(_("Likes to do"), Interest.choices)
    experiences = many(
        _("Experiences they are willing to share"),
        Experience.choices,
        help_text=_("Only what they asked you to write."),
    )
    pathways = many(_("Pathways they know from within"), Pathway.choices)
    languages = many(_("Languages"), Language.choices)
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=PeerLeader.Gender.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Some people ask for a woman or a man. Only what the peer leader says."),
    )
    availability = many(_("Free to meet"), DayPart.choices)
    kind = forms.ChoiceField(label=_("Staff or volunteer"), choices=PeerLeader.Kind.choices, widget=forms.RadioSelect)
    title = forms.ChoiceField(label=_("Title"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)
    supervisor = forms.ChoiceField(label=_("Supervisor"), required=False)
    caseload_limit = NumberField(label=_("People they walk with, at most"), least=0, most=200)
    cleared_on = forms.DateField(
        label=_("Cleared to work on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day screening and training were done. Nobody is matched before."),
    )
    state = forms.ChoiceField(
        label=_("Working now"),
        choices=PeerLeader.State.choices,
        widget=forms.RadioSelect,
        help_text=_("On a break, nobody new is offered to them."),
    )
    about = forms.CharField(
        label=_("A few words about them"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Participants read this when they choose."),
    )

    def __init__(
        self, *args: Any, titles: list[str], sites: list[Site], supervisors: list[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {str(site.pk): site for site in sites}
        self.supervisors = {str(person.pk): person for person in supervisors}
        now = self.initial.get("title")
        names = [*titles, now] if now and now not in titles else titles
        self._offer("title", [(name, name) for name in names])
        self._offer("site", [(key, site.name) for key, site in self.sites.items()])
        self._offer("supervisor", [(key, person.called) for key, person in self.supervisors.items()])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = [("", _("Not said")), *choices]  # type: ignore[attr-defined]

    def clean_site(self) -> Site | None:
        return self.sites.get(self.cleaned_data["site"])

    def clean_supervisor(self) -> Person | None:
        return self.supervisors.get(self.cleaned_data["supervisor"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        own = {name: said.pop(name) for name in ("supervisor", "languages", "seen")}
        return own | {"facts": said}


def initial_of(leader: PeerLeader, supervisor: Person | None) -> dict[str, Any]:
    """What the form about this peer leader is drawn from."""
    named = {name: getattr(leader, name) for name in PeerLeaderForm.base_fields if hasattr(leader, name)}
    return named | {
        "site": str(leader.site_id or ""),
        "supervisor": str(supervisor.pk) if supervisor else "",
        "languages": leader.person.languages,
    }
