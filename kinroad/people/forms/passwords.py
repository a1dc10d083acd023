"""What we ask of a password, in our words (settings: AUTH_PASSWORD_VALIDATORS)."""

from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.people.queries.accounts import words_around
from kinroad.people.queries.second_key import has_app, has_passkey
from kinroad.people.rules.passwords import LONGEST, SHORTEST, SHORTEST_BESIDE_A_KEY, as_compared, is_guessable


@cache
def _common() -> frozenset[str]:
    """Twenty thousand passwords that are tried first, as Django ships them."""
    return frozenset(CommonPasswordValidator().passwords)


def shortest_for(user: Any) -> int:
    """Fifteen characters while a password is the only key, eight beside a second one (NIST SP 800-63B-4 3.1.1.1)."""
    alone = user is None or user._state.adding or not (has_app(user.pk) or has_passkey(user.pk))
    return SHORTEST if alone else SHORTEST_BESIDE_A_KEY


class LongEnough:
    """Long enough, and not longer than a form takes."""

    def validate(self, password: str, user: Any = None) -> None:
        length, shortest = len(as_compared(password)), shortest_for(user)
        if length < shortest:
            raise ValidationError(
                _("Use %(number)s characters or more. Four words in a row work well.") % {"number": shortest},
                code="password_too_short",
            )
        if length > LONGEST:
            raise ValidationError(
                _("Use %(number)s characters or fewer.") % {"number": LONGEST}, code="password_too_long"
            )

    def get_help_text(self) -> str:
        return _("%(number)s characters or more. Four words in a row work well.") % {"number": SHORTEST}


class HardToGuess:
    """Not on the list of what is tried first, not a run, not one's own user name, nor ours."""

    def validate(self, password: str, user: Any = None) -> None:
        own = words_around(user) if user else []
        if is_guessable(password, common=_common(), own_words=own):
            raise ValidationError(
                _("This one is easy to guess. Try four words that do not belong together."), code="password_too_common"
            )

    def get_help_text(self) -> str:
        return ""
