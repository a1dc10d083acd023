"""What the gallery page shows: a form with two mistakes, a week, two charts. All of it is made up."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MONTHS = [date(2026, month, 1) for month in range(6, 12)]
ICONS = [
    *("today", "home", "people", "calendar", "place", "more", "plus", "pen", "phone", "text", "video", "cup", "letter"),
    *("screen", "heart", "book", "hand", "circle", "sprout", "flag", "child", "wheelchair", "car", "clock", "search"),
    *("globe", "leave", "eye", "lock", "print", "info", "check", "warning", "urgent", "next", "back"),
]


class GalleryForm(forms.Form):
    """One field of each kind."""

    called = forms.CharField(
        label=_("What name should we call you by?"),
        help_text=_("It does not have to be your legal name."),
        required=False,
    )
    spoke = forms.DateField(
        label=_("Day you spoke"),
        help_text=_("For example 11/20/2026"),
        error_messages={"required": _("Enter the day you spoke")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, error_messages={"invalid": _("Minutes must be a number, such as 15")}
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("We use it for calls and texts."),
        choices=[("en", "English"), ("es", "Español")],
        required=False,
    )
    message = forms.ChoiceField(
        label=_("May we leave a message?"),
        help_text=_("You can change this at any time."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        required=False,
    )
    support = forms.MultipleChoiceField(
        label=_("What kind of support was it?"),
        choices=[
            ("emotional", _("Emotional")),
            ("informational", _("Informational")),
            ("instrumental", _("Instrumental")),
            ("affiliational", _("Affiliational")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    how_long = forms.ChoiceField(
        label=_("About how many minutes?"),
        choices=[(each, str(each)) for each in (5, 15, 30, 60)],
        widget=forms.RadioSelect,
        required=False,
    )
    shared = forms.BooleanField(
        label=_("This is a shared device"), help_text=_("We sign you out when you close the page."), required=False
    )
    note = forms.CharField(
        label=_("Note"), help_text=_("The participant can read this."), widget=forms.Textarea, required=False
    )


def gallery() -> dict[str, Any]:
    """The context of `design/gallery.html`."""
    form = GalleryForm(
        {
            "called": "Aisha",
            "minutes": "15 ?",
            "language": "en",
            "message": "yes",
            "how_long": "15",
            "support": ["emotional", "informational", "instrumental", "affiliational"],
        },
        auto_id="g-%s",
    )
    sunday = date(2026, 11, 15)
    events = {18: [("5:30 pm", _("Parenting class, 3"), "#")], 20: [("6 pm", _("Family game night"), "#")]}
    week = [sunday + timedelta(days=each) for each in range(7)]
    return {
        "form": form,
        "hints": {"yes": _("We say only our first name"), "no": _("We hang up and try again")},
        "months": MONTHS,
        "icons": ICONS,
        "on": {"contact": date(2026, 11, 13), "card": date(2026, 11, 2)},
        "weekdays": week,
        "weeks": [[SimpleNamespace(on=on, today=on.day == 20, out=False, items=events.get(on.day, [])) for on in week]],
    }
