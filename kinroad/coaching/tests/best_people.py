"""Made-up people who wait and peer leaders, for tests and benchmarks of the best match."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from kinroad.coaching.rules.best_match import Waiting
from kinroad.coaching.rules.matching import Leader, MustHaves, Seeker

LANGUAGES = ("en", "es", "vi")
EXPERIENCES = ("reentry", "veteran", "parenting", "kinship", "hepatitis_c", "lgbtq", "grief", "co_occurring", "court")
PATHWAYS = ("faith", "medication", "secular", "smart", "twelve_step")
INTERESTS = ("music", "sports", "cooking", "outdoors", "art", "reading", "garden")
PARTS = ("weekday_morning", "weekday_afternoon", "weekday_evening", "weekend_morning", "weekend_evening")
GENDERS = ("woman", "man", "nonbinary", "")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def an_id(dice: Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def some(words: tuple[str, ...], dice: Random, most: int = 3) -> frozenset[str]:
    return frozenset(dice.sample(words, dice.randint(0, min(most, len(words)))))


def crowd(
    people: int, leaders: int, *, seed: int, most_places: int = 3, sites: int = 4, days: int = 60, bonds: bool = True
) -> tuple[list[Waiting], list[Leader]]:
    """So many people who wait and so many peer leaders, with all that speaks for and against pairs."""
    dice = Random(seed)
    places = [an_id(dice) for _ in range(sites)]
    those = [_leader(dice, places, most_places) for _ in range(leaders)]
    ids = [leader.peer_leader_id for leader in those]
    waiting = [_waiting(dice, places, ids if bonds else [], days) for _ in range(people)]
    return waiting, those


def _leader(dice: Random, places: list[UUID], most_places: int) -> Leader:
    limit = dice.randint(0, most_places) if most_places < 15 else most_places
    return Leader(
        peer_leader_id=an_id(dice),
        person_id=an_id(dice),
        languages=frozenset({"en"}) | some(LANGUAGES, dice, 1) if dice.random() < 0.9 else frozenset({"es"}),
        cleared=most_places >= 15 or dice.random() < 0.9,
        walking_with=0 if most_places >= 15 else dice.randint(0, limit),
        limit=limit,
        gender=dice.choice(GENDERS),
        experiences=some(EXPERIENCES, dice, 4),
        pathways=some(PATHWAYS, dice),
        interests=some(INTERESTS, dice),
        free=some(PARTS, dice),
        site_id=dice.choice([*places, None]),
    )


def _waiting(dice: Random, places: list[UUID], leaders: list[UUID], days: int) -> Waiting:
    spoken = [*dice.sample(LANGUAGES, dice.randint(1, 2))] if dice.random() < 0.3 else ["en"]
    must = MustHaves(
        gender=dice.choice(GENDERS[:2]) if dice.random() < 0.2 else "",
        language=dice.choice(spoken) if dice.random() < 0.1 else "",
        pathway=dice.choice(PATHWAYS) if dice.random() < 0.1 else "",
    )
    bonds = dice.sample(leaders, min(len(leaders), 2)) if leaders and dice.random() < 0.3 else []
    seeker = Seeker(
        participant_id=an_id(dice),
        person_id=an_id(dice),
        languages=frozenset(spoken),
        first_language=spoken[0],
        experiences=some(EXPERIENCES, dice),
        pathways=some(PATHWAYS, dice, 2),
        interests=some(INTERESTS, dice),
        free=some(PARTS, dice),
        site_id=dice.choice(places),
        must_have=must,
        apart_from=frozenset(bonds[:1]),
        set_aside=frozenset(bonds[1:]),
    )
    return Waiting(seeker, FIRST + timedelta(days=dice.randint(0, days)))
