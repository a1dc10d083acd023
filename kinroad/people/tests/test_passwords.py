import time

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import now
from kinroad.people.actions.accounts import make_account
from kinroad.people.forms.passwords import LongEnough
from kinroad.people.models import Account, AppCode
from kinroad.people.queries.accounts import account_of
from kinroad.people.rules.passwords import as_compared, is_guessable
from kinroad.people.tests.factories import PersonFactory, someone, viewer_of

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


def test_22_eight_characters_are_enough_beside_a_second_key(db):
    account = account_of(someone("peer_leader"))
    with pytest.raises(ValidationError, match="15 characters"):
        validate_password("otter 9 gravel", account)

    AppCode(account=account, secret="A" * 32, made_at=now()).save()

    validate_password("otter 9 g", account)
    with pytest.raises(ValidationError, match="8 characters"):
        validate_password("otter 9", account)


@pytest.mark.parametrize("password", ["Juniper-Street-2026", "juniper street recovery community", "kinroad kinroad 1"])
def test_22_the_name_of_the_place_is_not_a_password(db, password):
    with pytest.raises(ValidationError, match="easy to guess"):
        validate_password(password, account_of(someone("peer_leader")))


def test_22_nor_for_a_new_account(db):
    with pytest.raises(ValidationError, match="easy to guess"):
        make_account(person=PersonFactory(), username="wil", password="Juniper-Street-2026", by=viewer_of(someone()))


def test_22_the_same_letters_are_the_same_password_on_every_keyboard(db):
    account = Account(username="río")
    account.set_password("ﬁfteen Ångström ríos")

    assert account.check_password("fifteen A\u030angstro\u0308m ri\u0301os")
    assert not account.check_password("fifteen Angstrom rios")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=15, max_size=256))
def test_22_no_letter_and_no_length_up_to_256_breaks_the_check(password):
    LongEnough().validate("x" * 15 + password[:60])
    assert as_compared(as_compared(password)) == as_compared(password)


def test_22_longer_than_a_form_takes_is_refused_in_words():
    with pytest.raises(ValidationError, match="256 characters or fewer"):
        LongEnough().validate("x" * 257)


def test_23_passwords_are_kept_with_argon2id_at_a_cost_that_is_felt():
    """Verifying takes long enough to slow a guesser down: a tenth of a second on ordinary machines."""
    from kinroad.config import settings

    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    hasher = Argon2PasswordHasher()
    kept = hasher.encode("otter lamp nine gravel", "saltsaltsalt")
    start = time.process_time()
    assert hasher.verify("otter lamp nine gravel", kept)

    assert kept.startswith("argon2$argon2id$")
    assert hasher.decode(kept)["memory_cost"] >= 19 * 1024
    assert time.process_time() - start > 0.02
