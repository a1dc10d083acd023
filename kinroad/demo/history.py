"""Twelve months of a small program, in the shape of real ones.

Engagement lasts about 130 days (Ashford 2021: mean 130.68, SD 166.6), most of it in the first weeks; one in five comes
as a family member; some wait, some leave and some come back.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from kinroad.coaching.actions.match import end
from kinroad.coaching.models import Match
from kinroad.coaching.queries.matching import open_matches_of
from kinroad.core.time import as_of
from kinroad.demo.names import FIRST, HOPES, LAST, STRENGTHS, WANTS
from kinroad.demo.staff import House
from kinroad.demo.walking import ask, be_in_touch, match, moment
from kinroad.people.actions.participants import end_episode
from kinroad.people.models import Participant
from kinroad.people.models.words import DayPart, Experience, Interest, Need, Pathway

MEAN_ENGAGEMENT_DAYS = 130.0
GAPS = ((30, 5), (180, 9), (400, 18))  # until this day of support, about so many days between contacts
MOST_CONTACTS = 24
REASONS = ("lost_touch", "lost_touch", "done", "done", "moved", "wish", "elsewhere")


def live_a_year(house: House, *, people: int, today: date, rng: Random) -> None:
    """Let `people` participants come, walk with someone and go, over the twelve months before `today`."""
    starts = sorted(today - timedelta(days=int(rng.triangular(0, 364, 90))) for _ in range(people))
    for number, on in enumerate(starts):
        participant = _come(house, number=number, on=on, rng=rng)
        if (today - on).days <= 4 and rng.random() < 0.8:
            continue  # still on the waiting list
        _walk(house, participant, on=on, today=today, rng=rng)


def _come(house: House, *, number: int, on: date, rng: Random) -> Participant:
    family = rng.random() < 0.2
    facts: dict[str, Any] = {
        "called": rng.choice(FIRST),
        "full_name": None,
        "kind": "family" if family else "recovery",
        "languages": rng.choice((["en"], ["en"], ["en"], ["en", "es"], ["es"], ["es", "en"])),
        "phone": f"720-555-{100 + number % 100:04d}",
        "strengths": rng.choice(STRENGTHS) if rng.random() < 0.7 else None,
        "hopes": rng.choice(HOPES) if rng.random() < 0.4 else None,
        "interests": _some(Interest.values, rng, 2),
        "pathways": _some(Pathway.values, rng, 2) if rng.random() < 0.75 else [],
        "experiences": _some(Experience.values, rng, 2) if rng.random() < 0.5 else [],
        "needs": _some(Need.values, rng, 3),
        "availability": _some(DayPart.values, rng, 3),
        "relation_to_treatment": rng.choice(("before", "during", "during", "after", "after", "apart", "apart", "")),
        "may_call": rng.random() < 0.8,
        "may_text": rng.random() < 0.7,
        "may_leave_message": rng.random() < 0.5,
        "contact_every_days": rng.choice((None, None, None, None, 7, 14)),
    }
    if rng.random() < 0.5:
        facts["full_name"] = f"{facts['called']} {rng.choice(LAST)}"
    if rng.random() < 0.3:
        facts["birth_on"] = date(1955, 1, 1) + timedelta(days=rng.randrange(18_000))
    dated = not family and rng.random() < 0.7
    return ask(
        house,
        facts,
        words=rng.choice(WANTS),
        on=on,
        rng=rng,
        site=rng.choices(house.sites, weights=(5, 3, 2))[0],
        program=house.programs[2] if family else rng.choices(house.programs[:2], weights=(3, 1))[0],
        came_by=rng.choice(("web", "web", "phone", "walk_in", "walk_in", "partner", "street")),
        recovery_dates=[(on - timedelta(days=int(rng.expovariate(1 / 200))), "")] if dated else None,
        notice=("2026-11", rng.choice(("paper", "read_aloud", "on_screen"))),
    )


def _some(values: list[str], rng: Random, most: int) -> list[str]:
    return sorted(rng.sample(values, rng.randint(0, most)))


def _walk(house: House, participant: Participant, *, on: date, today: date, rng: Random) -> None:
    met_on = min(on + timedelta(days=rng.randrange(1, 11)), today)
    walking = match(house, participant, None, on=met_on, rng=rng)
    if walking is None:
        return
    leader = walking.peer_leader
    lasts = 3 + int(rng.expovariate(1 / MEAN_ENGAGEMENT_DAYS))
    until = min(met_on + timedelta(days=lasts), today - timedelta(days=rng.randrange(0, 9)))
    day, contacts = met_on + timedelta(days=rng.randrange(0, 3)), 0
    while day <= until and contacts < MOST_CONTACTS:
        gap = next(days for limit, days in GAPS if (day - met_on).days < limit)
        following = day + timedelta(days=max(1, round(gap * rng.lognormvariate(0, 0.45))))
        agreed = following if rng.random() < 0.25 else None
        be_in_touch(house, leader, [participant], on=day, rng=rng, next_contact_on=agreed)
        day, contacts = following, contacts + 1
    ended_on = until + timedelta(days=rng.randrange(14, 40))
    if met_on + timedelta(days=lasts) < today - timedelta(days=40) and ended_on < today and rng.random() < 0.85:
        _go(house, participant, on=ended_on, rng=rng)


def _go(house: House, participant: Participant, *, on: date, rng: Random) -> None:
    with as_of(moment(on, rng)):
        for each in open_matches_of(participant):
            end(each, ended=Match.Ended.SUPPORT_ENDED, on=on, by=house.by)
        end_episode(participant=participant, reason=rng.choice(REASONS), on=on, by=house.by)
