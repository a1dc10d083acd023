"""What a participant sets for their own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.people.models import Account


class HideNotesForm(ActionForm):
    """Whether notes stay behind a fresh look at the password."""

    notes_need_sign_in = forms.BooleanField(
        required=False,
        label=_("Ask for my password before showing notes"),
        help_text=_("So that nobody who picks up your phone can read them. We ask again after 10 minutes."),
    )


class PasswordForm(ActionForm):
    """The password once more, of whoever is signed in."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Raises ValidationError when it is another password."""
        password: str = self.cleaned_data["password"]
        if not self.account.check_password(password):
            raise forms.ValidationError(_("That is not the password of this account. Try again."))
        return password

    def refuse_for_a_minute(self) -> None:
        """Say that there were too many tries, whatever was typed."""
        self.fields["password"].clean = _not_now  # type: ignore[method-assign]
        self.full_clean()


def _not_now(value: Any) -> str:
    raise forms.ValidationError(_("Too many tries. Wait a minute, then try again."))
