"""A number within bounds, with errors that say what to type."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _


class NumberField(forms.IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        said = [
            MinValueValidator(least, message=_("Enter %(limit_value)s or more.")),
            MaxValueValidator(most, message=_("Enter %(limit_value)s or less.")),
        ]
        super().__init__(
            validators=said,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-width": "short", "min": least, "max": most}),
            error_messages={"required": _("Enter a number."), "invalid": _("Enter a number.")},
            **kwargs,
        )
