"""Whom a peer leader reaches out to today, in order, with the reason for each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from kinroad.coaching.rules.cadence import (
    contact_due,
    counted_from,
    days_between_contacts,
    may_try_today,
    outreach_has_stopped,
    promised_day,
    quiet_too_long,
)
from kinroad.coaching.rules.check_in import Ask
from kinroad.core.policy import Policy

DEFAULT = Policy()


class Reason(StrEnum):
    """Why someone is on the list. A new reason gets its place in `_PLACE` and its words in `home/_reasons.html`."""

    NEEDS_SOMEONE = "needs_someone"
    CHECK_IN = "check_in"
    TRIGGER_DAY = "trigger_day"
    OVERDUE = "overdue"
    REACH_OUT = "reach_out"
    NEW_MATCH = "new_match"
    MESSAGE = "message"
    CAME_BACK = "came_back"
    NEXT_DAY = "next_day"
    BY_WISH = "by_wish"
    BY_CADENCE = "by_cadence"
    WARM_HAND_OFF = "warm_hand_off"
    TOGETHER = "together"
    REFERRAL = "referral"
    QUIET = "quiet"
    PLAN_REVIEW = "plan_review"
    REQUEST = "request"


# The order of the list, in steps that leave room for more.
_PLACE = {
    Reason.NEEDS_SOMEONE: 4,
    Reason.CHECK_IN: 8,
    Reason.TRIGGER_DAY: 12,
    Reason.OVERDUE: 8,
    Reason.REACH_OUT: 10,
    Reason.NEW_MATCH: 20,
    Reason.MESSAGE: 24,
    Reason.CAME_BACK: 62,
    Reason.NEXT_DAY: 30,
    # A wish and a policy weigh the same: the longer someone has waited, the earlier they come.
    Reason.BY_WISH: 40,
    Reason.BY_CADENCE: 40,
    Reason.TOGETHER: 28,
    Reason.WARM_HAND_OFF: 35,
    Reason.REFERRAL: 36,
    Reason.QUIET: 60,
    Reason.PLAN_REVIEW: 65,
    Reason.REQUEST: 70,
}


@dataclass(frozen=True)
class Walk:
    """What the list must know about one participant and the peer leader beside them.

    `last_contact` is the last day they were in touch, `greeted` whether that was since this match began; `tries_made`
    and `last_try` count the tries since then that reached nobody; `told_on` is when they last told of a return to use.
    """

    participant_id: UUID
    matched_on: date
    support_began: date
    greeted: bool = True
    last_contact: date | None = None
    next_contact_day: date | None = None
    wish: int | None = None
    recovery_date: date | None = None
    told_on: date | None = None
    family: bool = False
    tries_made: int = 0
    last_try: date | None = None


@dataclass(frozen=True)
class WaitingRequest:
    """A request for support that nobody has taken up yet."""

    request_id: UUID
    participant_id: UUID
    asked_on: date
    due_on: date


@dataclass(frozen=True)
class Line:
    """One line of Today. `since` is the day it became due, `day` how many days have gone by since we were in touch
    (or since it began), `every` the days between contacts where a rhythm is the reason.

    `about_id` is the row the line leads to, `words` the participant's own for it, `until` the hour to be in touch by
    (`late` when it has gone by), `helps` what helps then, `asks` what in a check-in asks for someone.
    `due_at` is a moment, `tried` the ways that reached nobody, the oldest first; `tries` how many since in touch.
    `outreach_id`: the outreach that the same words opened. `missed`: gatherings in a row they said they come to and
    did not.
    """

    participant_id: UUID
    reason: Reason
    since: date
    day: int
    every: int | None = None
    request_id: UUID | None = None
    about_id: UUID | None = None
    words: str = ""
    until: time | None = None
    helps: str = ""
    late: bool = False
    asks: tuple[str, ...] = ()
    due_at: datetime | None = None
    tried: tuple[str, ...] = ()
    tries: int = 0
    outreach_id: UUID | None = None
    missed: int = 0


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The order of the list: by reason, within a reason the longest waiting first, then the earliest hour; the rest
    by id so that it stands."""
    return sorted(
        lines,
        key=lambda line: (
            _PLACE[line.reason],
            line.since,
            line.until or time.max,
            line.participant_id,
            str(line.about_id),
        ),
    )


def each_once(lines: Iterable[Line]) -> list[list[Line]]:
    """Everyone stands on the list once, at their first reason, with the other reasons beneath it."""
    people: dict[UUID, list[Line]] = {}
    for line in in_order(lines):
        people.setdefault(line.participant_id, []).append(line)
    return [_told_once(each) for each in people.values()]


def _told_once(lines: list[Line]) -> list[Line]:
    """A return to use told in a check-in opened outreach too: one thing to do, said once, where the check-in stands."""
    told = next((line for line in lines if Ask.USED in line.asks), None)
    reach = next((line for line in lines if line.reason in (Reason.REACH_OUT, Reason.OVERDUE)), None)
    if told is None or reach is None:
        return lines
    one = replace(
        told,
        due_at=reach.due_at,
        tried=reach.tried,
        late=reach.reason == Reason.OVERDUE,
        outreach_id=reach.about_id,
    )
    return [one if line is told else line for line in lines if line is not reach]


def line_for(walk: Walk, *, today: date, policy: Policy = DEFAULT) -> Line | None:
    """The line of one participant, or None when nothing is due today."""
    if outreach_has_stopped(tries_made=walk.tries_made, outreach=policy.outreach):
        return None
    if not may_try_today(last_try=walk.last_try, today=today):
        return None
    agreed = promised_day(next_contact_day=walk.next_contact_day, last_contact=walk.last_contact)
    due, every = _rhythm(walk, today=today, policy=policy)
    if not walk.greeted and agreed is None:
        return Line(walk.participant_id, Reason.NEW_MATCH, walk.matched_on, (today - walk.matched_on).days)
    if due > today:
        return None
    day = (today - (walk.last_contact or walk.matched_on)).days
    if quiet_too_long(due=due, every=every, today=today, outreach=policy.outreach):
        return Line(walk.participant_id, Reason.QUIET, due, day, every, tries=walk.tries_made)
    if agreed is not None:
        return Line(walk.participant_id, Reason.NEXT_DAY, agreed, day)
    reason = Reason.BY_CADENCE if walk.wish is None else Reason.BY_WISH
    return Line(walk.participant_id, reason, due, day, every)


def quiet_line(walk: Walk, *, today: date, policy: Policy = DEFAULT) -> Line | None:
    """The facts of somebody who has been quiet too long, however often we tried; None for everybody else."""
    due, every = _rhythm(walk, today=today, policy=policy)
    if not quiet_too_long(due=due, every=every, today=today, outreach=policy.outreach):
        return None
    day = (today - (walk.last_contact or walk.matched_on)).days
    return Line(walk.participant_id, Reason.QUIET, due, day, every, tries=walk.tries_made)


def _rhythm(walk: Walk, *, today: date, policy: Policy) -> tuple[date, int]:
    """The day the next contact is due, and the days between contacts."""
    every = days_between_contacts(
        wish=walk.wish,
        recovery_date=counted_from(recovery_date=walk.recovery_date, told_on=walk.told_on),
        support_began=walk.support_began,
        family=walk.family,
        today=today,
        cadence=policy.cadence,
    )
    due = contact_due(
        last_contact=walk.last_contact, began=walk.matched_on, every=every, next_contact_day=walk.next_contact_day
    )
    return due, every


def lines_for_today(
    walks: Iterable[Walk],
    *,
    today: date,
    requests: Iterable[WaitingRequest] = (),
    policy: Policy = DEFAULT,
) -> list[Line]:
    """Who is new, who was promised a day, who is due, who has gone quiet, and what waits for an answer, in order."""
    lines = [line for walk in walks if (line := line_for(walk, today=today, policy=policy)) is not None]
    lines += [
        Line(
            request.participant_id,
            Reason.REQUEST,
            request.asked_on,
            (today - request.asked_on).days,
            None,
            request.request_id,
        )
        for request in requests
    ]
    return in_order(lines)
