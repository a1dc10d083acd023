"""What a plan says, as one value that can be signed; and what differs between two of them.

The content: {"strengths", "talents", "vision": words, "barriers": [codes], "review_on": ISO day or None, "goals":
[{"id", "dimension", "words", "outcome", "outcome_words", "outcome_on", "steps": [{"id", "words", "who", "by",
"outcome", "outcome_words", "outcome_on"}]}]}.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]
WORDS = ("strengths", "talents", "vision")
DAYS = ("review_on", "outcome_on", "by")
MOST_COMPARED = 400_000  # word pairs; longer texts stand as one gone and one new


class State(StrEnum):
    """How a part of one version stands to the same part of the other."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Piece:
    """Some words that are the same on both sides, new, or gone."""

    text: str
    state: State


@dataclass(frozen=True)
class Part:
    """A part of the plan on both sides: `before` and `after` as pieces, with its facts (codes, days) on each side."""

    state: State
    before: list[Piece]
    after: list[Piece]
    was: Mapping[str, Any]
    now: Mapping[str, Any]


@dataclass(frozen=True)
class GoalPart:
    """A goal on both sides, with its steps."""

    goal: Part
    steps: list[Part]

    @property
    def changed(self) -> bool:
        """Whether anything about the goal or its steps differs."""
        return any(each.state != State.SAME for each in (self.goal, *self.steps))


@dataclass(frozen=True)
class Differences:
    """Two versions side by side."""

    words: dict[str, Part]
    barriers: Part
    review: Part
    goals: list[GoalPart]

    @property
    def none(self) -> bool:
        """Whether both say the same."""
        parts = (*self.words.values(), self.barriers, self.review)
        return all(each.state == State.SAME for each in parts) and not any(each.changed for each in self.goals)


def as_text(content: Content) -> str:
    """The content as one text, the same for the same content."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> dict[str, Any]:
    """The content that was kept as text."""
    found: dict[str, Any] = json.loads(text)
    return found


def with_days(content: Content) -> dict[str, Any]:
    """The same content with its days as days, for showing."""
    goals = [{**_days(goal), "steps": [_days(step) for step in goal["steps"]]} for goal in content["goals"]]
    return {**_days(content), "goals": goals}


def _days(part: Content) -> dict[str, Any]:
    return {name: date.fromisoformat(said) if name in DAYS and said else said for name, said in part.items()}


def says_nothing(content: Content) -> bool:
    """Whether there is nothing to sign yet: no goal, and no hope in words."""
    return not content["goals"] and not content["vision"]


def differences(before: Content, after: Content) -> Differences:
    """What differs. Goals and steps are the same when their ids are; the order is that of `after`, what went last."""
    return Differences(
        words={name: _part({"words": before[name]}, {"words": after[name]}) for name in WORDS},
        barriers=_part({"kinds": before["barriers"]}, {"kinds": after["barriers"]}),
        review=_part({"on": before["review_on"]}, {"on": after["review_on"]}),
        goals=[
            GoalPart(_part(old, new), [_part(was, now) for was, now in _pairs(_steps(old), _steps(new))])
            for old, new in _pairs(before["goals"], after["goals"])
        ],
    )


def _steps(goal: Content | None) -> Sequence[Content]:
    return goal["steps"] if goal else []


def _pairs(before: Sequence[Content], after: Sequence[Content]) -> list[tuple[Content | None, Content | None]]:
    old = {each["id"]: each for each in before}
    ids = {each["id"] for each in after}
    return [(old.get(each["id"]), each) for each in after] + [(each, None) for each in before if each["id"] not in ids]


def _part(before: Content | None, after: Content | None) -> Part:
    was, now = _facts(before), _facts(after)
    old, new = _said(before), _said(after)
    left, right = compare(old, new)
    if before is None:
        state = State.NEW
    elif after is None:
        state = State.GONE
    elif (old, was) == (new, now):
        state = State.SAME
    else:
        state = State.CHANGED
    return Part(state, left, right, was, now)


def _said(part: Content | None) -> str:
    return (part or {}).get("words") or ""


def _facts(part: Content | None) -> dict[str, Any]:
    return {name: value for name, value in (part or {}).items() if name not in ("id", "words", "steps")}


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The words of both sides, cut where they begin to differ. Spaces stay with the word before them."""
    old, new = re.findall(r"\s*\S+\s*", before), re.findall(r"\s*\S+\s*", after)
    if len(old) * len(new) > MOST_COMPARED:
        same = before == after
        return _pieces(old, State.SAME if same else State.GONE), _pieces(new, State.SAME if same else State.NEW)
    left: list[Piece] = []
    right: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += _pieces(old[a:b], State.SAME if how == "equal" else State.GONE)
        right += _pieces(new[c:d], State.SAME if how == "equal" else State.NEW)
    return left, right


def _pieces(words: Sequence[str], state: State) -> list[Piece]:
    return [Piece("".join(words), state)] if words else []
