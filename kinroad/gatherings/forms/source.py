"""Where a list of meetings is read, and how often."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.core.fetch import LONGEST_URL, FetchRefused, Trouble, check
from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.gatherings.models import MeetingSource, Rhythm


def trouble_words(trouble: str) -> str:
    """Why the last asking brought nothing, and what to do; empty when it went well."""
    return {
        "": "",
        Trouble.ADDRESS.value: _("This is not an address we can ask. It must begin with https:// and name no user."),
        Trouble.NO_SUCH_NAME.value: _("There is no such address. Please look for a spelling mistake."),
        Trouble.INSIDE.value: _("This address is not on the open web, so we do not ask it."),
        Trouble.NO_ANSWER.value: _("The address did not answer as it should. We try again at the next time."),
        Trouble.TOO_SLOW.value: _("The address took too long. We try again at the next time."),
        Trouble.TOO_LARGE.value: _("What the address sends is too large for a list of meetings."),
        Trouble.REDIRECTS.value: _(
            "The address sends us round and round. Please ask who keeps the list for another one."
        ),
        Trouble.STATUS.value: _("The address says that nothing stands there. Please ask who keeps the list."),
    }.get(trouble, _("The address answered, but we could not read a list of meetings there. What we show stays."))


class _AddressFields(ActionForm):
    address = forms.CharField(
        label=gettext_lazy("Address of the list"),
        help_text=gettext_lazy(
            "It begins with https:// and leads to JSON (Meeting Guide or BMLT) or CSV, open to all."
        ),
        max_length=LONGEST_URL,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the address of the list.")},
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("How often we read it"), choices=Rhythm, initial=Rhythm.WEEKLY)
    small_alone = forms.BooleanField(label=gettext_lazy("Show small changes without asking"), required=False)

    def __init__(self, data: Any = None, *, small: int, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["small_alone"].help_text = _(
            "Up to %(count)s meetings at a time. More than that, or a list that shrinks, always waits for one of you."
        ) % {"count": small}

    def clean_address(self) -> str:
        said: str = self.cleaned_data["address"].strip()
        if said:
            try:
                check(said)
            except FetchRefused as refused:
                raise forms.ValidationError(trouble_words(refused.trouble.value)) from None
        return said


class AddressForm(_AddressFields):
    """The address of a list that stands; empty when it comes as files alone."""

    field_order = ("address", "rhythm", "small_alone")

    def __init__(self, data: Any = None, *, source: MeetingSource, small: int) -> None:
        said = {"address": source.address, "rhythm": source.rhythm, "small_alone": source.small_alone}
        super().__init__(data, small=small, initial=said)
        self.fields["address"].required = False


class NewListForm(_AddressFields, ActionFormWithId):
    """A list that we begin to follow."""

    name = forms.CharField(
        label=gettext_lazy("Name of the list"),
        help_text=gettext_lazy("For you and your colleagues. For example: Central Iowa NA."),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the list a name.")},
    )
    field_order = ("id", "name", "address", "rhythm", "small_alone")
