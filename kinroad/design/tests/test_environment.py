import pytest
from django.utils import translation

from kinroad.design.tests.render import house, part


def test_words_take_values_escaped_and_say_one_percent_for_two():
    html = part('{{ _("71 %%. 3 more asks have no time written down") }} {{ _("%(name)s", name=name) }}', name="<b>")

    assert html == "71 %. 3 more asks have no time written down &lt;b&gt;"


def test_numbers_choose_their_word_in_both_languages():
    source = '{{ ngettext("One thing to look at", "%(num)s things to look at", count) }}'

    assert part(source, count=1) == "One thing to look at"
    assert part(source, count=3) == "3 things to look at"
    with translation.override("es"):
        assert part(source, count=3) == "Hay 3 cosas que revisar"


def test_a_block_of_words_is_translated_too():
    with translation.override("es"):
        assert part("{% trans %}Save{% endtrans %}") == "Guardar"


def test_what_is_drawn_once_is_drawn_once_for_each_language():
    assert "Emotional" in part("{{ chips(['emotional']) }}")
    with translation.override("es"):
        assert "Emocional" in part("{{ chips(['emotional']) }}")
    assert "Emotional" in part("{{ chips(['emotional']) }}")
    assert part("{{ chips([]) }}") == ""


def test_a_page_is_escaped_even_when_nobody_asks():
    assert house().from_string("{{ words }}").render(words="<i>") == "&lt;i&gt;"


@pytest.mark.parametrize("name", ["design/page.html", "design/gallery.html", "404.html", "500.html"])
def test_no_page_asks_another_host(name):
    source = house().loader.get_source(house(), name)[0]

    assert not [line for line in source.splitlines() if "src=" in line and "http" in line.split("src=")[1][:10]]
