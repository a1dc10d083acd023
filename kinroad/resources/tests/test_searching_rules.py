"""What people type, and what they mean."""

import pytest

from kinroad.resources.rules.searching import Term, near_words, read_query, sounds_of, stem, synonyms, words_of
from kinroad.resources.rules.taxonomy import terms


def meant(text: str) -> set[str]:
    return {key for term in read_query(text) for meaning in term.meanings for key in meaning if key[0] in "#~"}


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("sober living", {"#recovery_housing"}),
        ("Halfway Houses", {"#recovery_housing"}),
        ("oxford", {"#recovery_housing"}),
        ("casa sobria", {"#recovery_housing"}),
        ("suboxone", {"#buprenorphine"}),
        ("suboxon", {"#buprenorphine"}),
        ("methodone clinic", {"#methadone", "#health"}),
        ("metadona", {"#methadone"}),
        ("MAT", {"#medications"}),
        ("vivitrol", {"#naltrexone"}),
        ("record", {"#accepts_record", "#reentry", "#expungement"}),
        ("I have a felony", {"#accepts_record", "#reentry"}),
        ("narcan", {"#naloxone"}),
        ("food stamps", {"#benefits", "#food"}),
        ("birth certificate", {"#identity_documents"}),
        ("acta de nacimiento", {"#identity_documents"}),
        ("detox hoy mismo", {"#detox", "#same_day"}),
        ("dentist spanish", {"#dental", "~es"}),
        ("dentista que habla español", {"#dental", "~es"}),
        ("shelter with my kids", {"#shelter", "#families"}),
        ("grandparents raising grandchildren", {"#kinship"}),
    ],
)
def test_the_words_of_the_field_mean_what_people_mean(typed, codes):
    assert meant(typed) == codes


def test_a_longer_phrase_goes_before_its_words():
    assert [term.said for term in read_query("food stamps")] == ["food stamp"]


def test_a_word_that_no_list_knows_may_be_a_name():
    assert read_query("Bridges of Iowa") == (
        Term("bridge", (frozenset({"bridge"}),), plain=True),
        Term("iowa", (frozenset({"iowa"}),), plain=True),
    )


def test_words_that_say_nothing_are_left_out():
    assert read_query("where can I get some help near me?") == ()
    assert words_of("The House of the Lord, Inc.") == ["house", "lord"]


def test_a_very_long_question_is_cut():
    assert len(read_query(" ".join(f"word{number}" for number in range(500)))) == 6


def test_one_and_many_are_one_word():
    assert [stem(word) for word in ("shelters", "pantries", "glass", "campus", "bus")] == [
        "shelter",
        "pantry",
        "glass",
        "campus",
        "bus",
    ]


def test_names_are_found_as_they_sound_and_as_they_begin():
    known = ["meskwaki", "catholic", "methodist", "bridge"]

    assert near_words("mesquaki", known) == ["meskwaki"]
    assert near_words("cathlic", known) == ["catholic"]
    assert near_words("meth", ["methodist"]) == ["methodist"]
    assert near_words("zzzz", known) == []
    assert near_words("abc", known) == []


def test_numbers_have_no_sound():
    assert sounds_of("211") == ("", "")
    assert sounds_of("bridge")[0]


def test_every_synonym_means_a_word_of_the_taxonomy():
    codes = {key[1:] for keys in synonyms().values() for key in keys if key.startswith("#")}

    assert codes <= set(terms())


def test_the_names_of_the_taxonomy_lead_to_themselves():
    missing = [term.code for term in terms().values() for name in (term.en, term.es) if not read_query(name)]

    assert missing == []
