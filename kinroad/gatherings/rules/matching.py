"""Which row of a new file is which meeting that we keep."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

PARTS = ("fellowship", "name", "address", "day", "time")


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting we keep, as its source last told it."""

    id: Hashable
    key: str
    parts: tuple[str, ...]
    vanished: bool


@dataclass(slots=True)
class Pairing:
    """Row number to meeting; the numbers that are new; the meetings that vanish with this file."""

    same: dict[int, Hashable] = field(default_factory=dict)
    fresh: list[int] = field(default_factory=list)
    vanishing: list[Hashable] = field(default_factory=list)


def identity(*, source_id: str, parts: Sequence[str]) -> str:
    """The source's own id, else fellowship, name, address, day and time together, as one short mark."""
    if source_id:
        return f"id:{source_id}"
    return sha256("\n".join(parts).encode()).hexdigest()[:40]


def folded(text: str) -> str:
    """Spelling that does not make another meeting: case, spaces, trailing dots."""
    return " ".join(text.casefold().replace(".", " ").replace(",", " ").split())


def pair(kept: Iterable[Kept], rows: Sequence[tuple[str, tuple[str, ...]]]) -> Pairing:
    """Each row (its key and parts) is the meeting with its key, else the one vanished meeting it nearly is.

    "Nearly" is one of the five parts (for a source with ids, only the id). When two vanished meetings
    could be meant, it is neither: a correction must never land on another meeting.
    """
    kept = list(kept)
    by_key = {meeting.key: meeting for meeting in kept}
    pairing = Pairing()
    unmatched: list[int] = []
    for number, (key, _) in enumerate(rows):
        if key in by_key:
            pairing.same[number] = by_key[key].id
        else:
            unmatched.append(number)
    taken = set(pairing.same.values())
    gone = [meeting for meeting in kept if meeting.id not in taken]
    nearly = _Nearly(gone)
    for number in unmatched:
        key, parts = rows[number]
        meant = nearly.take(parts, has_id=key.startswith("id:"))
        if meant is None:
            pairing.fresh.append(number)
        else:
            pairing.same[number] = meant
            taken.add(meant)
    pairing.vanishing = [meeting.id for meeting in gone if meeting.id not in taken and not meeting.vanished]
    return pairing


class _Nearly:
    """Vanished meetings by their parts with one left out, so that a search costs five look-ups."""

    def __init__(self, gone: Iterable[Kept]) -> None:
        self.index: dict[tuple[int, tuple[str, ...]], list[Kept]] = defaultdict(list)
        self.taken: set[Hashable] = set()
        for meeting in gone:
            for skip in range(-1, len(PARTS)):
                self.index[skip, _without(meeting.parts, skip)].append(meeting)

    def take(self, parts: tuple[str, ...], *, has_id: bool) -> Hashable | None:
        skips = [-1] if has_id else range(len(PARTS))
        found = {meeting.id: meeting for skip in skips for meeting in self.index.get((skip, _without(parts, skip)), [])}
        # What vanishes with this file is likelier meant than what vanished long ago.
        now = [meeting for meeting in found.values() if not meeting.vanished] or list(found.values())
        if len(now) != 1 or now[0].id in self.taken:
            return None
        self.taken.add(now[0].id)
        return now[0].id


def _without(parts: tuple[str, ...], skip: int) -> tuple[str, ...]:
    return parts if skip < 0 else (*parts[:skip], "", *parts[skip + 1 :])
