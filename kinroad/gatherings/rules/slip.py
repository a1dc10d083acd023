"""The code of a slip or a certificate: long enough that nobody guesses it, short enough to be typed from paper."""

import hashlib
import re

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike
LENGTH = 20  # 98 bits


def in_groups(code: str) -> str:
    """As it stands on paper: four letters at a time."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def as_typed(words: str) -> str:
    """The code somebody typed, whatever stands between its letters. Empty for what cannot be one."""
    code = re.sub(r"[\s\-.]", "", words).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def hash_of(code: str) -> str:
    """What stands in the database for a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def code_from(key: str) -> str:
    """The code that belongs to a key of at least 32 hex digits: the same key gives the same code."""
    number, letters = int(key, 16), []
    for _letter in range(LENGTH):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)
