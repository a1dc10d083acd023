"""Forms of one's own account and of ways in."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm, OneLineEach
from kinroad.people.rules.passwords import SHORTEST

LANGUAGES = [("", _("As my device says")), ("en", "English"), ("es", "Español")]
THEMES = [
    ("", _("As my device says")),
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("contrast", _("More contrast")),
]
NEW_PASSWORD = {"autocomplete": "new-password"}


class AccountForm(ActionForm):
    """How a person wants pages to be, wherever they sign in."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES, required=False, widget=forms.RadioSelect)


class NewPasswordForm(OneLineEach, ChangePasswordForm):  # type: ignore[misc]
    """allauth's form in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.use_required_attribute = False
        for name, label, hint in (
            ("oldpassword", _("Password you use now"), ""),
            ("password1", _("New password"), _long_enough()),
            ("password2", _("New password again"), ""),
        ):
            self.fields[name].label, self.fields[name].help_text = label, hint
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].error_messages["required"] = _("Fill this in.")


def _long_enough() -> str:
    return _("%(number)s characters or more. Four words in a row work well.") % {"number": SHORTEST}


class CodeForm(ActionForm):
    """The code somebody was given on paper."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("12 letters and numbers. Capitals, spaces and dashes do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code from your paper.")},
    )

    def clean_code(self) -> str:
        return plain_code(self.cleaned_data["code"])


def plain_code(typed: str) -> str:
    """The code as it was made: capitals, without spaces and dashes."""
    return "".join(each for each in typed.upper() if each.isalnum())


class WelcomeForm(ActionForm):
    """A new account, or for someone who has one, a new password."""

    username = forms.CharField(
        label=_("Choose a user name"),
        min_length=3,
        max_length=40,
        help_text=_("Three letters or more. It does not have to be your name."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Choose a user name."),
            "min_length": _("Use three letters or more."),
        },
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = _long_enough()
        if again:
            del self.fields["username"]
            self.fields["password"].label = _("Choose a new password")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "password" in said and said.pop("again", "") != said["password"]:
            self.add_error("again", ValidationError(_("The two passwords are not the same. Type both again.")))
        return said


class InviteForm(ActionForm):
    """A link to send, or a code on paper."""

    as_code = forms.TypedChoiceField(
        label=_("How do you want to hand it over?"),
        choices=[("code", _("A code on paper")), ("link", _("A link"))],
        coerce=lambda said: said == "code",
        initial="code",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
