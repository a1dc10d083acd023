"""Signing in."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import OneLineEach


class SignInForm(OneLineEach, LoginForm):  # type: ignore[misc]
    """allauth's form in our words, with a box for a device that others use too."""

    shared = forms.BooleanField(
        required=False,
        label=_("This is a shared device"),
        help_text=_("We sign you out when you close the browser."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.use_required_attribute = False
        self.fields["login"].label = _("E-mail or user name")
        self.fields["login"].widget.attrs = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields.pop("remember", None)
        # Nobody needs to be told that both are needed; what is missing is told below.
        self.fields["login"].required = self.fields["password"].required = False

    def clean(self) -> Any:
        if not self.cleaned_data.get("login"):
            self.add_error("login", _("Enter your e-mail or user name."))
        if not self.cleaned_data.get("password"):
            self.add_error("password", _("Enter your password."))
        return super().clean()

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        answer = super().login(request, redirect_url=redirect_url)
        if self.cleaned_data["shared"]:
            request.session.set_expiry(0)
        return answer
