"""Handing in a list of resources, and saying which column is which."""

import base64
import zlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.forms import ActionForm, Form
from kinroad.interop.hsds.columns import LEFT_OUT
from kinroad.interop.hsds.importing import MOST_BYTES_HERE
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.forms.finding import code_name
from kinroad.resources.rules.taxonomy import terms

SALT = "kinroad.resources.list"
WAITS = 60 * 60 * 2  # seconds: so long somebody may look before they bring it in
LABELS = {
    "agency": gettext_lazy("Who helps (agency)"),
    "service": gettext_lazy("What they do (service)"),
    "description": gettext_lazy("Description"),
    "need": gettext_lazy("Needs it answers"),
    "address": gettext_lazy("Whole address"),
    "street": gettext_lazy("Street and number"),
    "street_2": gettext_lazy("Suite or unit"),
    "city": gettext_lazy("Town"),
    "state": gettext_lazy("State"),
    "zip": gettext_lazy("ZIP code"),
    "county": gettext_lazy("County"),
    "lat": gettext_lazy("Latitude"),
    "lon": gettext_lazy("Longitude"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "url": gettext_lazy("Web address"),
    "hours": gettext_lazy("Hours"),
    "days": gettext_lazy("Days open"),
    "fees": gettext_lazy("What it costs"),
    "eligibility": gettext_lazy("Who it is for"),
    "apply": gettext_lazy("How to get in"),
    "documents": gettext_lazy("What to bring"),
    "languages": gettext_lazy("Languages"),
    "areas": gettext_lazy("Where people must live"),
    "tags": gettext_lazy("Words of the directory"),
    "minimum_age": gettext_lazy("From what age"),
    "maximum_age": gettext_lazy("Up to what age"),
    "gender": gettext_lazy("For men, for women"),
    "male": gettext_lazy("For men (yes or no)"),
    "female": gettext_lazy("For women (yes or no)"),
    "confidential": gettext_lazy("Keep the address secret (yes or no)"),
    "id": gettext_lazy("Their number for the row"),
}


class ListForm(ActionForm):
    """A file, or the one that was looked at a moment ago and came back with the page."""

    directory = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, HSDS JSON, or HSDS tables in a ZIP: up to 2 MB and 2,000 rows."),
        required=False,
        max_length=None,
    )
    source = forms.CharField(
        label=gettext_lazy("What is this list called?"),
        help_text=gettext_lazy("The same name next time says it is the same list. Empty: we find it by its rows."),
        max_length=120,
        required=False,
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.name, self.content = "", b""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        handed_in = said.get("directory")
        if handed_in is not None:
            self.name, self.content = handed_in.name[:120], handed_in.read(MOST_BYTES_HERE + 1)
            if len(self.content) > MOST_BYTES_HERE:
                no = _("This file is larger than 2 MB. Ask who keeps the server for: kinroad import resources FILE")
                self.add_error("directory", no)
        elif said.get("kept"):
            self._open(said["kept"])
        elif "directory" not in self.errors:
            self.add_error("directory", _("Choose a file of at most 2 MB."))
        return said

    def _open(self, kept: str) -> None:
        try:
            held = signing.loads(kept, salt=SALT, max_age=WAITS)
        except signing.BadSignature:
            held = {}
        if held.get("by") != str(self.by.who):
            raise ValidationError(_("The file is no longer here. Choose it again."))
        self.name, self.content = held["name"], zlib.decompress(base64.b64decode(held["file"]))

    def keep(self) -> str:
        """The file, signed, so that what is brought in is what was looked at. It is stored nowhere."""
        file = base64.b64encode(zlib.compress(self.content)).decode()
        return signing.dumps({"by": str(self.by.who), "name": self.name, "file": file}, salt=SALT)


class ColumnsForm(Form):
    """One choice for each column of the list."""

    use_required_attribute = False

    def __init__(self, data: Any, *, headings: Sequence[str], mapped: dict[str, str]) -> None:
        super().__init__(data, label_suffix="")
        self.headings = {f"column_{place}": each for place, each in enumerate(headings) if each.strip()}
        words = [("tag:" + code, code_name(code)) for code in terms()]
        choices: list[Any] = [
            (LEFT_OUT, _("Leave this column in the file")),
            *((ours, str(label)) for ours, label in LABELS.items()),
            (_("Yes means:"), words),
        ]
        for name, heading in self.headings.items():
            self.fields[name] = forms.ChoiceField(
                label=heading[:80], choices=choices, required=False, initial=mapped.get(heading, LEFT_OUT)
            )

    def mapping(self) -> dict[str, str]:
        """Their headings to ours, as somebody chose; empty before that."""
        if not self.is_bound or not self.is_valid():
            return {}
        return {heading: self.cleaned_data[name] or LEFT_OUT for name, heading in self.headings.items()}
