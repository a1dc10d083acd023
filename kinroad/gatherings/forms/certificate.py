"""Asking for a certificate."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm


class CertificateForm(ActionForm):
    """Whether my name stands on the paper. It is printed, and kept nowhere with the certificate."""

    with_name = forms.BooleanField(label=_("Put my name on it"), help_text=_("Else it names nobody."), required=False)

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        def without_name(*, with_name: bool, **said: Any) -> Any:
            return action(**said)

        return super().carry_out(without_name, **kwargs)
