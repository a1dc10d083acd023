"""What may change in a recovery plan, and when it is time to look at it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

MOST_GOALS = 40  # open goals of one plan: a page stays a page
MOST_STEPS = 30  # steps of one goal


class What(StrEnum):
    """The changes there are. The same ones are made by the participant, or suggested to them."""

    GOAL = "goal"
    GOAL_CHANGE = "goal_change"
    GOAL_OUTCOME = "goal_outcome"
    STEP = "step"
    STEP_CHANGE = "step_change"
    STEP_OUTCOME = "step_outcome"
    BARRIERS = "barriers"
    REVIEW = "review"


OF_A_GOAL = frozenset({What.GOAL_CHANGE, What.GOAL_OUTCOME, What.STEP})
OF_A_STEP = frozenset({What.STEP_CHANGE, What.STEP_OUTCOME})


@dataclass(frozen=True)
class Change:
    """One change to a plan. `facts` holds codes and ISO days only; `words` are the participant's.

    goal: dimension. step: who, by. outcome: outcome, on. barriers: kinds. review: on.
    """

    what: What
    goal_id: UUID | None = None
    step_id: UUID | None = None
    words: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def day(self, name: str) -> date | None:
        """A day among the facts."""
        said = self.facts.get(name)
        return date.fromisoformat(said) if said else None


def review_is_due(*, review_on: date | None, reviewed_on: date | None, today: date) -> bool:
    """Whether the day the participant chose has come, and nobody has looked at the plan since."""
    if review_on is None or review_on > today:
        return False
    return reviewed_on is None or reviewed_on < review_on


def needs_after(*, needs: list[str], barriers: frozenset[str], known: frozenset[str]) -> list[str]:
    """What is hard right now, after the barriers of the plan were said: one fact, told once.

    `known` are the kinds a plan can hold; other needs stay as they are.
    """
    kept = [need for need in needs if need not in known or need in barriers]
    return kept + sorted(barriers - set(kept))
