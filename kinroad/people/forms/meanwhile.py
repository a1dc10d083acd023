"""Forms over something that others change too: who comes second sees both words, and keeps their own."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kinroad.core.forms import ActionForm
from kinroad.design.formats import clock, day_year


class MeanwhileForm(ActionForm):
    """A form that carries the `version` it was drawn from. A page includes `design/_meanwhile.html` above it."""

    stands: Mapping[str, Any]
    """What stands now, by the names of fields and with its version; empty for something new."""

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        """Run the action. What changed in between is shown again with both words."""
        done = super().carry_out(action, **kwargs)
        if not done:
            self._draw_from_now()
        return done

    def _draw_from_now(self) -> None:
        """Make the next press save what stands here: whoever presses has seen `said_meanwhile`."""
        if self.is_stale():
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("version")] = str(self.stands["version"])
            self.data = data

    def is_stale(self) -> bool:
        """Whether somebody else changed it after this form was drawn."""
        if not self.is_bound or "version" not in self.stands:
            return False
        drawn_from = getattr(self, "cleaned_data", {}).get("version")
        return drawn_from is not None and drawn_from != self.stands["version"]

    def said_meanwhile(self) -> list[tuple[Any, str]]:
        """When it changed in between: label and present words of each field that differs from what was typed."""
        if not self.is_stale():
            return []
        return [
            (field.label, as_words(field, self.stands[name]))
            for name, field in self.fields.items()
            if name in self.stands and name != "version"
            if (self.cleaned_data.get(name) or None) != (self.stands[name] or None)
        ]


def as_words(field: forms.Field, value: Any) -> str:
    """A value as the page would say it: labels for codes, nothing for nothing."""
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(each), str(each)) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, date):
        return day_year(value)
    if isinstance(value, time):
        return clock(value)
    if value in (None, ""):
        return ""
    said = field.prepare_value(value)
    return labels.get(str(said), str(said))
