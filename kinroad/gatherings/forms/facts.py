"""What is said about a gathering: the fields of its forms."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.forms import Form
from kinroad.core.place import zip_place
from kinroad.gatherings.models import (
    Accessible,
    AttendanceWay,
    ForWhom,
    Gathering,
    GatheringKind,
    Photos,
    SignUp,
)
from kinroad.people.forms.numbers import NumberField
from kinroad.people.models import Program, Site
from kinroad.people.models.words import Language, Pathway
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log.models import Activity

SUPPORTS = ("emotional", "informational", "instrumental", "affiliational")
SUPPORT_NAMES = [
    ("emotional", gettext_lazy("Emotional")),
    ("informational", gettext_lazy("Informational")),
    ("instrumental", gettext_lazy("Instrumental")),
    ("affiliational", gettext_lazy("Affiliational")),
]
OTHER_PLACE, ONLINE = "other", "online"
YES_NO = ("children_welcome", "child_care", "rides", "waiting_list")


def many(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    """Checkboxes of which several may be chosen."""
    more.setdefault("required", False)
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **more)


class FactsFields(Form):
    """What a gathering is, where, and for whom."""

    WHAT = ("name", "about", "kind")
    WHERE = ("place", "room", "address", "zip", "also_online", "online_link")
    WHERE_FURTHER = ("accessibility",)
    WHO = ("public", "sign_up", "capacity", "waiting_list", "children_welcome", "child_care", "rides")
    WHO_FURTHER = ("cost", "languages", "for_whom", "pathway", "guest_expert", "photos", "program")
    WRITTEN = ("supports", "activity", "attendance")

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("What people see in the calendar, like: Friday family supper"),
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What happens there?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Two or three sentences for someone who comes for the first time."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=GatheringKind.choices)
    place = forms.ChoiceField(
        label=gettext_lazy("Where?"), error_messages={"required": gettext_lazy("Choose a place.")}
    )
    room = forms.CharField(label=gettext_lazy("Room"), required=False, max_length=80)
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Only for another place: its name, street and town."),
    )
    zip = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("ZIP code"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "short"}),
        error_messages={"invalid": gettext_lazy("Enter five digits, or leave it empty.")},
    )
    also_online = forms.BooleanField(label=gettext_lazy("People can also join online"), required=False)
    online_link = forms.URLField(
        label=gettext_lazy("Link to join"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Only people who say they are coming get it."),
        error_messages={"invalid": gettext_lazy("Enter a link that begins with https://")},
    )
    accessibility = many(gettext_lazy("What the place offers"), Accessible.choices)
    public = forms.ChoiceField(
        label=gettext_lazy("Who can see it?"),
        choices=[
            ("yes", gettext_lazy("Everyone: it stands in the public calendar")),
            ("no", gettext_lazy("Only people of our program, signed in")),
        ],
        widget=forms.RadioSelect,
    )
    sign_up = forms.ChoiceField(
        label=gettext_lazy("Who can say that they are coming?"), choices=SignUp.choices, widget=forms.RadioSelect
    )
    capacity = NumberField(
        label=gettext_lazy("Places"),
        least=1,
        most=5000,
        required=False,
        help_text=gettext_lazy("How many can come. Leave it empty when there is room for all."),
    )
    waiting_list = forms.BooleanField(label=gettext_lazy("Keep a waiting list when it is full"), required=False)
    children_welcome = forms.BooleanField(label=gettext_lazy("Children are welcome"), required=False)
    child_care = forms.BooleanField(label=gettext_lazy("People can ask for child care"), required=False)
    rides = forms.BooleanField(label=gettext_lazy("People can ask for a ride"), required=False)
    cost = forms.CharField(
        label=gettext_lazy("Cost"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Leave it empty when it is free."),
    )
    languages = many(
        gettext_lazy("Languages"),
        Language.choices,
        required=True,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    for_whom = many(
        gettext_lazy("For some more than for others?"),
        ForWhom.choices,
        help_text=gettext_lazy("Nothing chosen: for everyone."),
    )
    pathway = forms.ChoiceField(
        label=gettext_lazy("Pathway"),
        required=False,
        choices=[("", gettext_lazy("All pathways")), *Pathway.choices],
    )
    guest_expert = forms.CharField(
        label=gettext_lazy("Guest expert"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Who they are and what they know. It is shown with the gathering."),
    )
    photos = forms.ChoiceField(label=gettext_lazy("Photos"), choices=Photos.choices, widget=forms.RadioSelect)
    program = forms.ChoiceField(label=gettext_lazy("Program"), required=False)
    supports = many(
        gettext_lazy("What people find there"),
        SUPPORT_NAMES,
        required=True,
        error_messages={"required": gettext_lazy("Choose at least one type of support.")},
    )
    activity = forms.ChoiceField(label=gettext_lazy("Counts as"), choices=Activity.choices)
    attendance = forms.ChoiceField(
        label=gettext_lazy("How do you write down who came?"),
        choices=AttendanceWay.choices,
        widget=forms.RadioSelect,
    )

    def offer(self, *, sites: list[Site], programs: list[Program]) -> None:
        """Fill in the places and programs to choose from."""
        self.sites = {str(site.pk): site for site in sites}
        places = [(pk, site.name) for pk, site in self.sites.items()]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            *places,
            (OTHER_PLACE, _("Another place")),
            (ONLINE, _("Only online")),
        ]
        self.fields["program"].choices = [  # type: ignore[attr-defined]
            ("", _("For all programs")),
            *((str(program.pk), program.name) for program in programs),
        ]

    def clean(self) -> dict[str, Any]:
        """Another place needs to be said."""
        said = super().clean() or {}
        if said.get("place") == OTHER_PLACE and not (said.get("address") and said.get("zip")):
            missing = "zip" if said.get("address") else "address"
            if missing not in self.errors:
                self.add_error(missing, _("Say where it is: the address and its ZIP code."))
        if said.get("zip") and said.get("place") == OTHER_PLACE and zip_place(said["zip"]) is None:
            self.add_error("zip", _("We do not know this ZIP code. Look at it again."))
        return said

    def facts(self, *, by: Viewer) -> dict[str, Any]:
        """The fields of Gathering that say what, where and for whom; `zone` is that of the place."""
        said = self.cleaned_data
        site = self.sites.get(said["place"])
        other = said["place"] == OTHER_PLACE
        place = zip_place(said["zip"]) if other else None
        plain = (
            "name", "about", "kind", "room", "sign_up", "capacity", "languages", "accessibility", "cost",
            "for_whom", "pathway", "guest_expert", "photos", "activity", "attendance", *YES_NO,
        )  # fmt: skip
        return {
            **{name: said[name] for name in plain},
            **{support: support in said["supports"] for support in SUPPORTS},
            "public": said["public"] == "yes",
            "site_id": site.pk if site else None,
            "address": said["address"] if other else "",
            "zip": said["zip"] if other else "",
            "zone": site.zone if site else place.zone if place else by.organization_zone,
            "in_person": said["place"] != ONLINE,
            "online": said["place"] == ONLINE or said["also_online"],
            "online_link": said["online_link"] if said["place"] == ONLINE or said["also_online"] else None,
            "program_id": UUID(said["program"]) if said["program"] else None,
        }


def facts_said(gathering: Gathering) -> dict[str, Any]:
    """What the form shows of a gathering that stands."""
    plain = (
        "name", "about", "kind", "room", "address", "zip", "sign_up", "capacity", "languages", "accessibility",
        "cost", "for_whom", "pathway", "guest_expert", "photos", "activity", "attendance", "online_link", *YES_NO,
    )  # fmt: skip
    place = str(gathering.site_id) if gathering.site_id else OTHER_PLACE if gathering.in_person else ONLINE
    return {
        **{name: getattr(gathering, name) for name in plain},
        "supports": gathering.supports,
        "place": place,
        "also_online": gathering.in_person and gathering.online,
        "public": "yes" if gathering.public else "no",
        "program": str(gathering.program_id or ""),
    }
