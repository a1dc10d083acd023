"""No form takes a line end in a single line, whoever sends it: a heading of mail, a calendar or a file begins so."""

import importlib

import pytest
from django import forms
from django.db.models import FileField

from kinroad.core.forms import Form, OneLineEach
from tests.house.reading import ROOT, our_models, python_files

ONLY_DRAWN = {"GalleryForm"}  # the gallery of controls: nothing of it is saved, and design knows no other package
LINE_ENDS = ("\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", " \r\n\r\n ")


def every_form() -> list[type[forms.BaseForm]]:
    """Every class of a form that the program holds."""
    for path in python_files():
        if "Form)" in path.read_text():
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    waiting, found = [forms.BaseForm], set()
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found |= {each for each in below if each.__module__.startswith("kinroad.") and ".tests." not in each.__module__}
    return sorted(found, key=lambda each: each.__qualname__)


def test_38_every_form_makes_one_line_of_a_single_line():
    found = every_form()

    assert len(found) > 100
    assert not [each for each in found if not issubclass(each, OneLineEach) and each.__name__ not in ONLY_DRAWN]
    # Before Django's own, or it never comes to its turn.
    first = [each.__mro__.index(OneLineEach) < each.__mro__.index(forms.BaseForm) for each in found if is_ours(each)]
    assert all(first)


def is_ours(form: type[forms.BaseForm]) -> bool:
    return issubclass(form, OneLineEach) and form is not OneLineEach


def test_38_no_control_has_parts_of_its_own():
    """A control with parts reads them past the form."""
    assert not [
        (form.__name__, name)
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.MultiWidget)
    ]


class Sample(Form):
    """One of each kind of control that takes words."""

    title = forms.CharField()
    mail = forms.CharField(widget=forms.EmailInput)
    long = forms.CharField(widget=forms.Textarea)
    key = forms.CharField(widget=forms.PasswordInput, strip=False)
    kept = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize("end", LINE_ENDS)
def test_38_a_line_end_becomes_one_space_and_a_textarea_keeps_its_own(end):
    said = f"Supper{end}BCC: everyone{end}"
    form = Sample(dict.fromkeys(Sample.base_fields, said))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == form.cleaned_data["mail"] == "Supper BCC: everyone"
    assert form["title"].value() == "Supper BCC: everyone"
    assert form.cleaned_data["long"] == form.cleaned_data["kept"] == said.strip()
    assert form.cleaned_data["key"] == said


def test_39_a_file_can_be_handed_in_at_three_places_and_each_is_a_list():
    """No picture comes in anywhere: nothing in one can say where and when it was taken."""
    takes = {
        (each.__name__, name)
        for each in every_form()
        for name, field in each.base_fields.items()
        if isinstance(field, forms.FileField)
    }

    assert takes == {("HandInForm", "roster"), ("ListForm", "directory"), ("MeetingFileForm", "file")}
    assert not [each for each in our_models() for field in each._meta.fields if isinstance(field, FileField)]
