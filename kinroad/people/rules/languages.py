"""The languages we write in."""

from collections.abc import Iterable

WRITTEN = ("en", "es")


def first_written(spoken: Iterable[str]) -> str:
    """The first of our languages that somebody speaks; empty when it is none of them."""
    return next((each for each in spoken if each in WRITTEN), "")
