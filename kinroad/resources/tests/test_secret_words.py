"""A secret address is said nowhere, however it is spelled."""

import pytest

from kinroad.resources.rules.secret_words import fields_that_tell


@pytest.mark.parametrize(
    "text",
    [
        "Come to 77 Canary Lane, ring twice.",
        "77 CANARY LN.",
        "Somos 77 Canáry  Lane",
        "Blue door (77 Canary Ln), apartment 3",
    ],
)
def test_the_street_is_known_in_every_spelling(text):
    assert fields_that_tell({"alert": text}, streets=["77 Canary Lane"]) == ["alert"]


@pytest.mark.parametrize("text", ["Canary Lane is long", "177 Canary Lane", "A safe house", ""])
def test_other_words_may_stay(text):
    assert fields_that_tell({"alert": text}, streets=["77 Canary Lane", "", "A1"]) == []
