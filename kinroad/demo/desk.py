"""What lies on people's desks today: two records that may be one person, a question not answered yet, a mended note."""

from datetime import date, timedelta
from random import Random
from typing import Any

from kinroad.coaching.actions.contact import change_contact
from kinroad.coaching.actions.match import propose_match
from kinroad.coaching.models import ContactPart
from kinroad.core.time import as_of
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import ask, moment, worker

PEOPLE = 3


def lie_on_desks(house: House, *, today: date, rng: Random) -> None:
    """Three more people, and one correction, as any week brings them."""
    _asked_twice(house, today=today, rng=rng)
    _not_answered_yet(house, today=today, rng=rng)
    _mended(house, today=today, rng=rng)


def _facts(called: str, full_name: str, phone: str, **more: Any) -> dict[str, Any]:
    return {"called": called, "full_name": full_name, "phone": phone, "languages": ["en"], "may_call": True, **more}


def _asked_twice(house: House, *, today: date, rng: Random) -> None:
    """She called in spring and came in this week; only the coordinator is shown that it may be one person."""
    words = "I would like to talk with someone."
    first = _facts("Kathy", "Kathy Alvarez", "303-555-0142")
    again = _facts("Katherine", "Katherine Alvares", "303-555-0142", strengths="Keeps going, and makes people laugh")
    ask(house, first, words=words, on=today - timedelta(days=9), rng=rng, came_by="phone")
    ask(house, again, words=words, on=today - timedelta(days=1), rng=rng)


def _not_answered_yet(house: House, *, today: date, rng: Random) -> None:
    """The coordinator asked Maya yesterday."""
    facts = _facts(
        "Denise", "Denise Ward", "303-555-0148", experiences=["parenting"], strengths="Patient, and a good cook"
    )
    yesterday = today - timedelta(days=1)
    participant = ask(house, facts, words="Someone who is a parent too.", on=today - timedelta(days=3), rng=rng)
    with as_of(moment(yesterday, rng)):
        propose_match(participant=participant, peer_leader=house.leaders["maya"].pk, on=yesterday, by=house.by)


def _mended(house: House, *, today: date, rng: Random) -> None:
    """Tomas put a wrong day into a note and set it right the next morning; what stood before is kept."""
    leader = house.leaders["tomas"]
    part = (
        ContactPart.objects.filter(
            organization=house.organization, contact__peer_leader=leader, at__date__lt=today - timedelta(days=2)
        )
        .select_related("contact", "participant")
        .order_by("-at")
        .first()
    )
    assert part is not None, "Tomas walks with Roger."
    with as_of(part.at + timedelta(hours=20)):
        change_contact(
            contact=part.contact,
            version=part.contact.version,
            by=worker(house, leader),
            zone=ZONE,
            shared={},
            parts={
                part.participant_id: {"note": f"{part.note or ''} The interview is on Thursday, not Tuesday.".strip()}
            },
        )
