"""What we ask of a password, in our words (settings: AUTH_PASSWORD_VALIDATORS)."""

from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.people.rules.passwords import SHORTEST, is_guessable


@cache
def _common() -> frozenset[str]:
    """Twenty thousand passwords that are tried first, as Django ships them."""
    return frozenset(CommonPasswordValidator().passwords)


class LongEnough:
    """Fifteen characters while a password is the only key (NIST SP 800-63B-4 3.1.1.1)."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Use %(number)s characters or more. Four words in a row work well.") % {"number": SHORTEST},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return _("%(number)s characters or more. Four words in a row work well.") % {"number": SHORTEST}


class HardToGuess:
    """Not on the list of what is tried first, not a run, not one's own user name."""

    def validate(self, password: str, user: Any = None) -> None:
        own = [getattr(user, "username", ""), getattr(user, "email", "").partition("@")[0]] if user else []
        if is_guessable(password, common=_common(), own_words=own):
            raise ValidationError(
                _("This one is easy to guess. Try four words that do not belong together."), code="password_too_common"
            )

    def get_help_text(self) -> str:
        return ""
