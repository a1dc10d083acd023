"""Who could walk with whom: what must hold, what would be good, and the plain reasons why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

MOST_PROPOSALS = 5
MOST_REASONS = 5


class Obstacle(StrEnum):
    """A hard rule that keeps two people from walking together."""

    SAME_PERSON = "same_person"
    NOT_CLEARED = "not_cleared"
    NO_ROOM = "no_room"
    DUAL_RELATIONSHIP = "dual_relationship"
    NO_LANGUAGE_IN_COMMON = "no_language_in_common"
    NOT_AS_ASKED = "not_as_asked"


class Why(StrEnum):
    """A plain reason why two people may go well together, most telling first."""

    AS_ASKED = "as_asked"
    SHARES_EXPERIENCE = "shares_experience"
    SPEAKS = "speaks"
    SHARES_PATHWAY = "shares_pathway"
    FREE = "free"
    SAME_SITE = "same_site"
    NEAR = "near"
    SHARES_INTEREST = "shares_interest"
    HAS_ROOM = "has_room"


@dataclass(frozen=True)
class Reason:
    """One plain reason: the kind, and the word it is about (a language, an experience, a part of the week)."""

    kind: Why
    value: str = ""


@dataclass(frozen=True)
class Weights:
    """How much each preference counts, in points. The defaults are our own; an organization changes them."""

    experience: int = 30
    first_language: int = 20
    pathway: int = 20
    availability: int = 15
    site: int = 8
    near: int = 4
    interests: int = 8
    light_caseload: int = 5


@dataclass(frozen=True)
class MustHaves:
    """What a participant asked for and will always get, or nobody. Empty means it does not matter to them."""

    genders: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()


NOTHING_SPECIAL = MustHaves()
DEFAULT = Weights()


@dataclass(frozen=True)
class Seeker:
    """A participant who wants someone to walk with them, as far as they told us.

    `free` holds (day, part) pairs, day 0 is Monday; `apart_from` the peer leaders with whom they have another bond;
    `set_aside` those who were asked or walked with them before and shall not be proposed again.
    """

    participant_id: UUID
    person_id: UUID
    languages: frozenset[str]
    first_language: str | None = None
    experiences: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    free: frozenset[tuple[int, str]] = frozenset()
    site_id: UUID | None = None
    zip_code: str = ""
    must_have: MustHaves = NOTHING_SPECIAL
    apart_from: frozenset[UUID] = frozenset()
    set_aside: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Leader:
    """A peer leader, with what they are willing to share. `walking_with` counts the places taken."""

    peer_leader_id: UUID
    person_id: UUID
    languages: frozenset[str]
    cleared: bool
    walking_with: int
    limit: int
    gender: str | None = None
    experiences: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    free: frozenset[tuple[int, str]] = frozenset()
    site_ids: frozenset[UUID] = frozenset()
    zip_code: str = ""


@dataclass(frozen=True)
class Proposal:
    """A peer leader to propose, with at most five reasons. The score orders; it is never shown."""

    peer_leader_id: UUID
    score: int
    reasons: tuple[Reason, ...]


def has_room(*, walking_with: int, limit: int) -> bool:
    """Whether a caseload has a place left."""
    return walking_with < limit


def as_asked(must_have: MustHaves, leader: Leader) -> bool:
    """Whether a peer leader is what the participant asked for. What nobody told us does not count as a yes."""
    return (
        (not must_have.genders or leader.gender in must_have.genders)
        and (not must_have.languages or must_have.languages <= leader.languages)
        and (not must_have.pathways or bool(must_have.pathways & leader.pathways))
    )


def obstacles(seeker: Seeker, leader: Leader) -> tuple[Obstacle, ...]:
    """Every hard rule these two would break; empty when they may walk together."""
    broken = {
        Obstacle.SAME_PERSON: seeker.person_id == leader.person_id,
        Obstacle.NOT_CLEARED: not leader.cleared,
        Obstacle.NO_ROOM: not has_room(walking_with=leader.walking_with, limit=leader.limit),
        Obstacle.DUAL_RELATIONSHIP: leader.peer_leader_id in seeker.apart_from,
        Obstacle.NO_LANGUAGE_IN_COMMON: not seeker.languages & leader.languages,
        Obstacle.NOT_AS_ASKED: not as_asked(seeker.must_have, leader),
    }
    return tuple(obstacle for obstacle, is_broken in broken.items() if is_broken)


def part_of_week(day: int, part: str) -> str:
    """The plain name of a time: `weekday_evening`, `weekend_morning`."""
    return f"{'weekend' if day >= 5 else 'weekday'}_{part}"


def _shares(weight: int, wanted: frozenset[str], offered: frozenset[str], kind: Why) -> list[tuple[int, Reason]]:
    """Points for each thing two people share, so that all of it together is worth `weight`."""
    common = sorted(wanted & offered)
    return [(weight * 100 // len(wanted), Reason(kind, word)) for word in common]


def _asked_for(seeker: Seeker, leader: Leader) -> list[tuple[int, Reason]]:
    """What they asked for and get is worth no points, since everybody proposed has it, but it is said first."""
    asked = [Reason(Why.AS_ASKED, gender) for gender in sorted(seeker.must_have.genders & {leader.gender or ""})]
    asked += [Reason(Why.SPEAKS, language) for language in sorted(seeker.must_have.languages)]
    asked += [Reason(Why.SHARES_PATHWAY, way) for way in sorted(seeker.must_have.pathways & leader.pathways)]
    return [(0, reason) for reason in asked]


def _times(seeker: Seeker, leader: Leader, weight: int) -> list[tuple[int, Reason]]:
    common = seeker.free & leader.free
    if not common:
        return []
    points = weight * 100 * len(common) // len(seeker.free)
    by_part: dict[str, int] = {}
    for day, part in sorted(common):
        name = part_of_week(day, part)
        by_part[name] = by_part.get(name, 0) + points // len(common)
    return [(share, Reason(Why.FREE, name)) for name, share in by_part.items()]


def _place(seeker: Seeker, leader: Leader, weights: Weights) -> list[tuple[int, Reason]]:
    if seeker.site_id is not None and seeker.site_id in leader.site_ids:
        return [(weights.site * 100, Reason(Why.SAME_SITE, str(seeker.site_id)))]
    if seeker.zip_code and seeker.zip_code[:3] == leader.zip_code[:3]:
        return [(weights.near * 100, Reason(Why.NEAR))]
    return []


def preferences(seeker: Seeker, leader: Leader, weights: Weights = DEFAULT) -> list[tuple[int, Reason]]:
    """What speaks for these two, each with its hundredths of a point."""
    found = _asked_for(seeker, leader)
    found += _shares(weights.experience, seeker.experiences, leader.experiences, Why.SHARES_EXPERIENCE)
    if seeker.first_language is not None and seeker.first_language in leader.languages:
        found.append((weights.first_language * 100, Reason(Why.SPEAKS, seeker.first_language)))
    found += _shares(weights.pathway, seeker.pathways, leader.pathways, Why.SHARES_PATHWAY)
    found += _times(seeker, leader, weights.availability)
    found += _place(seeker, leader, weights)
    found += _shares(weights.interests, seeker.interests, leader.interests, Why.SHARES_INTEREST)
    free_places = max(0, leader.limit - leader.walking_with)
    found.append((weights.light_caseload * 100 * free_places // max(1, leader.limit), Reason(Why.HAS_ROOM)))
    return found


def reasons(seeker: Seeker, leader: Leader, weights: Weights = DEFAULT) -> tuple[Reason, ...]:
    """At most five plain reasons: what was asked for first, then what counts most, each once.

    "Has room" is said only when there is nothing better to say.
    """
    found = preferences(seeker, leader, weights)
    asked = [reason for points, reason in _asked_for(seeker, leader)]
    ranked = [reason for points, reason in sorted(found, key=lambda one: -one[0]) if reason.kind is not Why.HAS_ROOM]
    plain = list(dict.fromkeys(asked + ranked))[:MOST_REASONS]
    return tuple(plain) or (Reason(Why.HAS_ROOM),)


def score(seeker: Seeker, leader: Leader, weights: Weights = DEFAULT) -> int:
    """How well two people may go together, in hundredths of a point. It orders a short list and is kept nowhere."""
    return sum(points for points, reason in preferences(seeker, leader, weights))


def tie_break(seeker: Seeker, leader: Leader) -> bytes:
    """A fixed but arbitrary order of equals, so that results repeat and no name or age of an account wins."""
    return blake2b(seeker.participant_id.bytes + leader.peer_leader_id.bytes, digest_size=8).digest()


def propose(
    seeker: Seeker, leaders: Iterable[Leader], *, weights: Weights = DEFAULT, most: int = MOST_PROPOSALS
) -> tuple[Proposal, ...]:
    """Up to five peer leaders who break no hard rule, best first."""
    possible = [
        (-score(seeker, leader, weights), tie_break(seeker, leader), leader)
        for leader in leaders
        if leader.peer_leader_id not in seeker.set_aside and not obstacles(seeker, leader)
    ]
    possible.sort(key=lambda one: one[:2])
    return tuple(
        Proposal(leader.peer_leader_id, -negative, reasons(seeker, leader, weights))
        for negative, _tie, leader in possible[:most]
    )
