"""Somebody has looked after what came up on a call."""

from django import forms

from kinroad.core.forms import ActionForm


class LookedAfterForm(ActionForm):
    """Done; with `go_on`, calls that rested begin again."""

    go_on = forms.BooleanField(required=False)
