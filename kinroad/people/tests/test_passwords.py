import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kinroad.people.models import Account
from kinroad.people.rules.passwords import is_guessable

COMMON = frozenset({"password", "1234567", "sunshine", "butterfly"})


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaab",
        "123456789012345",
        "qwertyuiopasdfgh",
        "sunshinesunshine",
        "sunshinebutterfly",
        "Password1234567",
        "maya-williams-1",
    ],
)
def test_what_a_guesser_tries_first_is_refused(password):
    assert is_guessable(password, common=COMMON, own_words=["maya-williams"])


@pytest.mark.parametrize(
    "password", ["walk-with-me-2026", "otter lamp nine gravel", "correcto caballo batería", "🌲🌲🌲 pinos y 7 ríos"]
)
def test_words_that_do_not_belong_together_are_fine(password):
    assert not is_guessable(password, common=COMMON, own_words=["maya"])


@given(st.text(min_size=15, max_size=64))
def test_every_letter_of_the_world_may_stand_in_a_password(password):
    assert is_guessable(password, common=COMMON) in (True, False)


def test_fourteen_characters_are_too_few_and_sixty_four_are_fine():
    validate_password("otter lamp nine gravel"[:20] + "x" * 44, Account(username="maya"))

    with pytest.raises(ValidationError, match="15 characters"):
        validate_password("otter lamp nin", Account(username="maya"))


def test_one_s_own_user_name_is_not_a_password():
    with pytest.raises(ValidationError, match="easy to guess"):
        validate_password("wilhelmina.jones1", Account(username="wilhelmina.jones"))
