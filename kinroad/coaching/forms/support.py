"""Asking for support: four questions, a first name is enough."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionFormWithId
from kinroad.people.models import Kind
from kinroad.people.rules.phones import as_e164

REACH = [
    ("text", _("Text me")),
    ("call", _("Call me")),
    ("email", _("E-mail me")),
    ("visit", _("I will come by")),
]


class AskForSupportForm(ActionFormWithId):
    """The public form. `minimum_age` is the organization's policy, in years."""

    kind = forms.ChoiceField(
        label=_("Who is the support for?"),
        choices=[
            (Kind.RECOVERY, _("For me")),
            (Kind.FAMILY, _("For me, as a family member")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who the support is for.")},
    )
    words = forms.CharField(
        label=_("What would help?"),
        help_text=_("A few words are fine. You can also leave this empty."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    called = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("A first name or any name you like. It need not be your legal name."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Enter a name we can call you by. Any name is fine.")},
    )
    reach = forms.MultipleChoiceField(
        label=_("How may we reach you?"),
        help_text=_("One or more."),
        choices=REACH,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one or more ways.")},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    may_leave_message = forms.BooleanField(
        label=_("You may leave a message"),
        help_text=_("We say only the name you choose here and a number."),
        required=False,
    )
    name_to_say = forms.CharField(
        label=_("If someone else answers, what name should we say?"),
        help_text=_("We never say why we call."),
        required=False,
        max_length=60,
    )
    safe_contact_words = forms.CharField(
        label=_("When is a good time, and when should we not call?"),
        required=False,
        max_length=500,
    )
    old_enough = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose one.")})

    def __init__(self, *args: Any, minimum_age: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        age = self.fields["old_enough"]
        age.label = gettext("Are you %(years)s or older?") % {"years": minimum_age}
        age.choices = [("yes", gettext("Yes")), ("no", gettext("Not yet"))]  # type: ignore[attr-defined]

    @property
    def too_young(self) -> bool:
        """They said that they are younger. Nothing else is asked, and nothing is kept."""
        return self.is_bound and self.data.get("old_enough") == "no"

    def clean(self) -> dict[str, Any]:
        """The facts of a participant, as far as they were said."""
        said = super().clean() or {}
        reach = set(said.get("reach") or ())
        phone = (said.get("phone") or "").strip()
        if reach & {"text", "call"} and not phone:
            self.add_error("phone", _("Enter a phone number, or choose another way to reach you."))
        elif phone and as_e164(phone) is None:
            self.add_error("phone", _("Enter a phone number with its area code, for example 555-555-0116."))
        if "email" in reach and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter an e-mail address, or choose another way to reach you."))
        if self.errors:
            return said
        facts = {name: said[name].strip() for name in ("called", "email", "name_to_say", "safe_contact_words")}
        return {
            "id": said["id"],
            "words": said["words"].strip(),
            "facts": {
                **facts,
                "kind": said["kind"],
                "phone": phone,
                "may_text": "text" in reach,
                "may_call": "call" in reach,
                "may_email": "email" in reach,
                "may_leave_message": said["may_leave_message"] and bool(phone),
            },
        }
