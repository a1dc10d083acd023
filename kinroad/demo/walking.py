"""Doing as people would: asking, matching, being in touch, each on its own day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from kinroad.audit import actions as audit
from kinroad.coaching.actions.contact import write_contact
from kinroad.coaching.actions.match import answer_as_leader, propose_match
from kinroad.coaching.actions.request import ask_for_support
from kinroad.coaching.models import Contact, Match
from kinroad.coaching.queries.matching import candidates_for
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.demo.names import NEXT_STEPS, NOTES
from kinroad.demo.staff import ZONE, House
from kinroad.people.models import Participant, PeerLeader, Why
from kinroad.people.rules.viewer import Viewer

# What was done, with the types of support it mostly carries; drawn by weight.
DONE = (
    (9, "listened", "emotional"),
    (6, "checked_in", "emotional"),
    (4, "planned", "emotional informational"),
    (4, "resource", "informational"),
    (3, "form", "instrumental informational"),
    (2, "went_along", "instrumental"),
    (2, "job", "informational instrumental"),
    (2, "shared_story", "emotional affiliational"),
    (2, "meeting", "affiliational"),
    (2, "event", "affiliational"),
    (1, "celebrated", "emotional affiliational"),
)
HOW = (("phone", 9), ("person", 7), ("text", 5), ("video", 2), ("letter", 1))
MINUTES = {"phone": (10, 15, 30), "person": (30, 45, 60), "text": (5, 10), "video": (15, 30), "letter": (15,)}
CONNECTING = {"resource", "form", "job"}


def moment(day: date, rng: Random) -> datetime:
    """Some time of that day between 9 and 19, in the program's zone."""
    clock = time(rng.randrange(9, 19), rng.choice((0, 5, 15, 20, 30, 40, 50)))
    return datetime.combine(day, clock, tzinfo=ZoneInfo(ZONE))


def worker(house: House, leader: PeerLeader) -> Viewer:
    """A peer leader as whoever acts."""
    return Viewer(
        account_id=None,
        person_id=leader.person_id,
        organization_id=house.organization.pk,
        organization_zone=ZONE,
        roles=frozenset({"peer_leader"}),
        peer_leader_id=leader.pk,
    )


def ask(house: House, facts: dict[str, Any], *, words: str, on: date, rng: Random, **more: Any) -> Participant:
    """Somebody asks for support on a day, mostly beside the coordinator."""
    pat = Viewer(None, house.staff["pat"].pk, house.organization.pk, ZONE, roles=frozenset({"coordinator"}))
    given = {"site": house.sites[0], "program": house.programs[0], "came_by": "walk_in", "notice": ("2026-11", "paper")}
    with as_of(moment(on, rng)):
        request = ask_for_support(id=uuid7(), facts=facts, words=words, on=on, by=pat, **{**given, **more})
    return request.participant


def match(house: House, participant: Participant, leader: PeerLeader | None, *, on: date, rng: Random) -> Match | None:
    """Both say yes on a day; without a leader the first who fits. None when nobody does."""
    with as_of(moment(on, rng)):
        wanted = [leader.pk] if leader else [each.peer_leader_id for each in candidates_for(participant)[0]]
        rng.shuffle(wanted)
        for each in wanted:
            try:
                proposed = propose_match(participant=participant, peer_leader=each, on=on, by=house.by)
                return answer_as_leader(match=proposed, answer="yes", on=on, by=house.by)
            except ValidationError:
                continue
    return None


def be_in_touch(
    house: House,
    leader: PeerLeader,
    participants: Sequence[Participant],
    *,
    on: date,
    rng: Random,
    next_contact_on: date | None = None,
    looks: bool = False,
    **facts: Any,
) -> Contact:
    """One contact on a day, of the kind that is common; with `looks` the page was opened before, which is recorded."""
    kinds = [each[1:] for each in DONE]
    did, support = rng.choices(kinds, weights=[each[0] for each in DONE])[0]
    how = rng.choices([each[0] for each in HOW], weights=[each[1] for each in HOW])[0]
    if did in {"went_along", "meeting", "event"}:
        how = "person"
    how = facts.get("how", how)
    at = moment(on, rng)
    given = {
        "how": how,
        "minutes": rng.choice(MINUTES[how]),
        "where_at": rng.choice(("center", "center", "home", "street", "other")) if how == "person" else "",
        "support": set(support.split()),
        "did": [did],
        "activity": "connecting" if did in CONNECTING else "community" if did in {"meeting", "event"} else "coaching",
        "note": rng.choice(NOTES) if rng.random() < 0.45 else "",
        "next_step": rng.choice(NEXT_STEPS) if rng.random() < 0.15 else "",
        **facts,
    }
    by = worker(house, leader)
    with as_of(at + timedelta(minutes=given["minutes"])):
        if looks:
            for each in participants:
                audit.look(participant_id=each.pk, page="contact", why=Why.MATCH, viewer=by)
        return write_contact(
            id=uuid7(),
            peer_leader=leader,
            participants=participants,
            started_at=at,
            next_contact_on=next_contact_on,
            by=by,
            zone=ZONE,
            **given,
        )
