"""Who could walk with whom: what must hold, what would be good, and the plain reasons why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

from kinroad.core.policy import MatchPolicy

MOST_REASONS = 5
DEFAULT = MatchPolicy()


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
    SHARES_INTEREST = "shares_interest"
    HAS_ROOM = "has_room"


@dataclass(frozen=True)
class Reason:
    """One plain reason: the kind, and the word it is about (a language, an experience, a part of the week)."""

    kind: Why
    value: str = ""


@dataclass(frozen=True)
class MustHaves:
    """What a participant asked for and will always get, or nobody. Empty means it does not matter to them."""

    gender: str = ""
    language: str = ""
    pathway: str = ""


NOTHING_SPECIAL = MustHaves()


@dataclass(frozen=True)
class Seeker:
    """A participant who wants someone to walk with them, as far as they told us.

    `free` holds parts of the week ("weekday_evening"); `apart_from` the peer leaders with whom they have another
    bond; `set_aside` those who walk or walked with them, or said not now: they are not proposed again.
    """

    participant_id: UUID
    person_id: UUID
    languages: frozenset[str]
    first_language: str | None = None
    experiences: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    site_id: UUID | None = None
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
    gender: str = ""
    experiences: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    site_id: UUID | None = None


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
        must_have.gender in ("", leader.gender)
        and (not must_have.language or must_have.language in leader.languages)
        and (not must_have.pathway or must_have.pathway in leader.pathways)
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


def _shares(weight: int, wanted: frozenset[str], offered: frozenset[str], kind: Why) -> list[tuple[int, Reason]]:
    """Points for each thing two people share, so that all of it together is worth `weight`."""
    return [(weight * 100 // len(wanted), Reason(kind, word)) for word in sorted(wanted & offered)]


def _asked_for(must_have: MustHaves) -> list[Reason]:
    """What they asked for and get. Everybody proposed has it, so it is worth no points, but it is said first."""
    asked = (
        Reason(Why.AS_ASKED, must_have.gender),
        Reason(Why.SPEAKS, must_have.language),
        Reason(Why.SHARES_PATHWAY, must_have.pathway),
    )
    return [reason for reason in asked if reason.value]


def preferences(seeker: Seeker, leader: Leader, policy: MatchPolicy = DEFAULT) -> list[tuple[int, Reason]]:
    """What speaks for these two, each with its hundredths of a point."""
    found = _shares(policy.experience, seeker.experiences, leader.experiences, Why.SHARES_EXPERIENCE)
    if seeker.first_language is not None and seeker.first_language in leader.languages:
        found.append((policy.first_language * 100, Reason(Why.SPEAKS, seeker.first_language)))
    found += _shares(policy.pathway, seeker.pathways, leader.pathways, Why.SHARES_PATHWAY)
    found += _shares(policy.availability, seeker.free, leader.free, Why.FREE)
    if seeker.site_id is not None and seeker.site_id == leader.site_id:
        found.append((policy.near * 100, Reason(Why.SAME_SITE)))
    found += _shares(policy.interests, seeker.interests, leader.interests, Why.SHARES_INTEREST)
    places = max(0, leader.limit - leader.walking_with)
    found.append((policy.light_caseload * 100 * places // max(1, leader.limit), Reason(Why.HAS_ROOM)))
    return found


def reasons(seeker: Seeker, leader: Leader, policy: MatchPolicy = DEFAULT) -> tuple[Reason, ...]:
    """At most five plain reasons: what was asked for first, then what counts most, each once.

    "Has room" is said only when there is nothing better to say.
    """
    found = preferences(seeker, leader, policy)
    ranked = [reason for points, reason in sorted(found, key=lambda one: -one[0]) if reason.kind is not Why.HAS_ROOM]
    plain = list(dict.fromkeys(_asked_for(seeker.must_have) + ranked))[:MOST_REASONS]
    return tuple(plain) or (Reason(Why.HAS_ROOM),)


def score(seeker: Seeker, leader: Leader, policy: MatchPolicy = DEFAULT) -> int:
    """How well two people may go together, in hundredths of a point. It orders a short list and is kept nowhere."""
    return sum(points for points, reason in preferences(seeker, leader, policy))


def tie_break(seeker: Seeker, leader: Leader) -> bytes:
    """A fixed but arbitrary order of equals, so that results repeat and no name or age of an account wins."""
    return blake2b(seeker.participant_id.bytes + leader.peer_leader_id.bytes, digest_size=8).digest()


def propose(seeker: Seeker, leaders: Iterable[Leader], *, policy: MatchPolicy = DEFAULT) -> tuple[Proposal, ...]:
    """The peer leaders who break no hard rule, best first. Pages show the first five (policy)."""
    possible = [
        (-score(seeker, leader, policy), tie_break(seeker, leader), leader)
        for leader in leaders
        if leader.peer_leader_id not in seeker.set_aside and not obstacles(seeker, leader)
    ]
    possible.sort(key=lambda one: one[:2])
    return tuple(
        Proposal(leader.peer_leader_id, -negative, reasons(seeker, leader, policy))
        for negative, _tie, leader in possible
    )
