"""Whether two records may be of one person. A coordinator decides; these rules only say who is worth a look."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from itertools import permutations
from typing import TypeVar

from rapidfuzz.distance import OSA, JaroWinkler

from kinroad.people.rules import names
from kinroad.people.rules.names import Key, Kind

Who = TypeVar("Who", bound=Hashable)

# How much a shared key says; a candidate below `WORTH_OPENING` shares one word at most and is never opened.
KEY_WEIGHT = {Kind.PHONE: 12, Kind.BIRTH: 12, Kind.EMAIL: 12, Kind.TOKEN: 5, Kind.SOUND: 2, Kind.PREFIX: 1}
WORTH_OPENING = 10
MOST_OPENED = 300
# A name that so many others carry says nothing when there is neither phone nor birth date to go by.
COMMON_NAME = 2
# One word the same and one slip in the other: less than that needs a fact beside it.
NAME_SURE = 0.94


class Reason(StrEnum):
    """Why two records may be of one person, or may not."""

    SAME_NAME = "same_name"
    SHORT_NAME = "short_name"
    SPELLED_ALIKE = "spelled_alike"
    SWAPPED = "swapped"
    ONE_NAME = "one_name"
    SAME_PHONE = "same_phone"
    SAME_BIRTH = "same_birth"
    BIRTH_ALMOST = "birth_almost"
    SAME_EMAIL = "same_email"
    SAME_ZIP = "same_zip"
    OTHER_PHONE = "other_phone"
    OTHER_BIRTH = "other_birth"
    OTHER_ZIP = "other_zip"


AGAINST = frozenset({Reason.OTHER_PHONE, Reason.OTHER_BIRTH, Reason.OTHER_ZIP})


class Support(IntEnum):
    """What stands behind a pair: nothing, the name alone, or the name and a fact."""

    NONE = 0
    NAME_ONLY = 1
    FACTS = 2


@dataclass(frozen=True)
class Facts:
    """What is compared of one person: names as written, phones in E.164, e-mail addresses, the kind of participant."""

    names: tuple[str, ...]
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    born_on: date | None = None
    zip: str = ""
    kind: str = "recovery"

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        return tuple(dict.fromkeys(names.tokens(name) for name in self.names if name.strip()))

    @cached_property
    def run_together(self) -> frozenset[str]:
        return frozenset(names.fold(name).replace(" ", "") for name in self.names if len(name.split()) > 1)

    @cached_property
    def suffix(self) -> str:
        return next((suffix for name in self.names if (suffix := names.suffix_of(name))), "")

    @cached_property
    def keys(self) -> frozenset[Key]:
        """The keys by which others are found who may be this person."""
        every = names.search_keys(*self.names, phones=self.phones, born_on=self.born_on, emails=self.emails)
        return frozenset(key for key in every if key[0] != Kind.PREFIX or len(key[1]) > 2)


@dataclass(frozen=True)
class NameLikeness:
    """How alike two names are: every word of the shorter one found (`whole`), how surely, and in which way."""

    whole: bool
    sure: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Likeness:
    """What the comparison of two people came to, from 0 to 1, with its reasons for and against."""

    support: Support
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()


NOTHING_ALIKE = Likeness(Support.NONE)
NO_NAME = NameLikeness(whole=False, sure=0.0, reasons=())


@lru_cache(maxsize=1 << 18)
def word_likeness(one: str, other: str) -> tuple[float, Reason]:
    """How surely two words are one name: the same, short for it, mistyped, or heard alike."""
    if one == other:
        return 1.0, Reason.SAME_NAME
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return (0.6, Reason.SPELLED_ALIKE) if longer.startswith(shorter) else (0.0, Reason.SPELLED_ALIKE)
    if names.go_by_the_same_name(one, other):
        return 0.95, Reason.SHORT_NAME
    slips = OSA.distance(one, other)
    if slips == 1 and len(longer) >= 3:
        return 0.9, Reason.SPELLED_ALIKE
    if slips <= 2 and len(longer) >= 6:
        return 0.85, Reason.SPELLED_ALIKE
    if slips <= 3 and not names.sounds(one).isdisjoint(names.sounds(other)):
        return 0.8, Reason.SPELLED_ALIKE
    if len(shorter) >= 3 and longer.startswith(shorter):
        return 0.8, Reason.SHORT_NAME
    if JaroWinkler.similarity(one, other) >= 0.85:
        return 0.7, Reason.SPELLED_ALIKE
    return 0.0, Reason.SPELLED_ALIKE


def _compare_words(ones: tuple[str, ...], others: tuple[str, ...]) -> NameLikeness:
    shorter, longer = (ones[:5], others[:5]) if len(ones) <= len(others) else (others[:5], ones[:5])
    table = [[word_likeness(word, there) for there in longer] for word in shorter]
    if not table or not all(any(sure for sure, _ in row) for row in table):
        return _some_words(table)
    places = max(
        permutations(range(len(longer)), len(shorter)),
        key=lambda places: sum(row[place][0] for row, place in zip(table, places, strict=True)),
    )
    alike = [row[place] for row, place in zip(table, places, strict=True)]
    if len(shorter) == 1:
        return NameLikeness(whole=False, sure=alike[0][0], reasons=(Reason.ONE_NAME,))
    if not all(sure for sure, _ in alike):
        return _some_words(table)
    reasons = {reason for _, reason in alike}
    if Reason.SAME_NAME in reasons and len(reasons) > 1:
        reasons.remove(Reason.SAME_NAME)
    if list(places) != sorted(places):
        reasons = (reasons - {Reason.SAME_NAME}) | {Reason.SWAPPED}
    return NameLikeness(whole=True, sure=sum(sure for sure, _ in alike) / len(alike), reasons=tuple(sorted(reasons)))


def _some_words(table: list[list[tuple[float, Reason]]]) -> NameLikeness:
    """One word in common tells little, and a family name nothing: brothers share it. So it must be a first name."""
    firsts = [*table[0], *(row[0] for row in table)] if table else []
    if any(sure >= 0.9 for sure, _ in firsts):
        return NameLikeness(whole=False, sure=0.5, reasons=(Reason.ONE_NAME,))
    return NO_NAME


def name_likeness(one: Facts, other: Facts) -> NameLikeness:
    """The best that any name of one makes with any name of the other."""
    if not one.run_together.isdisjoint(other.run_together):
        return NameLikeness(whole=True, sure=1.0, reasons=(Reason.SAME_NAME,))
    if len(one.words) == len(other.words) == 1:
        best = _compare_words(one.words[0], other.words[0])
    else:
        pairs = [_compare_words(ones, others) for ones in one.words for others in other.words]
        best = max(pairs, key=lambda pair: (pair.whole, pair.sure), default=NO_NAME)
    if not best.whole and any(
        min(len(a), len(b)) >= 8 and OSA.distance(a, b, score_cutoff=1) <= 1
        for a in one.run_together
        for b in other.run_together
    ):
        return NameLikeness(whole=True, sure=0.9, reasons=(Reason.SPELLED_ALIKE,))
    return best


def birth_almost(one: date, other: date) -> bool:
    """Whether two days differ as slips of the hand do: one digit, two digits changed over, or day and month."""
    if one.year != other.year and (one.month, one.day) != (other.month, other.day):
        return False
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    return OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}") <= 1


def _facts_alike(one: Facts, other: Facts) -> set[Reason]:
    found: set[Reason] = set()
    if one.born_on and other.born_on:
        if one.born_on == other.born_on:
            found.add(Reason.SAME_BIRTH)
        else:
            found.add(Reason.BIRTH_ALMOST if birth_almost(one.born_on, other.born_on) else Reason.OTHER_BIRTH)
    if one.phones and other.phones:
        found.add(Reason.OTHER_PHONE if one.phones.isdisjoint(other.phones) else Reason.SAME_PHONE)
    if not one.emails.isdisjoint(other.emails):
        found.add(Reason.SAME_EMAIL)
    if one.zip and other.zip:
        found.add(Reason.SAME_ZIP if one.zip == other.zip else Reason.OTHER_ZIP)
    return found


def _support(name: NameLikeness, facts: set[Reason], *, suffixes_differ: bool) -> Support:
    born, almost = Reason.SAME_BIRTH in facts, Reason.BIRTH_ALMOST in facts
    reached = not facts.isdisjoint({Reason.SAME_PHONE, Reason.SAME_EMAIL})
    if Reason.OTHER_BIRTH in facts:
        return Support.FACTS if reached and Reason.SAME_EMAIL in facts and name.sure >= 0.95 else Support.NONE
    if suffixes_differ and not born:
        return Support.NONE
    if born and reached and (name.whole or name.sure >= 0.5):
        return Support.FACTS
    if name.whole and (born or reached):
        return Support.FACTS
    if name.whole and almost and (name.sure >= 0.95 or Reason.OTHER_PHONE not in facts):
        return Support.FACTS if name.sure >= 0.8 else Support.NONE
    if not name.whole and name.sure >= 0.8 and (born or reached) and Reason.OTHER_PHONE not in facts:
        return Support.FACTS
    if Reason.ONE_NAME in name.reasons and born and Reason.SAME_ZIP in facts:
        return Support.FACTS
    if name.whole and name.sure >= NAME_SURE and facts.isdisjoint(AGAINST) and not almost:
        return Support.NAME_ONLY
    return Support.NONE


def likeness(one: Facts, other: Facts) -> Likeness:
    """Whether two records may be of one person.

    A birth date or phone that differs counts against it. Someone in recovery and a family participant are never
    connected, whatever they share: to say so would name one in the record of the other.
    """
    if one.kind != other.kind:
        return NOTHING_ALIKE
    facts = _facts_alike(one, other)
    if Reason.OTHER_BIRTH in facts and Reason.SAME_EMAIL not in facts:
        return NOTHING_ALIKE
    if Reason.OTHER_PHONE in facts and facts.isdisjoint({Reason.SAME_BIRTH, Reason.BIRTH_ALMOST, Reason.SAME_EMAIL}):
        return NOTHING_ALIKE
    name = name_likeness(one, other)
    support = _support(name, facts, suffixes_differ=one.suffix != other.suffix)
    if support is Support.NONE:
        return NOTHING_ALIKE
    for_it = len(facts - AGAINST)
    score = min(1.0, 0.5 * name.sure + 0.2 * for_it)
    return Likeness(support, round(score, 3), (*name.reasons, *sorted(facts)))


def proposals(one: Facts, others: Mapping[Who, Facts]) -> dict[Who, Likeness]:
    """Those of the opened candidates who may be this person.

    A name alone is enough only when few carry it: that two people are called Maria Garcia says nothing.
    """
    found = {who: likeness(one, facts) for who, facts in others.items()}
    found = {who: alike for who, alike in found.items() if alike.support is not Support.NONE}
    bare = {who for who, alike in found.items() if alike.support is Support.NAME_ONLY and _has_no_zip(alike)}
    if bare and _is_common(one, others.values()):
        found = {who: alike for who, alike in found.items() if who not in bare}
    return found


def _has_no_zip(alike: Likeness) -> bool:
    return Reason.SAME_ZIP not in alike.reasons


def _is_common(one: Facts, others: Iterable[Facts]) -> bool:
    alike = (name_likeness(one, other) for other in others)
    return sum(name.whole and name.sure >= NAME_SURE for name in alike) > COMMON_NAME
