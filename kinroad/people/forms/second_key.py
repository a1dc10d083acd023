"""Forms of second keys, and of showing again that it is you."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, OneLineEach
from kinroad.people.models import Account
from kinroad.people.rules.app_codes import new_secret

SALT = "kinroad.app"
HALF_AN_HOUR = 60 * 30  # seconds
ONE_TIME = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


def code_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    """A code that is typed once."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=40,
        widget=forms.TextInput(attrs=ONE_TIME),
        error_messages={"required": _("Type the code.")},
    )


class AppForm(ActionForm):
    """The first code of an app. The secret travels signed in the page, and is kept nowhere before the code fits."""

    code = code_field(_("The code your app shows"), _("Six numbers. They change every half minute."))
    secret = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"{SALT}.{account.pk}"
        self.plain = self._given() or new_secret()
        self.initial["secret"] = signing.dumps(self.plain, salt=self.salt)

    def _given(self) -> str:
        try:
            return str(signing.loads(self.data.get("secret", ""), salt=self.salt, max_age=HALF_AN_HOUR))
        except signing.BadSignature:
            return ""

    def clean_secret(self) -> str:
        if not self._given():
            raise ValidationError(_("This page is too old. Open it again and read the new picture."))
        return self.plain


class SecondKeyForm(ActionForm):
    """A code after the password: of the app, or a spare one from paper."""

    code = code_field(_("Your code"), _("Six numbers from your app, or a spare code from your paper."))


class ShowAgainForm(ActionForm):
    """The password once more, or a code."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        required=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = code_field(_("Or a code from your app"), required=False)

    def __init__(self, *args: Any, has_app: bool, has_spare: bool, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_app:
            self.fields["code"].label = _("Or a spare code from your paper")
        if not has_app and not has_spare:
            del self.fields["code"]
        if not has_password:
            del self.fields["password"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(name) for name in ("password", "code")):
            raise ValidationError(_("Type your password to go on."))
        return said


class _Readable:
    """What a device answered may be anything: what cannot be read is an error of the form, never one of ours."""

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except (LookupError, TypeError, ValueError, AttributeError):
            self.cleaned_data: dict[str, Any] = {}
            self._errors = ErrorDict(
                credential=ErrorList([str(_("That did not work. Try again, or use another way."))])
            )


class NewPasskeyForm(_Readable, OneLineEach, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, as the device made it."""


class PasskeyForm(_Readable, OneLineEach, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeyAloneForm(_Readable, OneLineEach, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the password."""
