"""Forms that carry out one action, keep what was typed, and cannot be submitted twice."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.widgets import Input
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from kinroad.core.ids import uuid7

FORM_ID_SALT = "kinroad.form"
FORM_ID_MAX_AGE = 60 * 60 * 24 * 8  # seconds: drafts live seven days


def one_line(text: str) -> str:
    """Words with one space where a line ended. A browser sends no line end out of a single line; a program may."""
    lines = text.splitlines()
    return text if lines == [text] else " ".join(filter(None, map(str.strip, lines)))


class OneLineEach:
    """What was sent for a single-line control is one line, whoever sent it, in the answer and on the page alike.

    Textareas keep their lines. A password is never changed, and a hidden control may carry what has several.
    """

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        said = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        single = isinstance(widget, Input) and not isinstance(widget, forms.PasswordInput | forms.HiddenInput)
        return one_line(said) if single and isinstance(said, str) else said


class Form(OneLineEach, forms.Form):
    """What every form here is made of."""


class ActionForm(Form):
    """A form behind one action. `carry_out` runs the action when the form is valid."""

    use_required_attribute = False
    result: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        """Run `action(**cleaned_data, **kwargs)`. The program's "no" becomes an error of this form.

        Returns True when the action was carried out; its answer is then in `result`.
        """
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.result = action(**self.cleaned_data, **kwargs)
        except ValidationError as refused:
            self._tell(refused)
            return False
        return True

    def start_from(self, words: QueryDict | None) -> None:
        """Draw an empty form with the words of a draft in it. A form that was sent keeps what was sent."""
        if words is None or self.is_bound:
            return
        for name, field in self.fields.items():
            if self.add_prefix(name) in words:
                self.initial[name] = field.widget.value_from_datadict(words, MultiValueDict(), self.add_prefix(name))

    def _tell(self, refused: ValidationError) -> None:
        if not hasattr(refused, "error_dict"):
            self.add_error(None, refused)
            return
        for name, errors in refused.error_dict.items():
            known = name if name in self.fields else None
            self.add_error(known if name != NON_FIELD_ERRORS else None, errors)


class FormIdField(forms.CharField):
    """A signed UUIDv7 made when the form was drawn: it becomes the primary key, so a second submit meets the first."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=True, initial=new_form_id, **kwargs)

    def clean(self, value: Any) -> UUID:
        try:
            return UUID(signing.loads(value or "", salt=FORM_ID_SALT, max_age=FORM_ID_MAX_AGE))
        except (signing.BadSignature, ValueError) as stale:
            raise ValidationError(
                _("This page is too old. Your words are still here: press the button again.")
            ) from stale


def new_form_id() -> str:
    """A fresh signed form id."""
    return signing.dumps(str(uuid7()), salt=FORM_ID_SALT)


class ActionFormWithId(ActionForm):
    """An action form whose `cleaned_data["id"]` becomes the primary key of what it makes."""

    id = FormIdField()

    def refresh_id(self) -> None:
        """Give the form a new id when the old one was refused, so that a second press works."""
        if "id" in self.errors and self.is_bound:
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("id")] = new_form_id()
            self.data = data
