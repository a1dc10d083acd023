"""The points of `matching.score` for all pairs at once, and the best peer leaders for each person who waits.

Exactly the same points: every number is whole and small enough for the machine's arithmetic to be exact. The hard
rules are `matching.obstacles` over whole columns. Tests hold both pairs of twins together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from kinroad.coaching.rules.matching import Leader, MustHaves, Seeker
from kinroad.core.policy import MatchPolicy

SHIFT = 4096  # points stand above this; below it, what settles equals
TIES, LARGEST = 8, 15  # so many numbers of -15 to 15 an id: their product stays under half of SHIFT
EXACT = 2**24  # the largest whole number single precision holds exactly
BLOCK = 256  # people at a time: the block stays in the processor's cache
MANY = 2048  # from so many peer leaders on, a sample tells about where the best begin
EACH = 8  # the sample is every so manyth
Weights = list[tuple[tuple[str, Any], int]]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Candidates:
    """Possible pairs by their positions, in order of person and peer leader. `whole`: nobody possible was cut."""

    who: Numbers
    whom: Numbers
    points: Numbers
    whole: NDArray[np.bool_]


class PairPoints:
    """People who wait and peer leaders with room, ready to be weighed against each other."""

    def __init__(
        self, seekers: Sequence[Seeker], leaders: Sequence[Leader], *, taken: Mapping[UUID, int], policy: MatchPolicy
    ) -> None:
        room = {leader.peer_leader_id: leader.limit - leader.walking_with - taken.get(leader.peer_leader_id, 0)
                for leader in leaders}  # fmt: skip
        open_ones = [leader for leader in leaders if leader.cleared and room[leader.peer_leader_id] > 0]
        # The order is that of a hash: no name, age of an account or place in a table wins among equals.
        self.leaders = sorted(open_ones, key=lambda leader: _hash(leader.peer_leader_id))
        self.seekers = seekers
        self.room: Numbers = np.array([room[leader.peer_leader_id] for leader in self.leaders], dtype=np.int64)
        self._never = self._who_never()
        self._groups = self._alike()
        self._weigh(policy)

    def _weigh(self, policy: MatchPolicy) -> None:
        wants = [_wants(seeker, policy) for seeker in self.seekers]
        columns = {word: number for number, word in enumerate(sorted({w for one in wants for w, _ in one}, key=str))}
        largest = max((sum(weight for _, weight in one) for one in wants), default=0) + policy.light_caseload * 100
        kind = np.float32 if (largest + 1) * SHIFT < EXACT else np.float64
        width = len(columns) + 1 + TIES
        wanted = np.zeros((len(wants), width), dtype=kind)
        for row, one in enumerate(wants):
            for word, weight in one:
                wanted[row, columns[word]] = weight * SHIFT
        offered = np.zeros((width, len(self.leaders)), dtype=kind)
        for column, leader in enumerate(self.leaders):
            for word in _offers(leader):
                if word in columns:
                    offered[columns[word], column] = 1
            places = max(0, leader.limit - leader.walking_with)
            offered[-TIES - 1, column] = policy.light_caseload * 100 * places // max(1, leader.limit) * SHIFT
        wanted[:, -TIES - 1] = 1
        wanted[:, -TIES:] = _ties([seeker.participant_id for seeker in self.seekers])
        offered[-TIES:] = _ties([leader.peer_leader_id for leader in self.leaders]).T
        self._wanted, self._offered = wanted, offered

    def _who_never(self) -> dict[int, list[int]]:
        """For each person the peer leaders who are themselves, know them in another way, or were asked before."""
        place = {leader.peer_leader_id: number for number, leader in enumerate(self.leaders)}
        person = {leader.person_id: number for number, leader in enumerate(self.leaders)}
        never = {}
        for row, seeker in enumerate(self.seekers):
            not_these = [place[each] for each in seeker.apart_from | seeker.set_aside if each in place]
            if seeker.person_id in person:
                not_these.append(person[seeker.person_id])
            if not_these:
                never[row] = not_these
        return never

    def _alike(self) -> list[tuple[Numbers, Numbers]]:
        """People with the same languages and must-haves, and the peer leaders who are that."""
        alike: defaultdict[tuple[frozenset[str], MustHaves], list[int]] = defaultdict(list)
        for row, seeker in enumerate(self.seekers):
            alike[seeker.languages, seeker.must_have].append(row)
        languages, pathways = self._who_has(lambda one: one.languages), self._who_has(lambda one: one.pathways)
        genders = self._who_has(lambda one: frozenset({one.gender}))
        nobody = np.zeros(len(self.leaders), dtype=bool)
        groups = []
        for (spoken, must), rows in alike.items():
            fits = nobody.copy()
            for language in spoken:
                fits |= languages.get(language, nobody)
            for wish, those in ((must.gender, genders), (must.language, languages), (must.pathway, pathways)):
                if wish:
                    fits &= those.get(wish, nobody)
            groups.append((np.array(rows, dtype=np.int64), np.flatnonzero(fits)))
        return groups

    def _who_has(self, words: Callable[[Leader], frozenset[str]]) -> dict[str, NDArray[np.bool_]]:
        has: dict[str, NDArray[np.bool_]] = {}
        for number, leader in enumerate(self.leaders):
            for word in words(leader):
                has.setdefault(word, np.zeros(len(self.leaders), dtype=bool))[number] = True
        return has

    def best(
        self, *, most: int, only: NDArray[np.bool_] | None = None, among: NDArray[np.bool_] | None = None
    ) -> Candidates:
        """For each person (of `only`) the `most` they would prefer (`among` these), of those who break no hard rule."""
        found = []
        whole = np.ones(len(self.seekers), dtype=bool)
        for rows, fitting in self._groups:
            these = rows if only is None else rows[only[rows]]
            columns = fitting if among is None else fitting[among[fitting]]
            offered = np.ascontiguousarray(self._offered[:, columns])
            place = np.full(len(self.leaders), -1, dtype=np.int64)
            place[columns] = np.arange(len(columns))
            for start in range(0, len(these), BLOCK):
                block = these[start : start + BLOCK]
                values = self._wanted[block] @ offered
                self._take_out(values, block, place)
                row, column = _best_of(values, most)
                whole[block] = (len(columns) <= most) | (np.bincount(row, minlength=len(block)) < most)
                points = np.rint(values[row, column] / SHIFT).astype(np.int64)
                found.append((block[row], columns[column], points))
        who, whom, points = (
            np.concatenate([part[i] for part in found]) if found else np.zeros(0, np.int64) for i in range(3)
        )
        return self._in_order(who, whom, points, whole)

    def _take_out(self, values: NDArray[Any], block: Numbers, place: Numbers) -> None:
        """Nobody is proposed to someone they are never to be proposed to. `place`: the column of a peer leader here."""
        for number, row in enumerate(block.tolist()):
            for leader in self._never.get(row, ()):
                if place[leader] >= 0:
                    values[number, place[leader]] = -np.inf

    def widened(
        self, so_far: Candidates, *, who: NDArray[np.bool_], among: NDArray[np.bool_], most: int
    ) -> Candidates | None:
        """The same candidates, and for these people `most` more among these peer leaders; None when there are none."""
        more = self.best(most=most, only=who, among=among)
        if not len(more.who):
            return None
        who_both, whom = np.concatenate([so_far.who, more.who]), np.concatenate([so_far.whom, more.whom])
        return self._in_order(who_both, whom, np.concatenate([so_far.points, more.points]), so_far.whole)

    def _in_order(self, who: Numbers, whom: Numbers, points: Numbers, whole: NDArray[np.bool_]) -> Candidates:
        order = np.argsort(who * max(1, len(self.leaders)) + whom)
        return Candidates(who[order], whom[order], points[order], whole)

    def told(
        self, candidates: Candidates, leader_of: Numbers
    ) -> tuple[list[tuple[UUID, UUID, int]], list[tuple[UUID, bool]]]:
        """The pairs by their ids with their points, and who is left with whether somebody fits."""
        chosen = candidates.whom == leader_of[candidates.who]
        points = np.zeros(len(self.seekers), dtype=np.int64)
        points[candidates.who[chosen]] = candidates.points[chosen]
        fits = np.bincount(candidates.who, minlength=len(self.seekers)) > 0
        pairs, without = [], []
        for row, (column, worth) in enumerate(zip(leader_of.tolist(), points.tolist(), strict=True)):
            if column < 0:
                without.append((self.seekers[row].participant_id, bool(fits[row])))
            else:
                pairs.append((self.seekers[row].participant_id, self.leaders[column].peer_leader_id, worth))
        return pairs, without


def _best_of(values: NDArray[Any], most: int) -> tuple[Numbers, Numbers]:
    """Row and column of the `most` largest of each row (all that are equal to the last of them)."""
    width = values.shape[1]
    if width <= most:
        return _where(np.isfinite(values))
    if width < MANY or width < most * EACH:
        return _where(values >= np.maximum(_nth_largest(values, most), np.finfo(values.dtype).min)[:, None])
    sample = values[:, ::EACH]
    about = np.maximum(_nth_largest(sample, max(1, 2 * most // EACH)), np.finfo(values.dtype).min)
    row, column = _where(values >= about[:, None])
    counts = np.bincount(row, minlength=len(values))
    padded = np.full((len(values), int(counts.max(initial=0)) + most), -np.inf, dtype=values.dtype)
    first = np.cumsum(counts) - counts
    padded[row, np.arange(len(row)) - first[row]] = values[row, column]
    last = _nth_largest(padded, most)
    few = np.flatnonzero(counts < most)
    keep = (values[row, column] >= last[row]) & (counts[row] >= most)
    if not len(few):
        return row[keep], column[keep]
    more_row, more_column = _best_of_few(values[few], most)
    return np.concatenate([row[keep], few[more_row]]), np.concatenate([column[keep], more_column])


def _best_of_few(values: NDArray[Any], most: int) -> tuple[Numbers, Numbers]:
    return _where(values >= np.maximum(_nth_largest(values, most), np.finfo(values.dtype).min)[:, None])


def _nth_largest(values: NDArray[Any], number: int) -> NDArray[Any]:
    place = values.shape[1] - number
    return np.partition(values, place, axis=1)[:, place]


def _where(mask: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Much faster than `nonzero` of two dimensions."""
    flat = np.flatnonzero(mask)
    row, column = np.divmod(flat, max(1, mask.shape[1]))
    return row, column


def _wants(seeker: Seeker, policy: MatchPolicy) -> Weights:
    """What each word is worth to this person: the weights of `matching.preferences`."""
    kinds = (
        ("experience", policy.experience, seeker.experiences),
        ("pathway", policy.pathway, seeker.pathways),
        ("free", policy.availability, seeker.free),
        ("interest", policy.interests, seeker.interests),
    )
    found: Weights = [((kind, word), weight * 100 // len(words)) for kind, weight, words in kinds for word in words]
    if seeker.first_language is not None:
        found.append((("language", seeker.first_language), policy.first_language * 100))
    if seeker.site_id is not None:
        found.append((("site", seeker.site_id), policy.near * 100))
    return found


def _offers(leader: Leader) -> list[tuple[str, Any]]:
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        ("experience", leader.experiences),
        ("pathway", leader.pathways),
        ("free", leader.free),
        ("interest", leader.interests),
        ("language", leader.languages),
        ("site", {leader.site_id}),
    )
    return [(kind, word) for kind, words in kinds for word in words]


def _hash(id: UUID) -> bytes:
    return blake2b(id.bytes, digest_size=TIES).digest()


def _ties(ids: Sequence[UUID]) -> NDArray[np.int64]:
    """Small whole numbers from each id. The product of two such rows settles equals differently for every pair."""
    told = np.frombuffer(b"".join(map(_hash, ids)), dtype=np.uint8).reshape(len(ids), TIES)
    return told.astype(np.int64) % (2 * LARGEST + 1) - LARGEST
