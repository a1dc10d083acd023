"""Forms of settings: the organization, its places, its policies."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, FormIdField
from kinroad.core.policy import Policy
from kinroad.people.actions.organizations import ORGANIZATION_FACTS
from kinroad.people.forms.numbers import NumberField
from kinroad.people.forms.policies import LINES
from kinroad.people.forms.zones import zones
from kinroad.people.models import Organization, Part2Status
from kinroad.people.rules.fingerprints import fingerprint
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.states import STATES

NAMELESS = {"required": _("Enter a name.")}


class FreshForm(ActionForm):
    """A form that carries a mark of what it was drawn from, so that nobody overwrites what they have not seen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stands: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark = fingerprint(stands)
        if "seen" in self.fields:
            self.fields["seen"].initial = self.mark

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        done = super().carry_out(action, **kwargs)
        if self.is_bound and self.has_error(NON_FIELD_ERRORS, "stale"):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("seen")] = self.mark
            self.data = data
        return done

    def clean_seen(self) -> str:
        # A page without the mark is not ours: it is as stale as can be.
        return self.cleaned_data["seen"] or "none"


class OrganizationForm(FreshForm):
    """What the organization says about itself."""

    name = forms.CharField(label=_("Name of the organization"), max_length=120, error_messages=NAMELESS)
    discreet_name = forms.CharField(
        label=_("Discreet name"),
        max_length=60,
        error_messages=NAMELESS,
        help_text=_("Used wherever something leaves the screen. It must not say what you do."),
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=20)
    address = forms.CharField(label=_("Address"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    hours = forms.CharField(
        label=_("Hours"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: Open every day, 9 am to 9 pm"),
    )
    zone = forms.ChoiceField(label=_("Time zone"))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", "—"), *STATES])
    crisis_steps = forms.CharField(
        label=_("What we do when someone is in danger"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Shown at the foot of every page, after 911 and 988. One step a line."),
    )
    report_lines = forms.CharField(
        label=_("Whom we report to in this state"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hotlines for a child and for an elder in danger, your counsel, your program manager. One a line."),
    )
    younger_people_are_told = forms.CharField(
        label=_("What younger people are told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("People under your minimum age see these words. We keep no record of them."),
    )
    titles = forms.CharField(
        label=_("Titles of peer leaders"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. For example: Recovery coach"),
    )
    tile_url = forms.CharField(
        label=_("Server for maps"),
        required=False,
        max_length=300,
        help_text=_(
            "Leave it empty for no map. For example: https://tiles.example.org/{z}/{x}/{y}.png. "
            "Visitors’ browsers ask this server for pictures of the places they look at."
        ),
    )
    tile_attribution = forms.CharField(
        label=_("Who made the map"),
        required=False,
        max_length=200,
        help_text=_("Shown under the map. For example: © OpenStreetMap contributors"),
    )
    part2_status = forms.ChoiceField(
        label=_("How 42 CFR Part 2 applies"),
        choices=Part2Status.choices,
        widget=forms.RadioSelect,
        help_text=_("Whatever you choose, every record is kept as if Part 2 applies."),
    )
    part2_counsel = forms.CharField(label=_("Counsel who advised you"), required=False, max_length=120)
    part2_decided_on = forms.DateField(
        label=_("Day counsel advised you"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        facts = [name for name in self.base_fields if name != "seen"]
        initial = {name: getattr(organization, name) for name in facts} | {"titles": "\n".join(organization.titles)}
        stands = [getattr(organization, name) for name in ORGANIZATION_FACTS]
        super().__init__(*args, initial=initial, stands=stands, **kwargs)
        self.fields["zone"].choices = zones()  # type: ignore[attr-defined]

    def clean_titles(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["titles"].splitlines() if line.strip()]
        if any(len(line) > 60 for line in lines):
            raise ValidationError(_("A title has 60 letters or fewer."))
        return list(dict.fromkeys(lines))

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and as_e164(phone) is None:
            raise ValidationError(_("Enter a phone number with its area code."))
        return phone


class SiteForm(FreshForm):
    """A site."""

    name = forms.CharField(label=_("Name of the site"), max_length=80, error_messages=NAMELESS)
    zone = forms.ChoiceField(label=_("Time zone"))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    zip = forms.RegexField(
        r"^\d{5}$", label=_("ZIP code"), required=False, error_messages={"invalid": _("A ZIP code has five digits.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones()  # type: ignore[attr-defined]


class NewSiteForm(SiteForm):
    """A site to be added."""

    seen = None  # type: ignore[assignment]
    id = FormIdField()


class ProgramForm(FreshForm):
    """A program."""

    name = forms.CharField(
        label=_("Name of the program"),
        max_length=80,
        error_messages=NAMELESS,
        help_text=_("For example: Community coaching"),
    )


class NewProgramForm(ProgramForm):
    """A program to be added."""

    seen = None  # type: ignore[assignment]
    id = FormIdField()


class PoliciesForm(FreshForm):
    """Every number an organization may change. An empty one is our default."""

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, stands=[line.of(policy) for line in LINES], **kwargs)
        ours = Policy()
        for line in LINES:
            self.fields[line.key] = NumberField(
                label=line.label,
                required=False,
                least=line.least,
                most=line.most,
                initial=line.of(policy),
                help_text=_("Our default: %(number)s. %(source)s") % {"number": line.of(ours), "source": line.source},
            )

    def lines_of(self, part: str) -> list[Any]:
        """The fields of one part, for the page."""
        return [self[line.key] for line in LINES if line.part == part]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        values = {(line.part, line.name): said.pop(line.key, None) for line in LINES}
        return said | {"values": values}
