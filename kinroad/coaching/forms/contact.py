"""The form of a contact: under a minute on a phone."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinroad.coaching.models.words import Did
from kinroad.coaching.rules.contact import NoTime, WhenTrouble, activity_of, when_and_how_long
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.core.time import now, today
from kinroad.service_log.models import Activity, How, Where

MINUTES = ("5", "10", "15", "30", "45", "60")
SUPPORT = [
    ("emotional", _("Emotional")),
    ("informational", _("Informational")),
    ("instrumental", _("Instrumental")),
    ("affiliational", _("Affiliational")),
]
TROUBLES = {
    WhenTrouble.STILL_TO_COME: ("on", _("That time is still to come. Enter when you were in touch.")),
    WhenTrouble.NO_SUCH_TIME: ("starts", _("The clocks moved forward over that hour. Enter another time.")),
    WhenTrouble.NO_LENGTH: ("minutes", _("Choose about how many minutes, or enter when it began and ended.")),
    WhenTrouble.TOO_LONG: ("minutes_other", _("That is more than a day. Enter the minutes you were in touch.")),
}
NOTE_LIMIT = 20_000


class ContactForm(ActionFormWithId):
    """One time of being in touch. Nothing is chosen beforehand for support or activity."""

    how = forms.ChoiceField(
        label=_("How were you in touch?"),
        choices=How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you were in touch.")},
    )
    minutes = forms.ChoiceField(
        label=_("About how many minutes?"),
        choices=[(each, each) for each in MINUTES],
        widget=forms.RadioSelect,
        required=False,
    )
    support = forms.MultipleChoiceField(
        label=_("What kind of support was it?"),
        help_text=_("One or more."),
        choices=SUPPORT,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one or more kinds of support.")},
    )
    did = forms.MultipleChoiceField(
        label=_("What did you do together?"),
        help_text=_("One or more."),
        choices=Did.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    next = forms.ChoiceField(label=_("When will you be in touch next?"), widget=forms.RadioSelect, required=False)
    next_on = forms.DateField(label=_("Another day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    where_at = forms.ChoiceField(label=_("Where"), choices=Where.choices, required=False)
    activity = forms.ChoiceField(
        label=_("Kind of activity"),
        help_text=_("We fill this in from what you did."),
        choices=[("", _("As what we did says")), *Activity.choices],
        required=False,
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=_("Began at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Ended at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    minutes_other = forms.IntegerField(label=_("Other number of minutes"), required=False, min_value=1, max_value=1440)
    note = forms.CharField(label=_("Note"), required=False, max_length=NOTE_LIMIT, widget=forms.Textarea)
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=500)
    others = forms.MultipleChoiceField(
        label=_("Who else was there?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    goals = forms.MultipleChoiceField(
        label=_("Which goals was it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people_without_record = forms.IntegerField(
        label=_("Others without a record here"),
        help_text=_("A number is enough."),
        required=False,
        min_value=0,
        max_value=500,
    )

    def __init__(
        self,
        *args: Any,
        zone: str,
        others: list[tuple[UUID, str]] | None = None,
        goals: list[tuple[UUID, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.today = today(zone)
        self._field("next").choices = self._next_days()
        self._field("others").choices = [(str(pk), name) for pk, name in others or ()]
        self._field("goals").choices = [(str(pk), words) for pk, words in goals or ()]
        self.initial.setdefault("on", self.today)

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _next_days(self) -> list[tuple[str, str]]:
        week = self.today + timedelta(days=7)
        return [
            ("1", gettext("Tomorrow")),
            ("7", date_format(week, "l j")),
            ("14", gettext("In 2 weeks")),
            ("other", gettext("Other day")),
            ("none", gettext("No day yet")),
        ]

    def clean(self) -> dict[str, Any]:
        """Turn what was tapped into the facts of a contact."""
        said = super().clean() or {}
        if not said.get("did") and not said.get("activity"):
            self.add_error("did", _("Choose what you did together."))
        next_contact_on = self._next_day(said)
        started_at, minutes = self._when(said)
        if self.errors:
            return said
        return {
            "id": said["id"],
            "how": said["how"],
            "where_at": said["where_at"],
            "support": frozenset(said["support"]),
            "activity": said["activity"] or activity_of(said["did"]),
            "did": sorted(said["did"]),
            "started_at": started_at,
            "minutes": minutes,
            "note": said["note"].strip(),
            "next_step": said["next_step"].strip(),
            "next_contact_on": next_contact_on,
            "people_without_record": said["people_without_record"] or 0,
            "others": frozenset(UUID(each) for each in said["others"]),
            "goals": frozenset(UUID(each) for each in said["goals"]),
        }

    def _next_day(self, said: dict[str, Any]) -> date | None:
        chosen, day = said.get("next"), said.get("next_on")
        if chosen and chosen.isdigit():
            return self.today + timedelta(days=int(chosen))
        if chosen == "other" and not day and "next_on" not in self.errors:
            self.add_error("next_on", _("Enter the day you will be in touch."))
        if day and day < self.today and day != self.initial.get("next_on"):
            self.add_error("next_on", _("That day is past. Enter a day from today on."))
        return day if chosen != "none" else None

    def _when(self, said: dict[str, Any]) -> tuple[Any, int]:
        if {"on", "starts", "ends", "minutes", "minutes_other"} & set(self.errors):
            return None, 0
        length = said.get("minutes_other") or said.get("minutes")
        try:
            return when_and_how_long(
                day=said["on"],
                start=said.get("starts"),
                end=said.get("ends"),
                minutes=int(length) if length else None,
                now=now(),
                zone=self.zone,
            )
        except NoTime as trouble:
            field, words = TROUBLES[trouble.trouble]
            self.add_error(field, words)
        except OverflowError:
            self.add_error("on", _("Enter the day you were in touch."))
        return None, 0


class ChangeContactForm(ContactForm):
    """The same form, for a contact that was saved; it knows the version it was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    withdrawn = forms.BooleanField(
        label=_("This contact was with someone else"),
        help_text=_("It will be shown and counted no more. What stood here is kept."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["others"]

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        self.cleaned_data.setdefault("others", [])
        facts = super().clean()
        if self.errors:
            return facts
        return {**facts, "version": said["version"], "withdrawn": said.get("withdrawn", False)}


class PartNotesForm(ActionForm):
    """The note of each person who was there, typed once and now shown for each to adjust."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, UUID] = {}
        for part in parts:
            name = f"note-{part.pk}"
            self.names[name] = part.participant_id
            self.fields[name] = forms.CharField(
                label=gettext("Note for %(name)s") % {"name": part.called},
                required=False,
                max_length=NOTE_LIMIT,
                widget=forms.Textarea,
                initial=part.note,
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        notes = {self.names[name]: {"note": said[name].strip()} for name in self.names}
        return {"version": said["version"], "parts": notes, "shared": {}}
