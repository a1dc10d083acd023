import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from kinroad.design.gallery import ICONS, GalleryForm, gallery
from kinroad.design.tests.render import frame, page, part

PACKAGES = Path(__file__).parents[2]
SPRITE = set(re.findall(r'id="icon-([a-z]+)"', (PACKAGES / "design/jinja2/design/_sprite.html").read_text()))


class ShortForm(forms.Form):
    spoke = forms.DateField(label="Day you spoke", help_text="For example 11/20/2026")
    how = forms.ChoiceField(label="How", choices=[("phone", "Phone"), ("text", "Text")], widget=forms.RadioSelect)
    where = forms.ChoiceField(
        label="Where", choices=[("", "Anywhere"), ("Near", [("center", "Center")]), ("Far", [("jail", "Jail")])]
    )
    agreed = forms.BooleanField(label="I agree", help_text="You can change it")
    key = forms.CharField(widget=forms.HiddenInput)


def test_a_field_says_label_then_hint_then_error_then_control():
    html = part("{{ field(form.spoke) }}", form=ShortForm({}))

    order = [html.index(each) for each in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_spoke-hint id_spoke-error"' in html
    assert 'aria-invalid="true"' in html
    assert "(needed)" in html


def test_a_field_without_hint_or_mistake_describes_nothing():
    html = part("{{ field(form.called) }}", form=GalleryForm())

    assert 'aria-describedby="id_called-hint"' in html
    assert "aria-invalid" not in html
    assert "(needed)" not in html


def test_choices_keep_the_order_and_lead_from_the_summary_to_the_first_button():
    form = ShortForm({"where": "jail"})

    html = part("{{ error_summary(form) }}{{ choices(form.how, fit='tight') }}", form=form)

    order = [html.index(each) for each in ("<legend", 'class="error"', 'class="choice-grid"')]
    assert order == sorted(order)
    assert 'href="#id_how_0"' in html
    assert 'id="id_how_0"' in html
    assert "4 things to look at" in html
    assert "autofocus" in html


def test_a_select_keeps_its_groups_and_what_was_chosen():
    html = part("{{ select(form.where) }}", form=ShortForm({"where": "jail"}))

    assert '<optgroup label="Near"><option value="center">' in html
    assert '<option value="jail" selected>Jail</option>' in html
    assert html.index("Anywhere") < html.index("optgroup")


def test_one_checkbox_is_a_choice_with_its_hint():
    html = part("{{ check(form.agreed) }}", form=ShortForm({"agreed": "on"}))

    assert '<label class="choice"><input type="checkbox" name="agreed" id="id_agreed" checked required>' in html
    assert "<small>You can change it</small>" in html


def test_any_form_is_drawn_whole_with_its_hidden_fields():
    html = part(
        "{% call form_of(form, csrf) %}{{ form_fields(form) }}{{ submit('Save') }}{% endcall %}",
        form=ShortForm(initial={"key": "k1"}),
        csrf="",
    )

    assert '<input type="hidden" name="key" value="k1" id="id_key">' in html
    assert html.count('class="field"') == 2
    assert html.count("<fieldset") == 1
    assert 'method="post"' in html
    assert "data-once" in html


def test_a_date_comes_back_in_the_form_the_control_wants():
    form = ShortForm(initial={"spoke": date(2026, 11, 20)})

    assert 'value="2026-11-20"' in part("{{ field(form.spoke, type='date') }}", form=form)
    assert 'value="2026-11-20"' in part("{{ field(form.spoke) }}", form=form)


def test_a_password_never_comes_back():
    form = forms.Form({"word": "walk-with-me"})
    form.fields["word"] = forms.CharField(widget=forms.PasswordInput)

    assert "walk-with-me" not in part("{{ field(form.word) }}", form=form)


@pytest.mark.parametrize(
    "source",
    [
        "{{ head(bad, bad) }}",
        "{{ field(form.called) }}{{ choices(form.message, hints={'yes': bad}) }}",
        "{{ reach(bad, bad, bad, bad, bad, log=bad) }}",
        "{{ entry('cup', bad, bad, bad, [], bad, bad) }}",
        "{{ notice('info', bad, bad) }}{{ empty_state(bad, bad) }}{{ stat(bad, bad, bad) }}",
        "{{ meeting(bad, bad, bad, bad, bad, bad, bad, [('cup', bad)]) }}{{ facts([bad]) }}{{ person(bad, bad) }}",
        "{{ chart('emotional', bad, [bad], [3]) }}{{ crumbs([(bad, bad), bad]) }}{{ tabs(bad, [(bad, bad)], '') }}",
        "{{ button(bad, unseen=bad, attrs={'title': bad}) }}{{ avatar(bad) }}{{ step(bad, bad) }}",
    ],
)
def test_what_people_type_stays_words(source):
    bad = '"><script>alert(1)</script>'
    form = GalleryForm({"called": bad})
    form.fields["called"].label = form.fields["message"].label = bad

    html = part(source, form=form, bad=bad)

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'href=""><' not in html


def test_a_support_has_its_colour_icon_and_name():
    assert part("{{ chip('instrumental') }}") == (
        '<span class="chip" data-support="instrumental"><svg class="icon" aria-hidden="true">'
        '<use href="#icon-hand"/></svg>Instrumental</span>'
    )
    with translation.override("es"):
        assert "De pertenencia" in part("{{ chip('affiliational') }}")


def test_a_chart_hides_small_counts_behind_a_dashed_bar():
    html = part("{{ chart('emotional', 'Emotional', ['Jun', 'Jul', 'Aug'], [none, 1204, 0]) }}")

    assert html.count("bar-hidden") == 1
    assert "&lt;11" in html
    assert "1,204" in html
    assert "style=" not in html


def test_the_first_line_of_today_is_lit_and_shows_only_the_allowed_ways():
    html = part("{{ reach('Aisha', '/p', 'Today is day 14.', text='+15555550155', log='/log', first=True) }}")

    assert "data-first" in html
    assert "tel:" not in html
    assert 'data-kind="primary" href="sms:+15555550155"' in html
    assert '<span class="hidden-visually"> a contact with Aisha</span>' in html


def test_every_icon_named_in_a_template_stands_in_the_sprite():
    named = set(ICONS)
    for template in PACKAGES.glob("*/jinja2/**/*.html"):
        text = template.read_text()
        named |= set(re.findall(r'\bicon\("([a-z]+)"\)', text)) | set(re.findall(r'\bicon="([a-z]+)"', text))
        named |= set(re.findall(r"#icon-([a-z]+)", text))

    assert named <= SPRITE
    assert set(ICONS) == SPRITE


@pytest.mark.parametrize("theme", ["", "light", "dark", "contrast"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_gallery_shows_every_part(theme, language):
    with translation.override(language):
        html = page("design/gallery.html", frame=frame(theme=theme), csrf_input="", **gallery())

    assert f'<html lang="{language}"' in html
    assert (f'data-theme="{theme}"' in html) == bool(theme)
    assert html.count("<h1") == 1
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'(?:for|aria-labelledby)="([^"]+)"', html):
        assert target in ids
