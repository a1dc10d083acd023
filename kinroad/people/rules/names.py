"""Names as people say, hear and mistype them, made into keys that can be searched without opening a record."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache

from metaphone import doublemetaphone
from nicknames import NickNamer

from kinroad.people.rules.spanish_names import SPANISH


class Kind(StrEnum):
    """What a search key was made from; the database keeps only its keyed hash."""

    TOKEN = "token"  # noqa: S105
    SOUND = "sound"
    PREFIX = "prefix"
    PHONE = "phone"
    BIRTH = "birth"
    EMAIL = "email"


Key = tuple[str, str]

PARTICLES = frozenset(
    {
        "bin",
        "d",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "i",
        "la",
        "las",
        "le",
        "los",
        "san",
        "santa",
        "st",
        "ter",
        "van",
        "vom",
        "von",
        "y",
        "zu",
    }
)
NEVER_A_FIRST_NAME = frozenset({"d", "da", "de", "del", "della", "der", "di", "dos", "du", "vom", "von"})
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sr", "sra", "srta"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th", "junior", "senior", "esq"})
SUFFIX_MEANS = {"junior": "jr", "ii": "jr", "2nd": "jr", "senior": "sr", "3rd": "iii", "4th": "iv"}

# Letters that Unicode does not take apart into a letter and its accent.
PLAIN_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
APOSTROPHES = re.compile("[’‘ʼʻ'`´]")
NOT_A_LETTER = re.compile(r"[^\w]+|_+")

SPANISH_FULL_NAMES: dict[str, frozenset[str]] = {
    short: frozenset(full for full, shorts in SPANISH.items() if short in shorts.split())
    for shorts in SPANISH.values()
    for short in shorts.split()
}
ENGLISH = NickNamer()


def fold(text: str) -> str:
    """The name in plain small letters, so that José, JOSE and Jose´ are one word."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN_LETTERS))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return NOT_A_LETTER.sub(" ", APOSTROPHES.sub("", plain)).strip()


def suffix_of(name: str) -> str:
    """`jr`, `sr`, `iii` or nothing: what tells a father from a son of the same name."""
    found = next((word for word in fold(name).split()[1:] if word in SUFFIXES), "")
    return SUFFIX_MEANS.get(found, found)


def _joins_words(words: list[str], place: int) -> bool:
    """Whether the word only joins others: `la` in de la Cruz, but neither Van in Van Nguyen nor Le in Ha Le."""
    word = words[place]
    return word in PARTICLES and place < len(words) - 1 and (place > 0 or word in NEVER_A_FIRST_NAME)


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: without titles, particles and suffixes, in their order.

    A name that is nothing but such words keeps them.
    """
    words = fold(name).split()
    words = words[1:] if len(words) > 1 and words[0] in TITLES else words
    named = [word for place, word in enumerate(words) if not place or word not in SUFFIXES]
    telling = [word for place, word in enumerate(named) if not _joins_words(named, place)]
    return tuple(telling or words)


@lru_cache(maxsize=65536)
def run_together(name: str) -> tuple[str, ...]:
    """Names of several words as others write them in one: De la Cruz, delacruz; Mc Donald, mcdonald."""
    words = [word for word in fold(name).split() if word not in SUFFIXES]
    joined: list[str] = []
    before = ""
    for place, word in enumerate(words):
        if _joins_words(words, place) or (word in {"mc", "mac", "o"} and place < len(words) - 1):
            before += word
            continue
        if before:
            joined.append(before + word)
        before = ""
    hyphened = [fold(part).replace(" ", "") for part in name.split() if re.search(r"\w-\w", part)]
    return tuple(dict.fromkeys([*joined, *hyphened]))


@lru_cache(maxsize=65536)
def sounds(token: str) -> frozenset[str]:
    """How the word sounds (Double Metaphone), in one or two ways."""
    return frozenset(code for code in doublemetaphone(token) if code)


@lru_cache(maxsize=65536)
def full_names(token: str) -> frozenset[str]:
    """The names this one is short for: Liz is Elizabeth, Chuy is Jesús."""
    return frozenset(ENGLISH.canonicals_of(token)) | SPANISH_FULL_NAMES.get(token, frozenset())


def go_by_the_same_name(one: str, other: str) -> bool:
    """Whether one word is short for the other, or both are short for a third."""
    ones, others = full_names(one), full_names(other)
    return one in others or other in ones or not ones.isdisjoint(others)


def prefixes(token: str) -> frozenset[str]:
    """The first two, three and four letters: what somebody types while looking."""
    return frozenset(token[:length] for length in (2, 3, 4) if len(token) >= length)


def name_keys(name: str) -> set[Key]:
    """Every key of a name: its words, what they are short for, how they sound and how they begin."""
    words = tokens(name)
    whole = {*words, *run_together(name)}
    keys: set[Key] = {(Kind.TOKEN, word) for word in whole}
    keys |= {(Kind.TOKEN, full) for word in words for full in full_names(word)}
    keys |= {(Kind.SOUND, sound) for word in whole for sound in sounds(word)}
    keys |= {(Kind.PREFIX, start) for word in whole for start in prefixes(word)}
    return keys


def search_keys(
    *names: str, phones: Iterable[str] = (), born_on: date | None = None, emails: Iterable[str] = ()
) -> set[Key]:
    """All keys under which a person is kept, as (kind, text); phones in E.164.

    The database never holds the text, only its keyed hash: a stolen table can be searched by nobody without the key.
    """
    keys = {key for name in names if name for key in name_keys(name)}
    keys |= {(Kind.PHONE, phone) for phone in phones if phone}
    keys |= {(Kind.EMAIL, email.strip().casefold()) for email in emails if email.strip()}
    if born_on:
        keys.add((Kind.BIRTH, born_on.isoformat()))
    return keys
