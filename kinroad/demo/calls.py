"""Support by phone in the demo: Aisha in the evening, a few others, some weeks behind them, and a list for today."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kinroad.coaching.actions.call import write_attempt
from kinroad.coaching.actions.call_enrollment import enroll
from kinroad.coaching.actions.call_list import give_hours, plan_day
from kinroad.coaching.models import CallEnrollment
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import worker
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import Participant, PeerLeader

WEEKS = 5
EVENINGS: dict[str, Any] = {"days": range(5), "starts": time(19), "ends": time(20, 30)}
ANY_TIME: dict[str, Any] = {"days": range(7), "starts": time(8), "ends": time(21)}
NOTES = (
    "Slept well this week. The garden is coming along.",
    "A long week at work. We laughed about the bus.",
    "Will go to the class on Thursday.",
)
WENT = ("spoke", "no_answer", "spoke", "spoke", "voicemail")


def call_some(house: House, *, today: date, rng: Random) -> None:
    """Who is called, how it went so far, and who calls today."""
    people = {str(each.person.called): each for each in _five(house)}
    aisha = change_facts(
        participant=people["Aisha"],
        facts={"safe_contact_words": "After 7 pm, when the children are in bed."},
        by=house.by,
    )
    _begin(house, aisha, on=today - timedelta(days=1), **EVENINGS)
    caller = house.leaders["tomas"]
    for name, window in (("Roger", ANY_TIME), ("Luis", ANY_TIME), ("Elizabeth", EVENINGS)):
        began = today - timedelta(days=7 * WEEKS + 1)
        row = _begin(house, people[name], on=began, **window)
        for week in range(WEEKS):
            _call(house, caller, row, on=began + timedelta(days=7 * week), outcome=WENT[week], rng=rng)
    _hours(house, caller, on=today)


def _five(house: House) -> list[Participant]:
    wanted = {"Aisha", "Roger", "Elizabeth", "Luis"}
    rows = Participant.objects.filter(organization=house.organization).select_related("person").order_by("pk")[:8]
    return [each for each in rows if each.person.called in wanted]


def _begin(house: House, participant: Participant, *, on: date, **window: Any) -> CallEnrollment:
    at = datetime.combine(on, time(10), tzinfo=ZoneInfo(ZONE))
    with as_of(at):
        return enroll(
            id=uuid7(),
            participant=participant,
            phone=participant.person.phone or "",
            time_zone="",
            language=participant.person.languages[0],
            may_leave_message=participant.may_leave_message,
            may_text=participant.may_text,
            by=house.by,
            at=at,
            **window,
        )


def _call(house: House, caller: PeerLeader, row: CallEnrollment, *, on: date, outcome: str, rng: Random) -> None:
    spoke = outcome == "spoke"
    at = datetime.combine(on, time(19, rng.choice((5, 20, 40))), tzinfo=ZoneInfo(ZONE))
    if outcome == "voicemail" and not row.participant.may_leave_message:
        outcome = "no_answer"
    with as_of(at):
        write_attempt(
            id=uuid7(),
            enrollment=row,
            leader=caller,
            outcome=outcome,
            disposition=rng.choice(("doing_well", "doing_well", "struggling")) if spoke else "",
            minutes=rng.choice((5, 10, 15)) if spoke else 0,
            note=rng.choice(NOTES) if spoke else "",
            by=worker(house, caller),
            at=at,
            zone=ZONE,
        )


def _hours(house: House, caller: PeerLeader, *, on: date) -> None:
    """The whole day, so that there is somebody to call whenever the demo is opened."""
    morning = datetime.combine(on, time(8), tzinfo=ZoneInfo(ZONE))
    with as_of(min(now(), morning)):
        give_hours(id=uuid7(), peer_leader=caller.pk, on=on, starts=time(8), ends=time(21), by=house.by)
        plan_day(on=on, by=house.by, at=morning)
