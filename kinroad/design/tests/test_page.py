import re

import pytest
from django.utils import translation

from kinroad.design.tests.render import frame, page


def test_the_title_is_the_page_and_the_discreet_name():
    html = page("404.html", frame=frame())

    assert "<title>Page not found · Juniper Street</title>" in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_error_page_needs_nothing_but_static_files(name, language):
    with translation.override(language):
        html = page(name)

    assert html.count("<h1") == 1
    assert re.search(r"<title>[^<]{5,}</title>", html)
    assert 'id="help-now"' in html


def test_no_page_carries_inline_script_or_style():
    html = page("404.html", frame=frame(practice=True, exit_url="https://www.weather.gov/"))

    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_the_public_frame_has_its_navigation_on_top_and_the_quick_exit():
    html = page("404.html", frame=frame(public=True, signed_in=False, exit_url="https://www.weather.gov/"))

    assert '<body class="frame" data-nav="top">' in html
    assert 'class="exit" href="https://www.weather.gov/" rel="noopener noreferrer" data-exit' in html
    assert "noindex" not in html


def test_a_signed_in_page_is_not_indexed_and_shows_the_way_to_the_account():
    html = page("404.html", frame=frame())

    assert "data-signed-in" in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="/account" aria-label="Denise, your account"' in html


def test_practice_data_is_said_where_it_is_practice():
    assert "Practice data only." in page("404.html", frame=frame(practice=True))
    assert "Practice data only." not in page("404.html", frame=frame())


def test_the_crisis_card_is_on_every_page_with_the_own_steps_of_the_place():
    html = page("404.html", frame=frame(crisis_steps="Call Ines first.\nStay on the line."))

    assert 'href="#help-now"' in html
    for number in ("tel:911", "tel:988", "tel:+18002221222"):
        assert number in html
    assert '<p class="measure">Stay on the line.</p>' in html


def test_changing_the_language_is_a_post_that_comes_back():
    html = page("404.html", frame=frame(next="/today"), csrf_input="TOKEN")

    assert '<form class="languages" method="post" action="/language"' in html
    assert "TOKEN" in html
    assert '<input type="hidden" name="next" value="/today">' in html
    assert '<button type="submit" name="language" value="es" lang="es">' in html


def test_a_doorway_for_wide_screens_is_marked_so():
    html = page("404.html", frame=frame())

    assert '<li class="nav-main nav-wide"><a href="/log">' in html
    assert '<li><a href="/today" aria-current="page">' in html


def test_what_was_just_done_is_said_before_the_page():
    class Message(str):
        level_tag = "success"

    html = page("404.html", frame=frame(), messages=[Message("Saved <b>")])

    assert 'role="status"' in html
    assert "Saved &lt;b&gt;" in html
