"""Plans for tests."""

from datetime import date
from typing import Any

from kinroad.coaching.actions.plan import change_plan
from kinroad.coaching.actions.plan_version import sign_plan
from kinroad.coaching.actions.suggestion import suggest
from kinroad.coaching.models import Goal, PlanVersion, Step
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.rules.plan import Change, What
from kinroad.core.ids import uuid7
from kinroad.people.models import Participant, Person
from kinroad.people.tests.factories import viewer_of

DAY = date(2026, 3, 4)


def mine(person: Person) -> Participant:
    """The participant this person is."""
    return Participant.objects.get(organization_id=person.organization_id, person=person)


def change(person: Person, what: str, *, words: str = "", seen: int | None = None, **more: Any) -> Any:
    """A change a participant makes to their own plan."""
    targets = {name: more.pop(name).pk for name in ("goal", "step") if name in more}
    asked = Change(What(what), targets.get("goal"), targets.get("step"), words, more)
    return change_plan(participant=mine(person), change=asked, by=viewer_of(person), id=uuid7(), seen=seen)


def goal_of(person: Person, words: str = "Fridays with my children", dimension: str = "community") -> Goal:
    """A goal of this participant's own making."""
    goal: Goal = change(person, "goal", words=words, dimension=dimension)
    return goal


def step_of(person: Person, goal: Goal, words: str = "Two evenings out", who: str = "participant") -> Step:
    """A step of this participant's own making."""
    step: Step = change(person, "step", goal=goal, words=words, who=who, by="2026-11-30")
    return step


def sign(person: Person, name: str = "Elizabeth", by: Person | None = None) -> PlanVersion:
    """The plan signed as it stands: by a typed name, or beside `by`."""
    seen = plan_page(mine(person), today=DAY).seen
    name = "" if by else name
    return sign_plan(participant=mine(person), id=uuid7(), seen=seen, name=name, by=viewer_of(by or person))


def a_plan(person: Person, leader: Person) -> Goal:
    """A goal with a step, a signed version, and a suggestion that waits."""
    goal = goal_of(person)
    step_of(person, goal)
    sign(person)
    asked = Change(What.GOAL, words="Sing again", facts={"dimension": "purpose"})
    suggest(participant=mine(person), change=asked, by=viewer_of(leader))
    return goal
