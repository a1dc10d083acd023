"""Forms under a consent: the signature, its end, and what leaves under it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.consent.models import Consent, Disclosure, Revocation
from kinroad.consent.queries.texts import FormText
from kinroad.consent.rules.draft import Signature
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.core.time import local


class SignForm(ActionFormWithId):
    """The participant's name, typed; and the lines they drew, where script runs."""

    name = forms.CharField(
        label=_("Sign with your name"),
        max_length=200,
        error_messages={"required": _("Sign with your name, or go back.")},
    )
    drawn = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    @property
    def signature(self) -> Signature:
        """The signature of a valid form."""
        said = self.cleaned_data
        method = "paper" if said.get("on_paper") else "drawn" if said["drawn"] else "typed"
        return Signature(said["name"], method, drawn=said["drawn"], authority=said.get("authority", ""))


class SignBesideForm(SignForm):
    """Beside the participant: they sign on this screen, or did on paper. Whoever presses saw it."""

    name = forms.CharField(
        label=_("Their name, as they sign"),
        max_length=200,
        error_messages={"required": _("Hand over the phone, so that they sign.")},
    )
    on_paper = forms.BooleanField(
        label=_("They signed on paper"),
        required=False,
        help_text=_("You saw them sign. Keep the paper where your program keeps papers."),
    )
    authority = forms.CharField(
        label=_("Somebody signed for them: who, and why they may"),
        required=False,
        max_length=300,
        help_text=_("For example: guardian, by court order. Leave it empty otherwise."),
    )


class EndForm(ActionForm):
    """The end of a consent: one press on one's own page; beside the participant, with what happened."""

    why = forms.ChoiceField(
        label=_("What happened?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what happened.")}
    )

    def __init__(self, *args: Any, consent: Consent, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["why"]
            return
        choices: list[tuple[str, Any]] = [("false", _("It turned out not to be true"))]
        if consent.expires_event:
            choices.insert(0, ("event", _("It has happened: %(event)s") % {"event": consent.expires_event}))
        if not consent.firm:
            choices.insert(0, ("withdrawn", _("They take it back")))
        fields: Any = self.fields
        fields["why"].choices = choices


class TakenBackForm(ActionForm):
    """What a participant took back by letter, by phone or in person: which, how, when it reached us, who said it."""

    consents = forms.MultipleChoiceField(
        label=_("What do they take back?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    everything = forms.BooleanField(
        label=_("Everything they can take back"),
        help_text=_("Also for family and friends whom only they see."),
        required=False,
    )
    how = forms.ChoiceField(
        label=_("How did they say so?"),
        widget=forms.RadioSelect,
        choices=[
            (Revocation.How.LETTER.value, _("In a letter or an e-mail")),
            (Revocation.How.PHONE.value, _("By phone")),
            (Revocation.How.BESIDE.value, _("In person")),
        ],
        error_messages={"required": _("Choose how they said so.")},
    )
    on = forms.DateField(
        label=_("On which day did it reach us?"),
        widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}),
        error_messages={"required": _("Enter the day.")},
    )
    clock = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time", "data-width": "short"}, format="%H:%M"),
        error_messages={"required": _("Enter the time. For a letter, when it was opened.")},
    )
    told_by = forms.CharField(
        label=_("Somebody else said it for them: who, and why they may"),
        help_text=_("Leave it empty when they said it themselves."),
        required=False,
        max_length=200,
    )
    words = forms.CharField(
        label=_("What they said or wrote"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, consents: list[tuple[str, str]], zone: str, now: datetime, **kwargs: Any) -> None:
        self.zone, self.now = zone, now
        here = local(now, zone)
        super().__init__(*args, initial={"on": here.date(), "clock": here.time()}, **kwargs)
        fields: Any = self.fields
        fields["consents"].choices = consents
        if not consents:
            del self.fields["consents"]

    def clean(self) -> dict[str, Any]:
        """Day and time make the moment, on the organization's clocks."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        on, clock = said.pop("on", None), said.pop("clock", None)
        said.setdefault("consents", [])
        if on and clock:
            said["received_at"] = datetime.combine(on, clock, tzinfo=ZoneInfo(self.zone))
            if said["received_at"] > self.now:
                self.add_error("on", _("This day or time has not come yet."))
        if not said["consents"] and not said.get("everything"):
            self.add_error("everything", _("Choose what they take back."))
        return said


class SendForm(ActionForm):
    """What leaves now, to whom, and how. Never more than the consent names."""

    to = forms.CharField(
        label=_("Who gets it now?"),
        max_length=200,
        help_text=_("The person or place by name."),
        error_messages={"required": _("Say who gets it.")},
    )
    of_class = forms.ChoiceField(
        label=_("Who are they?"), widget=forms.RadioSelect, error_messages={"required": _("Choose who they are.")}
    )
    classes = forms.MultipleChoiceField(
        label=_("What do they need now?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what they need.")},
    )
    channel = forms.ChoiceField(
        label=_("How?"),
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in Disclosure.Channel if each.value in ("pdf", "page", "csv")],
        initial="pdf",
        error_messages={"required": _("Choose how.")},
    )

    def __init__(self, *args: Any, consent: Consent, text: FormText, pdf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if not pdf:
            fields["channel"].choices = [each for each in fields["channel"].choices if each[0] != "pdf"]
            fields["channel"].initial = "page"
        fields["classes"].choices = [(each, text.words["classes"][each]) for each in consent.classes]
        fields["classes"].initial = consent.classes
        if consent.recipient_kind in ("person", "agency"):
            del fields["to"]
        groups = {"tpo": ("treating", "plans", "operations"), "treating": ("treating",), "public": ("public",)}
        open_to = groups.get(consent.recipient_class, ())
        if len(open_to) < 2:
            del fields["of_class"]
        else:
            fields["of_class"].choices = [(each, text.words["recipient_classes"][each]) for each in open_to]


class LetterForm(ActionFormWithId):
    """What a letter says."""

    classes = forms.MultipleChoiceField(
        label=_("What does the letter say?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the letter says.")},
    )

    def __init__(self, *args: Any, consent: Consent, text: FormText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["classes"].choices = [(each, text.words["classes"][each]) for each in consent.classes]
        fields["classes"].initial = [each for each in consent.classes if each != "absence"]
