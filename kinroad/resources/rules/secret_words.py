"""Whether words that anybody may read say an address that is secret."""

from collections.abc import Iterable, Mapping

from kinroad.resources.rules.doubles import plain_street, short_words

SHORTEST = 5  # letters: less is no street, and would be found in half of all words


def fields_that_tell(said: Mapping[str, str], *, streets: Iterable[str]) -> list[str]:
    """The names of those texts in which one of these street lines stands, however it is spelled: "12 Elm St."."""
    secret = [f" {plain} " for plain in map(plain_street, streets) if len(plain) >= SHORTEST]
    return [name for name, text in said.items() if any(line in f" {short_words(text)} " for line in secret)]
