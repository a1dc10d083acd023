"""The sheet of a session on a phone: a tap for each person, and numbers for everyone else."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, FormIdField
from kinroad.gatherings.actions.attendance import MARKS, NUMBERS, Added, ChangedMeanwhile
from kinroad.gatherings.models import Sheet
from kinroad.gatherings.queries.leading import Leader
from kinroad.gatherings.queries.sheet import Row
from kinroad.gatherings.rules.attendance import MOST_CHILDREN

SOMEONE_ELSE = "none"
NUMBER = {"inputmode": "numeric", "data-width": "short"}


@dataclass(frozen=True)
class Line:
    """One person on the page, with the fields about them."""

    row: Row
    came: Any
    children: Any
    guests: Any
    online: Any


class SheetForm(ActionForm):
    """Who came. `drawn` holds what the page showed, so that only what was changed on it is saved."""

    head_count = forms.IntegerField(
        label=_("More people, without a name"),
        required=False,
        min_value=0,
        max_value=2000,
        widget=forms.NumberInput(NUMBER),
    )
    children = forms.IntegerField(
        label=_("More children"), required=False, min_value=0, max_value=500, widget=forms.NumberInput(NUMBER)
    )
    volunteers = forms.IntegerField(
        label=_("Volunteers who helped"),
        help_text=_("They are not counted among those who came."),
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput(NUMBER),
    )
    minutes = forms.IntegerField(
        label=_("Minutes it took"),
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(NUMBER),
        error_messages={"required": _("Enter how many minutes it took.")},
    )
    leaders = forms.MultipleChoiceField(label=_("Who led"), required=False, widget=forms.CheckboxSelectMultiple)
    add = forms.CharField(
        label=_("Add someone"),
        help_text=_("What they go by. A first name is enough."),
        required=False,
        max_length=60,
    )
    which = forms.ChoiceField(label=_("Is it one of these?"), required=False, widget=forms.RadioSelect)
    add_id = FormIdField()
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        rows: list[Row],
        sheet: Sheet | None,
        minutes: int,
        leaders: list[Leader],
        hybrid: bool = False,
        find: Callable[[str], list[tuple[UUID, str]]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.find, self.found, self.clashes = rows, find, list[tuple[UUID, str]](), frozenset[str]()
        for row in rows:
            self._add_line(row, hybrid=hybrid)
        self.names = {str(each.id): each.called for each in leaders}
        self._choices("leaders", list(self.names.items()))
        self.stands = self._now(rows, sheet, minutes=minutes, leaders=leaders)
        self.initial = {**self.stands, "drawn": json.dumps(self.stands), **self.initial}

    def _add_line(self, row: Row, *, hybrid: bool) -> None:
        self.fields[f"came-{row.key}"] = forms.BooleanField(
            label=row.called or gettext("Someone who checked in"), required=False
        )
        for name, label in (
            ("children", pgettext("with them", "Children")),
            ("guests", pgettext("with them", "Grown-up guests")),
        ):
            self.fields[f"{name}-{row.key}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST_CHILDREN, widget=forms.NumberInput(NUMBER)
            )
        if hybrid:
            self.fields[f"online-{row.key}"] = forms.BooleanField(label=gettext("Online"), required=False)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _now(self, rows: list[Row], sheet: Sheet | None, *, minutes: int, leaders: list[Leader]) -> dict[str, Any]:
        """What stands, by the names of fields."""
        stands: dict[str, Any] = {name: getattr(sheet, name) if sheet else 0 for name in NUMBERS}
        if sheet is None:
            stands |= {"minutes": minutes, "leaders": [str(each.id) for each in leaders]}
        for row in rows:
            stands |= {f"{name}-{row.key}": getattr(row.mark, name) for name in MARKS}
        return {name: value for name, value in stands.items() if name in self.fields}

    @property
    def lines(self) -> list[Line]:
        """The people on the page."""
        return [
            Line(
                row,
                self[f"came-{row.key}"],
                self[f"children-{row.key}"],
                self[f"guests-{row.key}"],
                self[f"online-{row.key}"] if f"online-{row.key}" in self.fields else None,
            )
            for row in self.rows
        ]

    def start_from(self, words: QueryDict | None) -> None:
        """A draft brings what its page showed along, so that a tap taken back stays taken back."""
        if words is None or self.is_bound or "drawn" not in words:
            return
        for name in self.fields:
            if isinstance(self.fields[name], forms.BooleanField):
                self.initial[name] = name in words
        super().start_from(words)

    def clean(self) -> dict[str, Any]:
        """What was said, what the page showed, and whom to add."""
        said = super().clean() or {}
        added = self._whom(said) if not self.errors else None
        if self.errors:
            return said
        return {
            "said": {name: said[name] or (0 if name != "leaders" else []) for name in self.stands if name in said},
            "drawn": self._drawn(said),
            "added": added,
        }

    def _drawn(self, said: dict[str, Any]) -> dict[str, Any]:
        try:
            found = json.loads(said.get("drawn") or "{}")
        except ValueError:
            found = {}
        return found if isinstance(found, dict) else {}

    def clean_add(self) -> str:
        """Look for whom this could mean; the page asks which of them, before it adds anybody."""
        words = str(self.cleaned_data["add"]).strip()
        self.found = self.find(words) if self.find and words else []
        named = [(str(pk), called) for pk, called in self.found]
        self._choices("which", [*named, (SOMEONE_ELSE, gettext("Someone else"))] if named else [])
        return words

    def _whom(self, said: dict[str, Any]) -> Added | None:
        if not said["add"]:
            return None
        if self.found and not said["which"]:
            self.add_error("which", _("Choose who it is, then save."))
        known = next((pk for pk, _called in self.found if str(pk) == said.get("which")), None)
        return Added(id=said["add_id"], participant_id=known, goes_by="" if known else said["add"])

    def _tell(self, refused: ValidationError) -> None:
        super()._tell(refused)
        if isinstance(refused, ChangedMeanwhile):
            self.clashes = refused.names
            self._draw_from_now()

    def _draw_from_now(self) -> None:
        """Keep what was typed; take over what others wrote; whoever presses again has seen both."""
        data = self.data.copy()  # type: ignore[attr-defined]
        said, drawn = self.cleaned_data["said"], self.cleaned_data["drawn"]
        for name, value in self.stands.items():
            if said.get(name) != drawn.get(name):
                continue
            if isinstance(value, bool):
                data.pop(name, None)
            if isinstance(value, list):
                data.setlist(name, value)
            elif value is not False:
                data[name] = "on" if value is True else str(value)
        data["drawn"] = json.dumps(self.stands)
        self.data = data

    def said_meanwhile(self) -> list[tuple[str, str]]:
        """Where two said different things: what it is about, and what stands now."""
        return [(self._label(name), self._words(name)) for name in sorted(self.clashes)]

    def _label(self, name: str) -> str:
        kind, _dash, key = name.partition("-")
        whose = next((row.called for row in self.rows if str(row.key) == key), "")
        label = str(self.fields[name].label)
        return f"{label}:" if kind == "came" or not whose else f"{whose}, {label}:"

    def _words(self, name: str) -> str:
        value = self.stands[name]
        if isinstance(value, bool):
            return gettext("there") if value else gettext("not there")
        if isinstance(value, list):
            return ", ".join(self.names[each] for each in value if each in self.names)
        return str(value)

    def refresh_id(self) -> None:
        """A new id when the old one was refused, so that a second press works."""
        if self.is_bound and "add_id" in self.errors:
            data = self.data.copy()  # type: ignore[attr-defined]
            data["add_id"] = self.fields["add_id"].initial()
            self.data = data
