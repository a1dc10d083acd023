"""Support by phone at its full size. Writes benchmarks/calls.json.

A year of 2,000 people and 40 callers, lived through the rules and the planner of the program: no call outside a window,
nobody called after they asked to stop, nobody late for longer than the policy, and the numbers of the page equal to a
plain recount of the raw attempts. And the lists of one day for 10,000 people and 300 callers, beside the solver alone.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.calls_counted import count_twice  # noqa: E402
from kinroad.coaching.rules.call import (  # noqa: E402
    Attempted,
    Because,
    Disposition,
    Outcome,
    Standing,
    State,
    after_attempt,
    days_late,
    first_call,
    question_day,
)
from kinroad.coaching.rules.call_list import Caller, ToCall, plan  # noqa: E402
from kinroad.coaching.rules.call_window import Window, bits_of, half_hours, local_day  # noqa: E402
from kinroad.core.ids import uuid7  # noqa: E402
from kinroad.core.policy import CallsPolicy  # noqa: E402

HOME = ZoneInfo("America/Denver")
ZONES = (
    *("America/Denver",) * 12,
    *("America/Chicago", "America/New_York", "America/Los_Angeles") * 2,
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)
POLICY = CallsPolicy(calls_per_half_hour=4)  # most tries last a minute
SPOKE = (Outcome.SPOKE,) * 55
SILENT = (Outcome.NO_ANSWER,) * 25 + (Outcome.VOICEMAIL,) * 12 + (Outcome.DECLINED,) * 4
RARE = (Outcome.HOSPITAL, Outcome.CUSTODY, Outcome.WRONG_NUMBER, Outcome.ASKED_TO_STOP)
SAID = (
    *(Disposition.DOING_WELL,) * 60,
    *(Disposition.STRUGGLING,) * 18,
    *(Disposition.RECURRENCE,) * 5,
    *(Disposition.NEEDS_RESOURCE,) * 8,
    Disposition.CRISIS,
    *(None,) * 8,
)
FIRST_DAY = date(2026, 1, 5)


@dataclass
class Someone:
    """One person who is called, as the simulated year knows them."""

    id: UUID
    language: str
    window: Window
    family: bool
    enrolled_on: date
    question_on: date
    standing: Standing
    last_caller: Any = None
    rests_until: date | None = None
    stopped_at: datetime | None = None
    ended_on: date | None = None
    answers: list[tuple[date, date, bool]] = field(default_factory=list)


def newcomer(rng: Random, day: date) -> Someone:
    """Somebody with a window of three hours or more on five days a week or more."""
    starts = rng.randrange(9, 18)
    window = Window(
        bits_of(rng.sample(range(7), rng.randrange(5, 8))),
        time(starts),
        time(min(21, starts + rng.randrange(3, 7))),
        rng.choice(ZONES),
    )
    at = datetime.combine(day, time(8), tzinfo=HOME).astimezone(UTC)
    due = first_call(window=window, at=at)
    on = local_day(at, window.zone)
    language = "es" if rng.random() < 0.15 else "en"
    return Someone(
        uuid7(), language, window, rng.random() < 0.2, on, question_day(since=on), Standing(State.ACTIVE, due)
    )


def callers_of(rng: Random, day: date, many: int) -> list[Caller]:
    """Two hours each, spread from six in the morning, when it is nine on the islands in the east, to midnight.

    Somebody calls in every window there is: whoever has no caller in their hours stands on the list of late calls.
    """
    found = []
    for each in range(many):
        begins = datetime.combine(day, time(6 + each * 16 // many), tzinfo=HOME).astimezone(UTC)
        halves = frozenset(begins + timedelta(minutes=30 * half) for half in range(4))
        found.append(Caller(f"c{each}", frozenset(["en", "es"] if each % 3 == 0 else ["en"]), halves))
    return found


def allowed(each: Someone, at: datetime) -> bool:
    """The plain question: the clock on their wall, the day of the week, and whether they asked to stop."""
    there = at.astimezone(ZoneInfo(each.window.zone))
    return (
        time(8) <= there.time() < time(21)
        and each.window.starts <= there.time() < each.window.ends
        and bool(each.window.days >> there.weekday() & 1)
        and each.stopped_at is None
    )


def year(people: int, callers: int, days: int) -> dict[str, Any]:
    """Live the year; then put every attempt into a database and count it twice."""
    rng, began = Random(2026), perf_counter()
    everyone = [newcomer(rng, FIRST_DAY + timedelta(days=rng.randrange(14))) for _ in range(people)]
    attempts: list[tuple[Someone, Attempted]] = []
    waited: Counter[int] = Counter()
    outside = after_stop = 0
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        begin = datetime.combine(day, time(0), tzinfo=HOME).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), time(0), tzinfo=HOME).astimezone(UTC)
        due = {
            each.id: each
            for each in everyone
            if each.standing.state == State.ACTIVE and each.standing.due_at and each.standing.due_at < end
        }
        around = [day + timedelta(days=shift) for shift in (-1, 0, 1)]
        asked = [
            ToCall(
                each.id,
                each.language,
                frozenset(
                    half
                    for there in around
                    for half in half_hours(each.window, there)
                    if max(begin, each.standing.due_at) <= half < end
                ),
                days_late(each.standing.due_at, at=end),
                each.last_caller,
            )
            for each in due.values()
        ]
        made = plan(asked, callers_of(rng, day, callers), calls_per_half=POLICY.calls_per_half_hour)
        for line in sorted(made.lines, key=lambda line: (line.half, str(line.person))):
            each = due[line.person]
            at = line.half + timedelta(minutes=rng.randrange(0, 30))
            outside += not allowed(each, at)
            after_stop += each.stopped_at is not None
            waited[days_late(each.standing.due_at, at=at)] += 1
            attempts.append((each, call(each, at, line.caller, rng)))
        for each in everyone:
            if each.rests_until == day:
                each.rests_until = None
                each.standing = Standing(State.ACTIVE, first_call(window=each.window, at=begin))
        gone = sum(
            each.standing.state == State.ENDED or each.standing.because == Because.UNREACHED for each in everyone
        )
        everyone += [newcomer(rng, day + timedelta(days=1)) for _ in range(people + gone - len(everyone))]
    last = FIRST_DAY + timedelta(days=days)
    still = [each.standing.due_at for each in everyone if each.standing.state == State.ACTIVE]
    at_the_end = max(
        days_late(due_at, at=datetime.combine(last, time(0), tzinfo=HOME)) for due_at in still if due_at is not None
    )
    lived = perf_counter() - began
    return {
        "people": people,
        "people over the year": len(everyone),
        "callers": callers,
        "days": days,
        "attempts": len(attempts),
        "outside a window": outside,
        "after a stop": after_stop,
        "longest late, days": max([at_the_end, *waited]),
        "policy, days": POLICY.overdue_days,
        "late by days": dict(sorted(waited.items())),
        "seconds living": round(lived, 1),
        **count_twice(everyone, attempts, FIRST_DAY, last),
    }


def call(each: Someone, at: datetime, caller: Any, rng: Random) -> Attempted:
    """One attempt, and where the calls stand after it."""
    outcome = rng.choice(RARE) if rng.random() < 0.012 else rng.choice(SPOKE + SILENT)
    said = rng.choice(SAID) if outcome == Outcome.SPOKE else None
    if each.family and said == Disposition.RECURRENCE:
        said = None
    day = local_day(at, each.window.zone)
    wants = rng.random() < 0.85 if outcome == Outcome.SPOKE and each.question_on <= day else None
    attempted = Attempted(at, outcome, said, wants)
    if wants is not None:
        each.answers.append((each.question_on, day, wants))
        each.question_on = question_day(since=day)
    found = after_attempt(each.standing, attempted, window=each.window, policy=POLICY)
    each.standing, each.last_caller = found.standing, caller
    if outcome == Outcome.ASKED_TO_STOP:
        each.stopped_at = at
    if found.standing.state == State.ENDED:
        each.ended_on = day
    if found.standing.state == State.PAUSED and found.standing.because != Because.UNREACHED:
        each.rests_until = day + timedelta(days=POLICY.look_again_days)
    return attempted


def lists(people: int, callers: int, times: int) -> dict[str, Any]:
    """One day's lists, several times: all of it beside the solver alone in the same run."""
    rng = Random(7)
    day = date(2026, 3, 3)
    noon = datetime.combine(day, time(14), tzinfo=UTC)
    halves = [noon + timedelta(minutes=30 * each) for each in range(26)]
    givers = []
    for each in range(callers):
        begin = rng.randrange(0, 23)
        languages = frozenset(["en"] if rng.random() < 0.7 else ["en", "es"])
        givers.append(Caller(f"c{each}", languages, frozenset(halves[begin : begin + 4])))
    windows = [frozenset(halves[begin : begin + many]) for begin in range(24) for many in (2, 4, 6, 10)]
    asked = [
        ToCall(
            str(uuid7()),
            "es" if rng.random() < 0.15 else "en",
            rng.choice(windows),
            rng.randrange(0, 8),
            f"c{rng.randrange(callers)}" if rng.random() < 0.8 else None,
        )
        for _ in range(people)
    ]
    plan(asked[:10], givers, calls_per_half=8)  # loads the solver
    made = [plan(asked, givers, calls_per_half=8) for _ in range(times)]
    return {
        "people": people,
        "callers": callers,
        "planned": len(made[0].lines),
        "left": len(made[0].left),
        "seconds solver": round(median(each.seconds_solving for each in made), 3),
        "seconds all": round(median(each.seconds for each in made), 3),
        "times the solver alone": round(median(each.seconds / each.seconds_solving for each in made), 2),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=2000)
    asked.add_argument("--callers", type=int, default=40)
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--output", type=Path, default=ROOT / "benchmarks" / "calls.json")
    options = asked.parse_args()
    results = {"lists": lists(10_000, 300, 9), "year": year(options.people, options.callers, options.days)}
    print(json.dumps(results, indent=1))
    options.output.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
