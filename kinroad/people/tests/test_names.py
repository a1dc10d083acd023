import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.people.rules import names
from kinroad.people.rules.names import Kind


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("José", "jose"),
        ("  NÚÑEZ ", "nunez"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("García-López", "garcia lopez"),
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("Łukasz Strauß", "lukasz strauss"),
        ("Mary_Ann", "mary ann"),
    ],
)
def test_a_name_folds_to_plain_small_letters(written, folded):
    assert names.fold(written) == folded


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Brandon de la Cruz", ("brandon", "cruz")),
        ("de la Cruz", ("cruz",)),
        ("Robert Smith Jr.", ("robert", "smith")),
        ("Dr. Ana Ruiz y Soto", ("ana", "ruiz", "soto")),
        ("Van Nguyen", ("van", "nguyen")),
        ("Ha Le", ("ha", "le")),
        ("Al Jones", ("al", "jones")),
        ("Don Smith", ("don", "smith")),
        ("Junior", ("junior",)),
        ("", ()),
    ],
)
def test_words_that_only_join_others_do_not_tell_people_apart(written, words):
    assert names.tokens(written) == words


def test_a_name_of_several_words_is_also_found_written_as_one():
    assert names.run_together("Brandon de la Cruz") == ("delacruz",)
    assert names.run_together("Sean Mc Donald") == ("mcdonald",)
    assert names.run_together("Ana García-López") == ("garcialopez",)
    assert (Kind.TOKEN, "delacruz") in names.name_keys("Ana Delacruz") & names.name_keys("Ana de la Cruz")


@pytest.mark.parametrize(
    ("one", "other"),
    [("liz", "elizabeth"), ("elizabeth", "liz"), ("pepe", "jose"), ("paco", "francisco"), ("lupe", "guadalupe"),
     ("memo", "guillermo"), ("chuy", "jesus"), ("lupita", "lupe"), ("bill", "william")],
)  # fmt: skip
def test_people_go_by_short_names_in_both_languages(one, other):
    assert names.go_by_the_same_name(one, other)


def test_two_names_that_are_short_for_nothing_alike_stay_two():
    assert not names.go_by_the_same_name("maria", "roger")


def test_a_suffix_tells_a_father_from_a_son():
    assert names.suffix_of("Robert Smith Jr.") == "jr"
    assert names.suffix_of("Robert Smith II") == "jr"
    assert names.suffix_of("Robert Smith III") == "iii"
    assert names.suffix_of("Robert Smith") == ""
    assert names.suffix_of("Junior") == ""


def test_a_person_is_kept_under_words_sounds_beginnings_phone_birth_and_mail():
    from datetime import date

    keys = names.search_keys(
        "Liz Núñez", "", phones=["+15155550116"], born_on=date(1990, 2, 3), emails=[" LIZ@Example.org ", " "]
    )

    assert {(Kind.TOKEN, "liz"), (Kind.TOKEN, "elizabeth"), (Kind.TOKEN, "nunez")} <= keys
    assert {(Kind.PREFIX, "nu"), (Kind.PREFIX, "nun"), (Kind.PREFIX, "nune")} <= keys
    assert {(Kind.PHONE, "+15155550116"), (Kind.BIRTH, "1990-02-03"), (Kind.EMAIL, "liz@example.org")} <= keys
    assert (Kind.SOUND, "NNS") in keys
    assert names.search_keys("Liz Núñez") < keys


@given(st.text(max_size=60))
def test_no_name_breaks_the_keys(name):
    assert all(text for _, text in names.search_keys(name))


@given(st.text(alphabet="abcdeñüÑ -'’", max_size=30))
def test_folding_twice_changes_nothing(name):
    assert names.fold(names.fold(name)) == names.fold(name)
