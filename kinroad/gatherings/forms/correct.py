"""Correcting a listing, and choosing a file of listings."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.forms import ActionForm
from kinroad.gatherings.forms.words import day_names
from kinroad.gatherings.models import Meeting

LARGEST = 2 * 1024 * 1024
_YES_NO_UNKNOWN = {"": None, "open": True, "closed": False}


class CorrectMeetingForm(ActionForm):
    """The facts of a listing that we may know better."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    weekday = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=int)
    starts = forms.TimeField(label=gettext_lazy("Begins"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=gettext_lazy("Ends"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    venue = forms.CharField(label=gettext_lazy("Name of the place"), max_length=200, required=False)
    address = forms.CharField(label=gettext_lazy("Street and number"), max_length=250, required=False)
    city = forms.CharField(label=gettext_lazy("Town"), max_length=100, required=False)
    zip = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("ZIP code"),
        required=False,
        error_messages={"invalid": gettext_lazy("Enter five digits, or leave it empty.")},
    )
    conference_url = forms.URLField(
        label=gettext_lazy("Link to join online"), max_length=400, required=False, assume_scheme="https"
    )
    conference_phone = forms.CharField(label=gettext_lazy("Number to join by phone"), max_length=60, required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who may come"), required=False)
    in_person = forms.BooleanField(label=gettext_lazy("In person"), required=False)
    online = forms.BooleanField(label=gettext_lazy("Online"), required=False)
    temporarily_closed = forms.BooleanField(label=gettext_lazy("Place closed for now"), required=False)
    wheelchair = forms.BooleanField(label=gettext_lazy("Wheelchair access"), required=False)
    children = forms.BooleanField(label=gettext_lazy("Children welcome"), required=False)
    notes = forms.CharField(label=gettext_lazy("Notes"), max_length=2000, required=False, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data, initial=_said(meeting))
        self.fields["weekday"].choices = list(enumerate(day.capitalize() for day in day_names()))  # type: ignore[attr-defined]
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("The list does not say")),
            ("open", _("Open to everyone")),
            ("closed", _("Closed meeting")),
        ]

    def clean(self) -> dict[str, Any]:
        """Times become minutes of the day, and "who may come" yes, no or not said."""
        said = super().clean() or {}
        starts, ends = said.pop("starts", None), said.pop("ends", None)
        if isinstance(starts, time):
            said["start_minute"] = starts.hour * 60 + starts.minute
        said["end_minute"] = ends.hour * 60 + ends.minute if isinstance(ends, time) else None
        said["open"] = _YES_NO_UNKNOWN[said.pop("who", "")]
        said["notes"] = said.get("notes", "").replace("\r\n", "\n")
        return said


def _said(meeting: Meeting) -> dict[str, Any]:
    names = (
        "name", "weekday", "venue", "address", "city", "zip", "conference_url", "conference_phone", "in_person",
        "online", "temporarily_closed", "wheelchair", "children", "notes",
    )  # fmt: skip
    end = meeting.end_minute
    return {name: getattr(meeting, name) for name in names} | {
        "starts": time(*divmod(meeting.start_minute, 60)),
        "ends": None if end is None else time(*divmod(end, 60)),
        "who": "" if meeting.open is None else "open" if meeting.open else "closed",
    }


class MeetingFileForm(ActionForm):
    """A file of listings, and which list it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, Meeting Guide JSON or BMLT JSON, up to 2 MB. Nothing is changed before you say so."
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    source_name = forms.ChoiceField(label=gettext_lazy("Which list is it?"), required=False)
    new_name = forms.CharField(
        label=gettext_lazy("Name of a new list"),
        help_text=gettext_lazy("Only for a list you have not imported before."),
        max_length=120,
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, sources: list[str]) -> None:
        super().__init__(data, files)
        self.fields["source_name"].choices = [  # type: ignore[attr-defined]
            ("", _("Find out from the file")),
            *((name, name) for name in sources),
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 2 MB. Use the command “kinroad import meetings”."))
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.pop("file", None)
        if file is not None:
            said["content"], said["file_name"] = file.read(), file.name
        said["source_name"] = said.pop("new_name", "").strip() or said.get("source_name", "")
        return said
