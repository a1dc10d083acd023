"""Handing in a roster, and saying which column is which."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.interop.actions import rosters
from kinroad.interop.models import RosterImport
from kinroad.interop.spreadsheet.columns import Field, Mapped, has_a_name, key_of
from kinroad.interop.spreadsheet.reading import MOST_BYTES, Table, Unreadable, read_table
from kinroad.people.rules.viewer import Viewer

FIELD_LABELS = {
    Field.LEFT_OUT: gettext_lazy("Leave this column in the file"),
    Field.NAME: gettext_lazy("Name (first and last in one column)"),
    Field.FIRST_NAME: gettext_lazy("First name"),
    Field.MIDDLE_NAME: gettext_lazy("Middle name"),
    Field.LAST_NAME: gettext_lazy("Last name"),
    Field.CALLED: gettext_lazy("Name they go by"),
    Field.BIRTH: gettext_lazy("Birth date"),
    Field.PHONE: gettext_lazy("Phone"),
    Field.EMAIL: gettext_lazy("E-mail"),
    Field.ADDRESS: gettext_lazy("Address"),
    Field.ZIP: gettext_lazy("ZIP code"),
    Field.RECOVERY: gettext_lazy("Recovery date"),
    Field.STARTED: gettext_lazy("Day support began"),
    Field.ENDED: gettext_lazy("Day support ended"),
    Field.PATHWAY: gettext_lazy("Pathway"),
    Field.LANGUAGE: gettext_lazy("Language"),
    Field.KIND: gettext_lazy("Family member (yes or no)"),
    Field.SITE: gettext_lazy("Site"),
    Field.PROGRAM: gettext_lazy("Program"),
    Field.STATUS: gettext_lazy("State of support (active, closed)"),
    Field.PERMISSION: gettext_lazy("Permission to call or text (never brought in)"),
}


class HandInForm(ActionFormWithId):
    """A roster, read at once and kept sealed."""

    roster = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV or XLSX, up to 5 MB and 20,000 lines. Nobody is written down yet."),
        error_messages={
            "required": gettext_lazy("Choose a spreadsheet of at most 5 MB."),
            "empty": gettext_lazy("This file is empty."),
        },
        max_length=None,
    )

    def clean_roster(self) -> tuple[bytes, Table]:
        handed_in = self.cleaned_data["roster"]
        data: bytes = handed_in.read(MOST_BYTES + 1)
        try:
            return data, read_table(data)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


def hand_in(*, roster: tuple[bytes, Table], id: UUID, by: Viewer) -> RosterImport:
    """Keep what was handed in."""
    data, table = roster
    return rosters.keep_file(data=data, headings_key=key_of(table.headings), by=by, id=id)


class MappingForm(ActionForm):
    """One choice for each column of this roster."""

    def __init__(self, *args: Any, headings: Sequence[str], mapped: Mapped, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, (heading, known) in enumerate(zip(headings, mapped, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                choices=[(str(value), label) for value, label in FIELD_LABELS.items()],
                initial=str(known),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        fields = [cleaned.get(name, "") for name in self.fields]
        if not has_a_name([Field(each) for each in fields]):
            raise ValidationError(_("Say which column holds the names."))
        self.cleaned_data = {"fields": fields}
        return self.cleaned_data


class PressForm(ActionForm):
    """A button alone."""
