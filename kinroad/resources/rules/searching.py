"""What somebody means by the words they type: the field's own names for things, and spelling as people write."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from kinroad.people.rules.names import fold, sounds
from kinroad.resources.rules.taxonomy import terms

FILE = Path(__file__).resolve().parent.parent / "data" / "synonyms.json"
LONGEST_WORD = 24
MOST_TERMS = 6
LONGEST_PHRASE = 5  # words
SHORTEST_GUESS = 4  # letters: shorter words are taken as they are typed
LIKE_ENOUGH = 80  # of 100
_ENGLISH = (
    "a an the and or of for to in on at by with from my me i we is are be can do does need want where who how near "
    "around help get some any that there looking find please service services center inc llc"
)
_SPANISH = (
    "un una unos unas el la los las y o de del para por con en mi mis yo es son que donde quien como cerca necesito "
    "quiero busco ayuda algun alguna"
)
STOP_WORDS = frozenset(f"{_ENGLISH} {_SPANISH}".split())
EVERY = "*"
"""The key that every listed place has: for those who ask for nothing but what is near."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing somebody asks for. A place answers when it holds every key of one of `meanings`.

    `plain`: a word that no list of ours knows; it may be a name, spelled as somebody heard it.
    """

    said: str
    meanings: tuple[frozenset[str], ...]
    plain: bool = False


def tag_key(code: str) -> str:
    """The key of a word of the taxonomy; of a language ("~es") it is the code itself."""
    return code if code.startswith("~") else f"#{code}"


def language_key(code: str) -> str:
    """The key of a language, without its country: "es" of "es-MX"."""
    return f"~{code.split('-')[0].casefold()}"


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """One word for one and many: shelters, shelter; pantries, pantry."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"[:LONGEST_WORD]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1][:LONGEST_WORD]
    return word[:LONGEST_WORD]


def words_of(text: str) -> list[str]:
    """The words of a text that say something, folded, each once, in their order."""
    found = (stem(word) for word in fold(text).split() if word not in STOP_WORDS and len(word) > 1)
    return list(dict.fromkeys(found))


@cache
def synonyms() -> dict[tuple[str, ...], frozenset[str]]:
    """Every way of saying something, as stems, and the keys it means."""
    told: dict[tuple[str, ...], frozenset[str]] = {}
    for line in json.loads(FILE.read_text(encoding="utf-8"))["words"]:
        keys = frozenset(map(tag_key, line["codes"]))
        for phrase in (*line["en"], *line["es"]):
            said = tuple(map(stem, fold(phrase).split()))
            told[said] = told.get(said, frozenset()) | keys
    return told


@cache
def _known_words() -> dict[str, frozenset[str]]:
    """Single words that mean something, for spelling."""
    return {said[0]: keys for said, keys in synonyms().items() if len(said) == 1 and len(said[0]) >= 5}


def read_query(text: str) -> tuple[Term, ...]:
    """What somebody asks for, the longest phrase that we know first. Words without meaning are left out."""
    words = [stem(word) for word in fold(text[:200]).split()]
    terms: list[Term] = []
    place = 0
    while place < len(words) and len(terms) < MOST_TERMS:
        length = _longest_phrase(words, place)
        if length:
            terms.append(_meant(words[place : place + length]))
        elif words[place] not in STOP_WORDS and len(words[place]) > 1:
            terms.append(_plain(words[place]))
        place += max(length, 1)
    return tuple(dict.fromkeys(terms))


def _longest_phrase(words: list[str], place: int) -> int:
    for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
        if tuple(words[place : place + length]) in synonyms():
            return length
    return 0


def _meant(words: list[str]) -> Term:
    keys = synonyms()[tuple(words)]
    literal = frozenset(word for word in words if word not in STOP_WORDS and len(word) > 1)
    meanings = [frozenset({key}) for key in sorted(keys)]
    return Term(" ".join(words), (*meanings, literal) if literal else tuple(meanings))


@lru_cache(maxsize=4096)
def _plain(word: str) -> Term:
    """A word as it is typed, and what it may mean if it is one of ours misspelled: "suboxon", "methodone"."""
    guessed = near_words(word, _known_words())
    keys = sorted({key for each in guessed[:1] for key in _known_words()[each]})
    meanings = (frozenset({word}), *(frozenset({key}) for key in keys))
    return Term(word, meanings, plain=not keys)


def near_words(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Words that may be meant, the nearest first: alike in letters, or in sound, or begun alike."""
    if len(word) < SHORTEST_GUESS:
        return []
    heard = sounds(word)
    near: list[tuple[float, str]] = []
    for each in known:
        likeness = fuzz.ratio(word, each)
        if sounds(each) & heard:
            likeness += 8
        if each.startswith(word):
            likeness = max(likeness, 95.0)
        if likeness >= LIKE_ENOUGH + (8 if len(word) < 6 else 0):
            near.append((-likeness, each))
    return [each for _likeness, each in sorted(near)[:most]]


def sounds_of(word: str) -> tuple[str, str]:
    """How a word sounds, in one or two ways, for looking up what may be meant; numbers have no sound."""
    if not re.fullmatch(r"[a-z]{3,}", word):
        return "", ""
    heard = sorted(sounds(word))
    return (heard[0] if heard else "", heard[1] if len(heard) > 1 else "")


def keys_of(*, telling: str, words: str, codes: Iterable[str], languages: Iterable[str]) -> dict[str, int]:
    """Every key of a place and its weight: 1 for words of `telling` (its names) and tags, 2 for all other words.

    A tag also stands under the wider word above it: who asks for housing finds recovery housing.
    """
    keys = {EVERY: 2} | dict.fromkeys(words_of(words), 2)
    keys |= dict.fromkeys(words_of(telling), 1)
    keys |= {tag_key(each): 1 for code in codes for each in (code, *_wider(code))}
    return keys | {language_key(code): 1 for code in languages if code}


@cache
def _wider(code: str) -> tuple[str, ...]:
    term = terms().get(code)
    return (term.parent, *_wider(term.parent)) if term and term.parent else ()
