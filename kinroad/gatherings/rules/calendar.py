"""What somebody asks of the calendar, read from an address that anybody may have typed, and the days it shows."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from kinroad.core.asked import Asked, Near, read_near, read_number, read_one
from kinroad.gatherings.rules.finder import ANYWHERE, MILES, PLACE, USUAL_MILES
from kinroad.gatherings.rules.recurrence import AHEAD

PAGE = 50
EVENING = 17 * 60
"""A gathering that begins at 5:00 pm or later is one of the evening."""
BEHIND = timedelta(days=60)
"""How far back the calendar goes."""
NEEDS = ("evening", "weekend", "children", "free", "online")
A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)


class View(StrEnum):
    """Ways to look at the calendar."""

    LIST = "list"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a page of the list begins or ends: the day, the minute of the day, and which of those at that minute."""

    on: date
    minute: int
    id: UUID

    def __str__(self) -> str:
        return f"{self.on.isoformat()}.{self.minute}.{self.id}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which gatherings somebody looks for. `unknown_place` holds the words of a place that we could not find."""

    near: Near | None = None
    unknown_place: str = ""
    within: int = USUAL_MILES
    kind: str = ""
    language: str = ""
    needs: frozenset[str] = frozenset()

    @property
    def miles(self) -> int:
        """How far to look; ANYWHERE when there is no middle to look around."""
        return self.within if self.near else ANYWHERE

    @property
    def any(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.needs or self.kind or self.language or self.miles)

    def said(self) -> list[tuple[str, str]]:
        """The part of an address that says these wishes."""
        found = [(need, "1") for need in NEEDS if need in self.needs]
        found += [(name, value) for name, value in (("kind", self.kind), ("language", self.language)) if value]
        if self.near:
            found.append(("near", self.near.words))
            found += [("within", str(self.within))] if self.within != USUAL_MILES else []
        return found


@dataclass(frozen=True, slots=True)
class Asking:
    """A look at the calendar: which days, what for, and where in a long list."""

    view: View
    on: date
    wishes: Wishes = Wishes()
    after: Place | None = None
    before: Place | None = None

    def to(
        self,
        view: View | None = None,
        on: date | None = None,
        *,
        after: Place | None = None,
        before: Place | None = None,
    ) -> "Asking":
        """The same wishes, elsewhere in the calendar."""
        return replace(self, view=view or self.view, on=on or self.on, after=after, before=before)

    def query(self, today: date) -> str:
        """The address of this look, without what is usual."""
        said: list[tuple[str, str]] = []
        if self.view is not View.LIST:
            said.append(("view", self.view))
            if self.on != today:
                said.append(("on", self.on.isoformat()))
        said += self.wishes.said()
        said += [(name, str(at)) for name, at in (("after", self.after), ("before", self.before)) if at]
        return urlencode(said)

    def days(self) -> tuple[date, date]:
        """The first and the last day it shows. A month is shown in whole weeks, from Sunday to Saturday."""
        if self.view is View.LIST:
            return self.on, self.on + AHEAD
        if self.view is View.DAY:
            return self.on, self.on
        if self.view is View.WEEK:
            return sunday_before(self.on), sunday_before(self.on) + A_WEEK - A_DAY
        return sunday_before(first_of_month(self.on)), sunday_before(last_of_month(self.on)) + A_WEEK - A_DAY

    def step(self, ways: int, today: date) -> "Asking | None":
        """The day, week or month before (-1) or after (1); None where the calendar ends."""
        if self.view is View.MONTH:
            on = first_of_month(self.on) - A_DAY if ways < 0 else last_of_month(self.on) + A_DAY
        else:
            on = self.on + (A_DAY if self.view is View.DAY else A_WEEK) * ways
        there = self.to(on=first_of_month(on) if self.view is View.MONTH else on)
        first, last = there.days()
        return there if last >= today - BEHIND and first <= today + AHEAD else None


def sunday_before(on: date) -> date:
    """The Sunday of this week."""
    return on - timedelta(days=on.isoweekday() % 7)


def first_of_month(on: date) -> date:
    return on.replace(day=1)


def last_of_month(on: date) -> date:
    return (on.replace(day=28) + timedelta(days=4)).replace(day=1) - A_DAY


def weeks_of(first: date, last: date) -> list[list[date]]:
    """The days from a Sunday to a Saturday, a week to a line."""
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def read_wishes(asked: Asked, *, state: str, kinds: Collection[str]) -> Wishes:
    """Wishes from a query string. What cannot be read is left out; nothing is refused.

    `state` stands in when somebody types a town alone; `kinds` are the kinds of gatherings there are.
    """
    near, unknown = read_near(asked, state, names=PLACE)
    kind, language = read_one(asked, "kind"), read_one(asked, "language").casefold()
    return Wishes(
        near=near if near and near.words else None,
        unknown_place=unknown,
        within=read_number(asked, "within", (*MILES, ANYWHERE), USUAL_MILES),
        kind=kind if kind in kinds else "",
        language=language if re.fullmatch(r"[a-z]{2,5}", language) else "",
        needs=frozenset(
            need
            for need in NEEDS
            if read_one(asked, need) in {"1", "on", "true", "yes"} or need in asked.get("need", ())
        ),
    )


def read_asking(asked: Asked, *, today: date, state: str, kinds: Collection[str]) -> Asking:
    """A look from a query string; days beyond the calendar's ends are today."""
    view = read_one(asked, "view")
    asking = Asking(
        view=View(view) if view in set(View) else View.LIST,
        on=_day(read_one(asked, "on"), today=today),
        wishes=read_wishes(asked, state=state, kinds=kinds),
        after=_place(read_one(asked, "after")),
        before=_place(read_one(asked, "before")),
    )
    return asking.to(on=today, after=asking.after, before=asking.before) if asking.view is View.LIST else asking


def _day(text: str, *, today: date) -> date:
    try:
        on = date.fromisoformat(f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text)
    except ValueError:
        return today
    return on if today - BEHIND - A_WEEK * 5 <= on <= today + AHEAD + A_WEEK * 5 else today


def _place(text: str) -> Place | None:
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.(\d{1,4})\.([0-9a-f-]{36})", text, re.ASCII)
    try:
        return Place(date.fromisoformat(found[1]), int(found[2]), UUID(found[3])) if found else None
    except ValueError:
        return None
