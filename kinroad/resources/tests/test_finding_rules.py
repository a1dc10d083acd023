"""A search read from an address."""

import pytest

from kinroad.resources.rules.finding import ANYWHERE, Search, read_search, split_place


def read(state: str = "IA", **asked: str | list[str]) -> Search:
    return read_search(
        {name: [value] if isinstance(value, str) else value for name, value in asked.items()}, state=state
    )


def test_everything_that_can_be_asked_is_read():
    search = read(
        q="  sober   living ", near="50309", open="1", tag=["pets", "nonsense", "pets"], cost="free", who="women"
    )

    assert (search.said, search.open_now, search.tags, search.cost, search.who) == (
        "sober living",
        True,
        ("pets",),
        "free",
        "women",
    )
    assert search.near.words == "50309"
    assert search.chosen == 3


def test_the_address_says_the_same_again():
    search = read(q="detox", near="Ames", within="10", open="1", tag=["same_day"], language="es", page="2")

    again = read(**{name: [value] for name, value in (pair.split("=") for pair in search.query(page=2).split("&"))})

    assert again == search


@pytest.mark.parametrize(
    ("typed", "words", "place"),
    [
        ("food near 50309", "food", "50309"),
        ("food 50309", "food", "50309"),
        ("detox in Ames", "detox", "Ames"),
        ("comida en Des Moines", "comida", "Des Moines"),
        ("shelter cerca de 50010", "shelter", "50010"),
    ],
)
def test_a_place_in_the_box_of_words_counts(typed, words, place):
    said, near = split_place(typed, state="IA")

    assert (said, near.words) == (words, place)


def test_words_that_are_no_place_stay_words():
    assert split_place("learn to live in peace and quiet", state="IA") == ("learn to live in peace and quiet", None)
    assert split_place("detox 00000", state="IA") == ("detox 00000", None)


def test_an_unknown_place_is_said_so():
    search = read(q="food", near="Nowhereville")

    assert (search.unknown_place, search.near, search.miles) == ("Nowhereville", None, ANYWHERE)


def test_what_cannot_be_read_is_left_out():
    search = read(page="99999", within="7", lat="x", lon="y", cost="gold", who="them", language="../etc", q="x" * 500)

    assert search == Search()
    assert search.is_empty


def test_a_woman_is_spared_what_is_for_men_alone():
    assert read(who="women").without == ("#men", "#women")
    assert read(who="women").terms == ()
    assert [term.said for term in read(who="veterans").terms] == ["#veterans"]
    assert read(who="veterans").without is None


def test_the_circle_can_be_widened_until_it_is_widest():
    assert read(near="50309").wider().within == 100
    assert read(near="50309", within="100").wider() is None
    assert read().wider() is None
    assert read(q="food", near="50309", tag=["pets"]).plain().tags == ()
