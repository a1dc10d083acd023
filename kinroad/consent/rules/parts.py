"""Parts of a record on their way out: composed above, filtered by the consent, never widened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part: the class of data it belongs to, what it is called, and what it says, line by line."""

    data_class: str
    title: str
    lines: tuple[str, ...]


def within(parts: Sequence[Part], classes: Collection[str]) -> tuple[Part, ...]:
    """The parts that belong to these classes, in order, as they are (42 CFR 2.13(a)). Fewer classes never give more."""
    return tuple(part for part in parts if part.data_class in classes)
