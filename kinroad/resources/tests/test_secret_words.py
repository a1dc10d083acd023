"""A secret address is said nowhere, however it is spelled."""

import pytest

from kinroad.resources.rules.secret_words import Door, fields_that_tell, says_a_door


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


SAFE = Door("77 Canary Lane", "Ames", "50010")


@pytest.mark.parametrize(
    "where",
    [
        Door("77 Canary Ln", "Ames"),
        Door("77 CANARY LANE, Apt 3", "", "50010"),
        Door("77 Canary Lane"),
        Door("77 Canary Lane", "Nevada", "50010"),
    ],
)
def test_an_open_address_that_is_the_secret_one_is_known(where):
    assert says_a_door([], where=where, doors=[SAFE])


@pytest.mark.parametrize("where", [None, Door("77 Canary Lane", "Boone", "50036"), Door("7 Canary Lane", "Ames")])
def test_another_door_may_be_told(where):
    assert not says_a_door(["Beds and breakfast"], where=where, doors=[SAFE])
