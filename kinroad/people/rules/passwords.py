"""Which passwords are too easy to guess.

NIST SP 800-63B-4 3.1.1: length and a list of what is guessed first, no rules of composition, every letter of Unicode
(compared as NFKC). The usual lists hold short words; with fifteen characters people repeat them, join two of them, or
run along the keyboard.
"""

import unicodedata
from collections.abc import Collection, Iterable

SHORTEST = 15  # while the password is the only key
SHORTEST_BESIDE_A_KEY = 8  # beside an app or a passkey
LONGEST = 256
FEWEST_LETTERS = 5  # different characters
LEFT_BESIDE_OWN_WORD = 4  # characters beside one's own user name that add nothing
RUNS = (
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "0123456789" * 4,
    "9876543210" * 4,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)


def as_compared(password: str) -> str:
    """The same letters the same way, whichever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password)


def is_guessable(password: str, *, common: Collection[str], own_words: Iterable[str] = ()) -> bool:
    """Whether a guesser would try this early: few letters, a run, a common word repeated or two joined, or a name."""
    plain = as_compared(password).lower()
    if len(set(plain)) < FEWEST_LETTERS or any(plain in run for run in RUNS):
        return True
    if plain in common or _is_repeated(plain) or _is_two_of(plain, common):
        return True
    pressed = _pressed(plain)
    own = {_pressed(word.lower()) for word in own_words}
    left = pressed
    for word in sorted((word for word in own if len(word) >= FEWEST_LETTERS), key=len, reverse=True):
        left = left.replace(word, "")
    return left != pressed and len(left) <= LEFT_BESIDE_OWN_WORD


def _pressed(words: str) -> str:
    """Words without what stands between them."""
    return "".join(each for each in words if each.isalnum())


def _is_repeated(plain: str) -> bool:
    """One piece said again and again: "sunshinesunshine"."""
    return plain in (plain + plain)[1:-1]


def _is_two_of(plain: str, common: Collection[str]) -> bool:
    return any(plain[:place] in common and plain[place:] in common for place in range(3, len(plain) - 2))
