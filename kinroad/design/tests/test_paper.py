import pytest

from kinroad.design import paper


def test_where_the_system_cannot_draw_letters_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(paper, "_loads", lambda name: False)

    with pytest.raises(paper.PaperMissing, match="libpango"):
        paper.ask_for_paper()


def test_without_the_package_it_says_so(monkeypatch):
    monkeypatch.setattr(paper, "find_spec", lambda name: None)

    with pytest.raises(paper.PaperMissing, match="requirements"):
        paper.ask_for_paper()


def test_a_library_that_is_not_there_is_no_accident():
    assert not paper._loads("libsuch-a-thing-does-not-exist.so.0")


def test_nothing_is_fetched_for_paper():
    with pytest.raises(ValueError, match="Nothing is fetched"):
        paper._fetch_nothing("https://example.org/x.png")
