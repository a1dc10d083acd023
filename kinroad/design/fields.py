"""What the form macros ask about a bound field. Django's own widget templates are not used: macros are faster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.forms import BoundField, widgets

NATIVE_DATES = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime-local": "%Y-%m-%dT%H:%M"}


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select, or one radio button or checkbox."""

    id: str
    value: str
    label: Any
    hint: Any
    checked: bool
    group: Any = None


def control_of(field: BoundField) -> str:
    """Which macro draws this field: hidden, check, choices, select, textarea, input or other."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxSelectMultiple | widgets.RadioSelect):
        return "choices"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.Select):
        return "select"
    if isinstance(widget, widgets.Textarea):
        return "textarea"
    return "other" if isinstance(widget, widgets.MultiWidget) else "input"


def describes(field: BoundField) -> str | None:
    """The ids of hint and error, in that order, for `aria-describedby`."""
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids) or None


def text_of(field: BoundField, kind: str) -> str | None:
    """What stands in the control. A password never comes back; native date controls want ISO."""
    if kind in ("password", "file"):
        return None
    value = field.value()
    if isinstance(value, date | datetime | time) and kind in NATIVE_DATES:
        return value.strftime(NATIVE_DATES[kind])
    said = field.field.widget.format_value(value)
    return None if said is None else str(said)


def attributes_of(field: BoundField, **given: Any) -> dict[str, Any]:
    """The attributes of the control, in the order of the mock pages; what the template gives wins over the widget's."""
    widget = field.field.widget
    own: dict[str, Any] = field.build_widget_attrs(dict(widget.attrs))
    kind = given.pop("type", None) or own.pop("type", None) or getattr(widget, "input_type", None)
    own.pop("class", None)
    attributes: dict[str, Any] = {"id": field.auto_id, "name": field.html_name}
    control = control_of(field)
    if control == "input":
        attributes |= {"type": kind, "value": text_of(field, str(kind))}
    own["aria-describedby"] = describes(field)
    own["aria-invalid"] = "true" if field.errors else None
    attributes |= own | {name: value for name, value in given.items() if value is not None}
    if control == "textarea":
        attributes.pop("cols", None)
    return {name: "" if value is True else value for name, value in attributes.items() if value not in (None, False)}


def options_of(field: BoundField, hints: Mapping[Any, Any] | None = None) -> Iterator[Option]:
    """Every choice with its id, hint, group and whether it is chosen."""
    chosen = field.field.widget.format_value(field.value())
    chosen = {str(each) for each in ([chosen] if isinstance(chosen, str) else chosen or [])}
    hints = hints or getattr(field.field, "hints", None) or {}
    place = 0
    for value, label in field.field.widget.choices:
        grouped = isinstance(label, list | tuple)
        for each, said in label if grouped else [(value, label)]:
            text = "" if each is None else str(each)
            hint = hints.get(each) or hints.get(text)
            yield Option(f"{field.auto_id}_{place}", text, said, hint, text in chosen, value if grouped else None)
            place += 1


def groups_of(field: BoundField) -> list[tuple[Any, list[Option]]]:
    """The lines of a select, neighbours of the same group together."""
    return [(group, list(lines)) for group, lines in groupby(options_of(field), key=lambda each: each.group)]


def is_many(field: BoundField) -> bool:
    """Whether several choices may be taken together."""
    return bool(getattr(field.field.widget, "allow_multiple_selected", False))


def target_of(field: BoundField) -> str:
    """The id a line of the error summary leads to."""
    return f"{field.auto_id}_0" if control_of(field) == "choices" else field.auto_id


GLOBALS = {
    "control_of": control_of,
    "attributes_of": attributes_of,
    "options_of": options_of,
    "groups_of": groups_of,
    "describes": describes,
    "text_of": text_of,
    "is_many": is_many,
    "target_of": target_of,
}
