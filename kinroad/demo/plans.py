"""Plans of the five: their own words, what a peer leader suggests, and versions they signed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from kinroad.coaching.actions.plan import change_plan
from kinroad.coaching.actions.plan_version import sign_plan
from kinroad.coaching.actions.suggestion import suggest
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.rules.plan import Change, What
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import be_in_touch, moment, worker
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


def write_plans(house: House, five: dict[str, Participant], *, today: date, rng: Random) -> None:
    """Everyone their own way: Elizabeth has walked a while with hers, Aisha has just begun."""
    elizabeth(house, five["elizabeth"], today=today, rng=rng)
    roger(five["roger"], today=today, rng=rng)
    luis(house, five["luis"], today=today, rng=rng)
    bodie(five["bodie"], today=today, rng=rng)
    with as_of(moment(today - timedelta(days=1), rng)):
        say(five["aisha"], "goal", "An evening a week that is mine", dimension="health")
        say(five["aisha"], "barriers", kinds=["child_care"])


def elizabeth(house: House, her: Participant, *, today: date, rng: Random) -> None:
    """Two versions signed, a contact about her goal, and the review day has come."""
    on = today - timedelta(days=60)
    with as_of(moment(on, rng)):
        fridays = say(her, "goal", "Fridays with my children", dimension="community")
        bank = step(her, fridays, "Put the paycheck straight into the bank", "participant")
        step(her, fridays, "A call on payday before five", "peer_leader")
        evenings = step(her, fridays, "Two evenings out that are good for the kids", "participant", on + timedelta(70))
        say(her, "review", on=(today - timedelta(days=1)).isoformat())
    with as_of(moment(on + timedelta(days=1), rng)):
        sign(her, "Elizabeth R.")
    maya = house.leaders["maya"]
    be_in_touch(house, maya, [her], on=on + timedelta(days=12), rng=rng, did=["planned"], goals=frozenset({fridays.pk}))
    with as_of(moment(today - timedelta(days=20), rng)):
        came_out(her, "step_outcome", bank, "The bank app does it alone now.", on=today - timedelta(days=20))
        words = "Three evenings out that are good for the kids"
        by = (today + timedelta(days=20)).isoformat()
        say(her, "step_change", words, step=evenings, who="participant", by=by)
        say(her, "goal", "A steadier job", dimension="purpose")
        sign(her, "Elizabeth R.")
    with as_of(moment(today - timedelta(days=2), rng)):
        asked = Change(What.GOAL, words="A walk on Sunday mornings", facts={"dimension": "health"})
        suggest(participant=her, change=asked, by=worker(house, maya))


def roger(him: Participant, *, today: date, rng: Random) -> None:
    """What stands in his way is counted; one goal is behind him."""
    with as_of(moment(today - timedelta(days=40), rng)):
        paper = say(him, "goal", "My state ID in my pocket", dimension="home")
        home = say(him, "goal", "A door that locks", dimension="home")
        step(him, home, "Ask about the house on Ninth Street", "agency", today + timedelta(days=9))
        work = say(him, "goal", "At work by seven in the morning", dimension="purpose")
        step(him, work, "Renew the forklift licence", "participant", today + timedelta(days=25))
        say(him, "barriers", kinds=["housing", "legal", "transport", "work"])
        sign(him, "Roger Hale")
    with as_of(moment(today - timedelta(days=4), rng)):
        came_out(him, "goal_outcome", paper, "I made the call myself.", on=today - timedelta(days=4))


def luis(house: House, him: Participant, *, today: date, rng: Random) -> None:
    """One goal, a step for the nurse, and a suggestion that waits."""
    with as_of(moment(today - timedelta(days=30), rng)):
        rest = say(him, "goal", "To wake up rested", dimension="health")
        step(him, rest, "Three questions about the pills", "health", today + timedelta(days=3))
        say(him, "barriers", kinds=["transport"])
    with as_of(moment(today - timedelta(days=3), rng)):
        asked = Change(What.STEP, rest.pk, words="Guitar before bed", facts={"who": "participant", "by": None})
        suggest(participant=him, change=asked, by=worker(house, house.leaders["maya"]))


def bodie(him: Participant, *, today: date, rng: Random) -> None:
    """He wants to give back."""
    with as_of(moment(today - timedelta(days=90), rng)):
        choir = say(him, "goal", "Lead a choir evening", dimension="purpose")
        step(him, choir, "Find three songs everyone knows", "participant")
        sign(him, "Bodie")


def say(them: Participant, what: str, words: str = "", *, goal: Any = None, step: Any = None, **facts: Any) -> Any:
    """A change the participant makes."""
    asked = Change(What(what), goal.pk if goal else None, step.pk if step else None, words, facts)
    return change_plan(participant=them, change=asked, by=themselves(them))


def step(them: Participant, goal: Any, words: str, who: str, by: date | None = None) -> Any:
    """A step toward a goal."""
    return say(them, "step", words, goal=goal, who=who, by=by.isoformat() if by else None)


def came_out(them: Participant, what: str, row: Any, words: str, *, on: date) -> None:
    """A goal or a step was reached."""
    target = {"step": row} if what == "step_outcome" else {"goal": row}
    say(them, what, words, **target, outcome="reached", on=on.isoformat())


def sign(them: Participant, name: str) -> None:
    """The plan as it stands."""
    fresh = Participant.objects.select_related("person").get(organization_id=them.organization_id, pk=them.pk)
    seen = plan_page(fresh, today=date.min).seen
    sign_plan(participant=them, id=uuid7(), seen=seen, name=name, by=themselves(them))


def themselves(them: Participant) -> Viewer:
    """The participant as whoever acts."""
    return Viewer(
        account_id=None,
        person_id=them.person_id,
        organization_id=them.organization_id,
        organization_zone=ZONE,
        roles=frozenset({"participant"}),
        participant_id=them.pk,
    )
