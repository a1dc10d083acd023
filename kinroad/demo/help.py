"""Practical help: who drives, what people asked for, what stands in the closet."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.check_ins import called, oneself
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import worker
from kinroad.people.models import Participant, PeerLeader
from kinroad.practical_help.actions import done, own_ask, paper, stock, take
from kinroad.practical_help.models import Ask
from kinroad.workforce.actions.clearance import write_clearance

CLOSET = (
    ("Winter coats, men’s large", "clothing", 6, 2),
    ("Backpacks with soap and socks", "clothing", 11, 4),
    ("Day passes for the bus", "bus_pass", 3, 5),
    ("Food boxes", "food", 8, 3),
)


def lend_a_hand(house: House, *, today: date) -> None:
    """Tomas drives, Maya looks after children. Roger gets a coat and asks for the fee of an ID card, Luis has a ride
    for which both said yes, Aisha an offer of child care for a class, and Elizabeth's ride nobody took yet."""
    tomas, maya = house.leaders["tomas"], house.leaders["maya"]
    _check(house, tomas, "driver", room=4, until=today + timedelta(days=25), on=today)
    _check(house, maya, "child_care", room=5, until=today + timedelta(days=300), on=today)
    for name, shelf, count, low_at in CLOSET:
        stock.add_item(id=uuid7(), name=name, shelf=shelf, count=count, low_at=low_at, by=house.by, at=now())
    aisha, roger, elizabeth, luis = (called(house, name) for name in ("aisha", "roger", "elizabeth", "luis"))
    _ask(elizabeth, "ride", today, days=1, hour=time(17, 30), how_many=3, place="From school to the center")
    ride = _ask(luis, "ride", today, days=2, hour=time(9), place="From home to the clinic on Ash Street")
    take.take(ask=ride, by=worker(house, tomas), at=now())
    take.agree(ask=ride, by=oneself(luis), at=now())
    care = _ask(aisha, "child_care", today, days=4, hour=time(18), how_many=2, words="They are 4 and 7.", hours=2)
    take.take(ask=care, by=worker(house, maya), at=now())
    _ask(roger, "fund", today, words="The fee for an ID card", dollars=15)
    _a_coat(house, roger, tomas, today=today)
    paper.tick(participant=roger, list="us_social_security_card", lines=["form"], by=oneself(roger), at=now())


def _check(house: House, leader: PeerLeader, kind: str, *, room: int, until: date, on: date) -> None:
    write_clearance(
        id=uuid7(),
        person=leader.person,
        kind=kind,
        checked_on=on - timedelta(days=60),
        expires_on=until,
        room=room,
        by=house.by,
        on=on,
    )


def _ask(
    participant: Participant,
    kind: str,
    today: date,
    *,
    days: int = 0,
    hour: time | None = None,
    hours: int = 1,
    **more: Any,
) -> Ask:
    starts = datetime.combine(today + timedelta(days=days), hour, tzinfo=ZoneInfo(ZONE)) if hour else None
    ends = starts + timedelta(hours=hours) if starts else None
    return own_ask.ask_for_help(
        id=uuid7(),
        participant=participant,
        kind=kind,
        starts_at=starts,
        ends_at=ends,
        zone=ZONE,
        by=oneself(participant),
        at=now(),
        **more,
    )


def _a_coat(house: House, participant: Participant, leader: PeerLeader, *, today: date) -> None:
    """Roger's coat of five days ago, with his thanks."""
    noon = datetime.combine(today - timedelta(days=5), time(12), tzinfo=ZoneInfo(ZONE))
    with as_of(noon):
        ask = _ask(participant, "clothing", today, words="A winter coat, men’s large", anyone=True)
        take.take(ask=ask, by=worker(house, leader), at=noon)
        done.write_done(ask=ask, minutes=30, miles=6, by=worker(house, leader), at=noon + timedelta(days=1))
        done.thank(ask=ask, words="It fits, and it is warm.", by=oneself(participant), at=noon + timedelta(days=2))
