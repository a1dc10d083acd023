"""Which lines of several lists may tell the same place. Nothing is joined by a rule: an editor decides."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from rapidfuzz import fuzz

from kinroad.core.place import miles_between
from kinroad.resources.rules.listed_words import folded


class Alike(StrEnum):
    """What two lines have in common."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Look:
    """A place as it is compared. `phones` are digits; `needs` codes of the taxonomy; `list` whose line it is."""

    id: UUID
    list: Hashable
    name: str
    service: str
    phones: frozenset[str]
    street: str
    city: str
    lat: float | None
    lon: float | None
    needs: frozenset[str]


NEAR_MILES = 0.1
"""As far as two lists put the same door apart."""
SAME_NAME, LIKE_NAME = 90, 75
"""How alike two names must be (0 to 100) alone with nearness, and when phone and nearness agree as well."""
MOST_IN_A_BLOCK = 60
"""A number or a corner that more lines share than this is a switchboard or a hole in a list."""
_COMMON = frozenset(
    ["inc", "incorporated", "llc", "corp", "co", "ltd", "pc", "of", "the", "for", "and", "at", "a", "in", "center",
     "centre", "ctr", "services", "service", "svcs", "program", "programs", "facility", "clinic"]
)  # fmt: skip
_SHORT = {
    "hlth": "health", "mh": "mental health", "mntl": "mental", "comm": "community", "cmty": "community",
    "st": "saint", "hosp": "hospital", "med": "medical", "behav": "behavioral", "bhvl": "behavioral",
    "assn": "association", "co": "county", "univ": "university", "abuse": "use", "ia": "iowa", "ctr": "center",
}  # fmt: skip
_STREET = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "north": "n",
    "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
    "southwest": "sw", "highway": "hwy", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th",
    "court": "ct", "place": "pl", "lane": "ln", "parkway": "pkwy", "circle": "cir", "mount": "mt", "saint": "st",
}  # fmt: skip


def digits_of(phone: str) -> str:
    """The ten digits one dials, without the country."""
    digits = re.sub(r"\D", "", phone)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def plain_name(name: str) -> str:
    """A name without the words that every second agency has, short words written out."""
    words = [_SHORT.get(word, word) for word in folded(name).split()]
    kept = [word for word in " ".join(words).split() if word not in _COMMON]
    return " ".join(kept or words)


def plain_street(street: str) -> str:
    """House number and street in their short forms, without suite or floor."""
    return short_words(re.split(r"(?i)\b(?:suite|ste|apt|unit|room|rm|floor|fl|bldg|building)\b|#", street)[0])


def short_words(text: str) -> str:
    """Words in small letters without accents or points, those of streets in their short forms."""
    return " ".join(_STREET.get(word, word) for word in folded(text).split())


def likeness(one: Look, other: Look) -> tuple[int, tuple[Alike, ...]] | None:
    """How surely (0 to 100) two lines tell the same place, and why; None when nobody should be asked.

    Lines of one list are two on purpose. A group and a clinic at one door are two things to be referred to.
    """
    if one.list == other.list or (one.needs and other.needs and not one.needs & other.needs):
        return None
    name = max(
        fuzz.token_set_ratio(plain_name(one.name), plain_name(other.name)),
        fuzz.WRatio(plain_name(one.name), plain_name(other.name)) - 5,
    )
    phone = bool(one.phones & other.phones)
    address = bool(one.street) and plain_street(one.street) == plain_street(other.street) and _same_town(one, other)
    near = address or _near(one, other)
    if near and (name >= SAME_NAME or (phone and name >= LIKE_NAME)):
        wanted = True
    else:
        wanted = phone and name >= SAME_NAME and _same_town(one, other) and not (one.street and other.street)
    if not wanted:
        return None
    why = tuple(
        reason
        for reason, holds in (
            (Alike.NAME, name >= LIKE_NAME), (Alike.PHONE, phone), (Alike.ADDRESS, address),
            (Alike.NEAR, near and not address),
        )
        if holds
    )  # fmt: skip
    return min(100, round(name * 0.6) + 20 * phone + 20 * address + 10 * (near and not address)), why


def best_pairs(
    found: Iterable[tuple[Look, Look, int, tuple[Alike, ...]]], *, taken: Iterable[tuple[UUID, Hashable]] = ()
) -> list[tuple[Look, Look, int, tuple[Alike, ...]]]:
    """Of these pairs the likeliest, so that a line meets at most one line of another list.

    A list that names five services at a door means five; another that names one means one of them. `taken` says for a
    line which other list it has met already.
    """
    met, kept = set(taken), []
    for one, other, score, why in sorted(found, key=_likeliest_first):
        both = {(one.id, other.list), (other.id, one.list)}
        if not both & met:
            met |= both
            kept.append((one, other, score, why))
    return kept


def _likeliest_first(pair: tuple[Look, Look, int, tuple[Alike, ...]]) -> tuple[float, str, str]:
    one, other, score, _ = pair
    shared = len(one.needs & other.needs) / max(len(one.needs | other.needs), 1)
    same_words = fuzz.token_set_ratio(folded(one.service), folded(other.service))
    return -(score + 20 * shared + same_words / 5), str(one.id), str(other.id)


def _same_town(one: Look, other: Look) -> bool:
    return bool(one.city) and folded(one.city) == folded(other.city)


def _near(one: Look, other: Look) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return miles_between(one.lat, one.lon, other.lat, other.lon) <= NEAR_MILES


def pairs(looks: Iterable[Look], *, fresh: frozenset[UUID]) -> Iterator[tuple[Look, Look, int, tuple[Alike, ...]]]:
    """Every two lines that may tell the same place, at least one of them `fresh`, each pair once.

    Only lines that share a number, a corner or a street are compared, so that a large directory takes no longer per
    line than a small one.
    """
    blocks: dict[Hashable, list[Look]] = defaultdict(list)
    for look in looks:
        for mark in _marks(look):
            blocks[mark].append(look)
    done: set[frozenset[UUID]] = set()
    for block in blocks.values():
        if len(block) > MOST_IN_A_BLOCK:
            continue
        for one, other in combinations(block, 2):
            both = frozenset((one.id, other.id))
            if both in done or not fresh & both:
                continue
            done.add(both)
            if found := likeness(one, other):
                yield one, other, *found


def _marks(look: Look) -> Iterator[Hashable]:
    for phone in look.phones:
        yield "phone", phone
    if look.street:
        yield "street", plain_street(look.street), folded(look.city)
    if look.lat is not None and look.lon is not None:
        # Squares of about a fifth of a mile, each line in four of them, so that no border parts two neighbours.
        row, column = look.lat * 400, look.lon * 300
        for down in (0, 0.5):
            for left in (0, 0.5):
                yield "corner", down, left, int(row + down), int(column + left)
