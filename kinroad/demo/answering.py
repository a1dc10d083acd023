"""Who answers what a peer leader does not: the numbers of the house, Luis's own, and how one hand-off went."""

from datetime import date, timedelta
from random import Random
from typing import Any

from kinroad.coaching.actions.warm_hand_off import record, say_how_it_went
from kinroad.coaching.actions.who_should_answer import set_answerers_here, set_own_answerers
from kinroad.coaching.models import WarmHandOff
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.demo.staff import House
from kinroad.demo.walking import moment, worker
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

HERE = {
    "prescriber": ("Ridge Street Clinic, refill line", "+13035550171", "Weekdays 8 to 5"),
    "clinician": ("Ridge Street Clinic, nurse line", "+13035550172", "Day and night"),
    "attorney": ("Front Range Legal Aid", "+13035550173", "Tuesdays, walk in"),
    "benefits": ("County benefits office", "+13035550174", ""),
    "child": ("Colorado child abuse and neglect hotline (practice number)", "+13035550175", "Day and night"),
}


def have_answerers(house: House, *, today: date, rng: Random) -> None:
    """The numbers the administrator wrote down; Luis and his prescriber, who are in touch; Roger to ask about today."""
    set_answerers_here(said=HERE, seen="", by=house.by)
    theirs = Participant.objects.filter(organization=house.organization)
    luis, roger = (theirs.get(person__standings__account__username=name) for name in ("luis", "roger"))
    maya, tomas = (worker(house, house.leaders[name]) for name in ("maya", "tomas"))
    set_own_answerers(participant=luis, said={"prescriber": ("Dr. Okafor", "+13035550176")}, seen="", by=maya)
    row = _hand_off(luis, to="prescriber", on=today - timedelta(days=41), by=maya, rng=rng)
    with as_of(moment(row.follow_up_on, rng)):
        said: dict[str, Any] = {"outcome": "connected", "why": "", "follow_up_on": None}
        say_how_it_went(warm_hand_off=row, on=row.follow_up_on, by=maya, **said)
    _hand_off(roger, to="attorney", on=today - timedelta(days=4), by=tomas, rng=rng)


def _hand_off(participant: Participant, *, to: str, on: date, by: Viewer, rng: Random) -> WarmHandOff:
    with as_of(moment(on, rng)):
        facts: dict[str, Any] = {"to": to, "how": "called", "said_yes": True, "follow_up_on": on + timedelta(days=4)}
        return record(id=uuid7(), participant=participant, on=on, by=by, **facts)
