"""Whether words that anybody may read say an address that is secret."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kinroad.resources.rules.doubles import plain_street, short_words
from kinroad.resources.rules.listed_words import folded

SHORTEST = 5  # letters: less is no street, and would be found in half of all words


def fields_that_tell(said: Mapping[str, str], *, streets: Iterable[str]) -> list[str]:
    """The names of those texts in which one of these street lines stands, however it is spelled: "12 Elm St."."""
    secret = [f" {plain} " for plain in map(plain_street, streets) if len(plain) >= SHORTEST]
    return [name for name, text in said.items() if any(line in f" {short_words(text)} " for line in secret)]


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody would knock. A town or ZIP code that is not told is empty."""

    street: str
    city: str = ""
    zip: str = ""

    def is_that_of(self, other: "Door") -> bool:
        """Whether both may be one: the same street line, and no town or ZIP code that says otherwise."""
        if plain_street(self.street) != plain_street(other.street) or len(plain_street(self.street)) < SHORTEST:
            return False
        if self.zip and self.zip == other.zip:
            return True
        return not (self.city and other.city) or folded(self.city) == folded(other.city)


def says_a_door(words: Iterable[str], *, where: Door | None, doors: Iterable[Door]) -> bool:
    """Whether words that anybody may read, or the open address beside them, lead to one of these doors."""
    doors = list(doors)
    if where is not None and any(where.is_that_of(door) for door in doors):
        return True
    return bool(fields_that_tell({"": " | ".join(words)}, streets=[door.street for door in doors]))
