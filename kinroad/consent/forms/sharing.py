"""The form of a consent: what it says, before it is signed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.consent.actions.consent import WRONG
from kinroad.consent.models import Consent
from kinroad.consent.queries.texts import FormText
from kinroad.consent.rules.draft import Draft, in_order
from kinroad.consent.rules.kinds import LIMITS, Kind, Purpose, RecipientKind
from kinroad.core.forms import ActionForm

UNTIL = {
    "30": _("For 30 days"),
    "90": _("For 3 months"),
    "365": _("For one year"),
    "day": _("Until a day I choose"),
    "event": _("Until what I write below"),
    "none": _("No end, until I take it back"),
}
WHO = {
    Kind.TPO: (_("Who is it?"), _("Only for one place. For all of them, leave this empty.")),
    Kind.SPECIFIC: (_("Who may see it?"), _("For example: Harbor House, or Dr. Lee at the clinic.")),
    Kind.INTERMEDIARY: (_("What is the network called?"), ""),
    Kind.PRIVATE: (_("Who may see it?"), _("For example: Dr. Lee at the clinic.")),
    Kind.PROCEEDINGS: (_("Which court, office or lawyer?"), ""),
    Kind.RESEARCH: (_("Which study, by whom?"), ""),
    Kind.PHOTO: (_("Who may show it?"), _("For example: us, on our web page.")),
    Kind.SUPPORTER: (_("What do you call them?"), _("For example: my sister. They see this name too.")),
    Kind.JUSTICE: (_("Who gets the letters?"), _("The court or office, and the officer if you know the name.")),
}
ALL_OF_THEM = {
    Kind.TPO: (_("All who care for my health, my insurance, and those who help run this program"), "tpo"),
    Kind.PHOTO: (_("Anyone who looks at it"), "public"),
}


NONE_OF_THESE = "none"
Agencies = Callable[[str], Sequence[tuple[UUID, str, str]]]
"""Id, name and towns of agencies of the directory that somebody may mean by what they typed."""


class ChooseForm(ActionForm):
    """What is shared, with whom, what for, and until when. `draft` is what was chosen."""

    recipient_kind = forms.ChoiceField(
        label=_("Is it a person or a place?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person or a place.")},
    )
    recipient = forms.CharField(max_length=200, error_messages={"required": _("Say who may see it.")})
    about = forms.ChoiceField(label=_("Is it one of these places we know?"), required=False, widget=forms.RadioSelect)
    members = forms.CharField(
        label=_("Who behind it may see it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name on each line."),
        error_messages={"required": _("Say who behind the network may see it.")},
    )
    treating = forms.BooleanField(label=_("And everyone there who treats me"), required=False)
    classes = forms.MultipleChoiceField(
        label=_("What may they see?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what they may see.")},
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )
    purpose_words = forms.CharField(
        label=_("In your own words"), required=False, max_length=300, help_text=_("For example: to get a room.")
    )
    condition = forms.BooleanField(
        label=_("Taking part here is a condition of my case"),
        error_messages={"required": _("This kind is only for a case that asks you to take part. Else choose another.")},
    )
    case = forms.CharField(
        label=_("Which case is it?"),
        max_length=200,
        help_text=_("For example: Denver Drug Court, case 26-117."),
        error_messages={"required": _("Say which case it is.")},
    )
    until = forms.ChoiceField(
        label=_("Until when?"), widget=forms.RadioSelect, error_messages={"required": _("Say when it ends.")}
    )
    expires_on = forms.DateField(
        label=_("The last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
        help_text=_("Only if you choose a day."),
        error_messages={"invalid": _("Enter a day, like 11/13/2026.")},
    )
    expires_event = forms.CharField(
        label=_("What has to happen"),
        required=False,
        max_length=200,
        help_text=_("Only if you choose that. For example: when I have moved in."),
    )
    firm = forms.BooleanField(
        label=_("It stands until its end"),
        required=False,
        help_text=_("Some courts ask for this. You can then not take it back before. Leave it open if nobody asked."),
    )

    def __init__(
        self, *args: Any, kind: Kind, text: FormText, today: date, agencies: Agencies | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.text, self.today = kind, text, today
        self._ask_which(agencies)
        limits, words = LIMITS[kind], text.words
        self._only_where_it_fits(kind)
        fields: Any = self.fields
        fields["recipient"].label, fields["recipient"].help_text = WHO[kind]
        named = [each for each in Consent.RecipientKind if each.value in limits.recipients]
        choices = [(each.value, ALL_OF_THEM[kind][0] if each.value == "class" else each.label) for each in named]
        if "recipient_kind" in self.fields:
            fields["recipient_kind"].choices = sorted(choices, key=lambda each: each[0] != "class")
            fields["recipient"].required = RecipientKind.CLASS not in limits.recipients
        open_to = in_order(kind, tuple(limits.classes))
        fields["classes"].choices = [(each, words["classes"][each]) for each in open_to]
        if "purpose" in self.fields:
            fitting = [each for each in Purpose if each in limits.purposes]
            fields["purpose"].choices = [(each.value, words["purposes"][each]) for each in fitting]
        fields["until"].choices = [
            (code, said)
            for code, said in UNTIL.items()
            if (code != "none" or limits.may_have_no_end) and (code != "event" or kind != Kind.SUPPORTER)
        ]

    def _ask_which(self, agencies: Agencies | None) -> None:
        """Where an agency of the directory may be meant, one is chosen, so that a referral finds this consent."""
        said = self.data.get("recipient", "") if self.is_bound else ""
        is_agency = self.is_bound and self.data.get("recipient_kind") == RecipientKind.AGENCY.value
        known = agencies(said) if agencies and is_agency and said.strip() else ()
        self.names = {str(id): name for id, name, _towns in known}
        if not known:
            del self.fields["about"]
            return
        choices: list[tuple[str, Any]] = [(str(id), f"{name}, {towns}" if towns else name) for id, name, towns in known]
        self.fields["about"].choices = [*choices, (NONE_OF_THESE, _("None of these"))]  # type: ignore[attr-defined]

    def _only_where_it_fits(self, kind: Kind) -> None:
        fitting = {
            "recipient_kind": len(LIMITS[kind].recipients) > 1,
            "members": kind == Kind.INTERMEDIARY,
            "treating": kind == Kind.INTERMEDIARY,
            "purpose": len(LIMITS[kind].purposes) > 1,
            "purpose_words": kind not in (Kind.TPO, Kind.SUPPORTER, Kind.JUSTICE),
            "condition": kind == Kind.JUSTICE,
            "case": kind == Kind.JUSTICE,
            "firm": kind == Kind.JUSTICE,
            "expires_event": kind != Kind.SUPPORTER,
        }
        for name, fits in fitting.items():
            if not fits:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("until") == "day" and not said.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", _("Enter the last day."))
        if said.get("until") == "event" and not said.get("expires_event"):
            self.add_error("expires_event", _("Say what has to happen."))
        if said.get("recipient_kind") in ("person", "agency") and not said.get("recipient"):
            self.add_error("recipient", self.fields["recipient"].error_messages["required"])
        if "about" in self.fields and not said.get("about") and "about" not in self.errors:
            self.add_error("about", _("We know a place with this name. Choose it, or “None of these”."))
        if not self.errors and (wrong := self.draft.wrong(today=self.today)):
            raise ValidationError(str(WRONG[wrong]))
        return said

    @property
    def draft(self) -> Draft:
        """What was chosen, as a consent not signed yet. Ask a valid form only."""
        said = self.cleaned_data
        limits = LIMITS[self.kind]
        whom = said.get("recipient_kind") or next(iter(limits.recipients)).value
        everyone = whom == RecipientKind.CLASS
        group = ALL_OF_THEM[self.kind][1] if everyone else "treating" if said.get("treating") else ""
        until, about = said["until"], said.get("about", "")
        named = self.names.get(about, said["recipient"])
        return Draft(
            kind=self.kind,
            classes=in_order(self.kind, tuple(said["classes"])),
            recipient_kind=whom,
            recipient=self.text.words["recipient_classes"][group] if everyone else named,
            recipient_about=UUID(about) if about in self.names else None,
            purpose=said.get("purpose") or next(iter(limits.purposes)).value,
            recipient_class=group,
            members=said.get("members", ""),
            purpose_words=said.get("purpose_words", ""),
            case=said.get("case", ""),
            expires_on=self._last_day(until, said.get("expires_on")),
            expires_event=said.get("expires_event", "") if until == "event" else "",
            no_end=until == "none",
            firm=said.get("firm", False),
        )

    def _last_day(self, until: str, chosen: date | None) -> date | None:
        return self.today + timedelta(days=int(until)) if until.isdigit() else chosen if until == "day" else None

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was chosen, to be sent again with the signature: the last day as they read it, also after midnight."""
        sent = [(name, value) for name in self.fields for value in self.data.getlist(name)]  # type: ignore[attr-defined]
        if not self.cleaned_data["until"].isdigit():
            return sent
        rest = [(name, value) for name, value in sent if name not in ("until", "expires_on")]
        return [*rest, ("until", "day"), ("expires_on", f"{self.draft.expires_on}")]
