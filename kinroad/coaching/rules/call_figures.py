"""The numbers of support by phone, counted from raw attempts, each with what it is a part of and who is missing."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kinroad.coaching.rules.call import Disposition, Outcome

TELLS_RECOVERY = {Disposition.DOING_WELL: True, Disposition.STRUGGLING: True, Disposition.RECURRENCE: False}
AGAIN_DAYS = (7, 30)


@dataclass(frozen=True)
class RawAttempt:
    """One attempt as it stands: about whom, on which day of theirs, in what order, and what was said."""

    participant: Hashable
    on: date
    order: Any
    outcome: str
    disposition: str = ""
    family: bool = False


@dataclass(frozen=True)
class RawQuestion:
    """The first "would you like us to keep calling?" of somebody: the day it was due, and the answer if any."""

    due_on: date
    wants: bool | None


@dataclass(frozen=True)
class Share:
    """A part of a whole, and how many gave no answer and stand in neither."""

    part: int
    whole: int
    missing: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole, self.missing + other.missing)

    @property
    def percent(self) -> float | None:
        """To one decimal; None without a whole."""
        return round(100 * self.part / self.whole, 1) if self.whole else None


@dataclass(frozen=True)
class CallFigures:
    """The figures of some time. `missing` of a share: asked for, and not known."""

    attempts: int
    people: int
    outcomes: dict[str, int] = field(default_factory=dict)
    dispositions: dict[str, int] = field(default_factory=dict)
    reached: Share = Share(0, 0)
    recovery: Share = Share(0, 0)
    wanting: Share = Share(0, 0)
    again: dict[int, Share] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """With the names of the command's answer."""

        def said(share: Share) -> dict[str, Any]:
            return {"part": share.part, "whole": share.whole, "missing": share.missing, "percent": share.percent}

        return {
            "attempts": self.attempts,
            "people": self.people,
            "spoke": self.reached.part,
            "outcomes": self.outcomes,
            "dispositions": self.dispositions,
            "reach_rate": said(self.reached),
            "maintaining_recovery": said(self.recovery),
            "still_wanting_calls": said(self.wanting),
            **{f"reached_again_within_{days}_days": said(share) for days, share in self.again.items()},
        }


def recount(
    attempts: Iterable[RawAttempt], questions: Iterable[RawQuestion], *, since: date, until: date, today: date
) -> CallFigures:
    """Count plainly, one attempt after the other: those from `since` to `until`, both included.

    Maintaining recovery: of people in recovery whom we tried, those whose last word on it was "doing well" or
    "struggling"; missing are those who said nothing of it. Reached again: of recurrences told on the phone, those after
    which we spoke the next time within so many days; missing are those whose days are not over yet.
    """
    everything = sorted(attempts, key=lambda each: each.order)
    inside = [each for each in everything if since <= each.on <= until]
    spoke = [each for each in inside if each.outcome == Outcome.SPOKE]
    last_word: dict[Hashable, bool] = {}
    for each in spoke:
        if not each.family and each.disposition in TELLS_RECOVERY:
            last_word[each.participant] = TELLS_RECOVERY[Disposition(each.disposition)]
    tried = {each.participant for each in inside if not each.family}
    asked = [each.wants for each in questions if since <= each.due_on <= until]
    return CallFigures(
        attempts=len(inside),
        people=len({each.participant for each in inside}),
        outcomes=_counted(Outcome, (each.outcome for each in inside)),
        dispositions=_counted(Disposition, (each.disposition for each in spoke)),
        reached=Share(len(spoke), len(inside)),
        recovery=Share(sum(last_word.values()), len(last_word), len(tried) - len(last_word)),
        wanting=Share(asked.count(True), len(asked) - asked.count(None), asked.count(None)),
        again={days: _again(everything, inside, days=days, today=today) for days in AGAIN_DAYS},
    )


def _counted(codes: Iterable[str], said: Iterable[str]) -> dict[str, int]:
    counts = Counter(said)
    return {str(code): counts[str(code)] for code in codes}


def _again(everything: list[RawAttempt], inside: list[RawAttempt], *, days: int, today: date) -> Share:
    spoke: dict[Hashable, list[RawAttempt]] = {}
    for each in everything:
        if each.outcome == Outcome.SPOKE:
            spoke.setdefault(each.participant, []).append(each)
    again = over = open_still = 0
    for each in inside:
        if each.disposition != Disposition.RECURRENCE:
            continue
        last = each.on + timedelta(days=days)
        after = next((later for later in spoke[each.participant] if later.order > each.order), None)
        if after is not None and after.on <= last:
            again, over = again + 1, over + 1
        elif last < today:
            over += 1
        else:
            open_still += 1
    return Share(again, over, open_still)


def year_up_to(day: date) -> tuple[date, date]:
    """The 365 days that end with `day`."""
    return day - timedelta(days=364), day
