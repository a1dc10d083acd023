"""What somebody asks of the finder, read from an address that anybody may have typed."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from kinroad.core.asked import Asked, Near, read_near, read_number, read_one
from kinroad.gatherings.rules.clock import When
from kinroad.gatherings.rules.days import read_days
from kinroad.gatherings.rules.fellowships import Kind

PAGE = 50
LAST_PAGE = 100
MILES = (1, 5, 10, 25, 50, 100)
USUAL_MILES = 25
ANYWHERE = 0
NEEDS = ("wheelchair", "children", "online", "in_person")
PLACE = ("near", "zip")
"""The names under which somebody says where to look."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search. `unknown_place` holds the words of a place that we could not find."""

    when: When = When.TODAY
    day: int = 0
    near: Near | None = None
    unknown_place: str = ""
    within: int = USUAL_MILES
    fellowship: str = ""
    kind: Kind | None = None
    language: str = ""
    open: bool | None = None
    needs: frozenset[str] = frozenset()
    page: int = 1

    @property
    def miles(self) -> int:
        """How far to look; ANYWHERE when there is no middle to look around."""
        return self.within if self.near else ANYWHERE

    @property
    def chosen(self) -> int:
        """How many of the further choices are made."""
        return (
            len(self.needs)
            + sum(bool(choice) for choice in (self.fellowship, self.kind, self.language))
            + (self.open is not None)
        )

    def on(self, when: When, day: int = 0) -> "Search":
        return replace(self, when=when, day=day, page=1)

    def query(self, *, page: int = 1) -> str:
        """The address of this search, without what is usual."""
        said: list[tuple[str, str]] = []
        if self.when is When.DAY:
            said.append(("day", str(self.day)))
        elif self.when is not When.TODAY:
            said.append(("when", self.when))
        if self.near and self.near.words:
            said.append(("near", self.near.words))
        elif self.near:
            said += [("lat", f"{self.near.lat:.3f}"), ("lon", f"{self.near.lon:.3f}")]
        if self.near and self.within != USUAL_MILES:
            said.append(("within", str(self.within)))
        said += [(name, str(value)) for name, value in self._choices() if value]
        said += [("need", need) for need in NEEDS if need in self.needs]
        if page > 1:
            said.append(("page", str(page)))
        return urlencode(said)

    def _choices(self) -> list[tuple[str, str]]:
        who = "" if self.open is None else "open" if self.open else "closed"
        return [("fellowship", self.fellowship), ("kind", self.kind or ""), ("language", self.language), ("who", who)]


def read_search(asked: Asked, *, state: str) -> Search:
    """A search from a query string. What cannot be read is left at its usual value; nothing is refused.

    `state` stands in when somebody types a city alone.
    """
    when, day = _when(asked)
    near, unknown = read_near(asked, state, names=PLACE)
    kind = read_one(asked, "kind")
    who = read_one(asked, "who").casefold()
    language = read_one(asked, "language").casefold()
    return Search(
        when=when,
        day=day,
        near=near,
        unknown_place=unknown,
        within=read_number(asked, "within", (*MILES, ANYWHERE), USUAL_MILES),
        fellowship=read_one(asked, "fellowship"),
        kind=Kind(kind) if kind in set(Kind) else None,
        language=language if re.fullmatch(r"[a-z]{2,3}", language) else "",
        open={"open": True, "closed": False}.get(who),
        needs=frozenset(
            need for need in NEEDS if need in asked.get("need", ()) or read_one(asked, need) in {"1", "on"}
        ),
        page=read_number(asked, "page", range(1, LAST_PAGE + 1), 1),
    )


def _when(asked: Asked) -> tuple[When, int]:
    said = read_one(asked, "when").casefold()
    if said in {When.NOW, When.TODAY, When.TOMORROW}:
        return When(said), 0
    for text in (read_one(asked, "day"), said):
        days = read_days(text) if text else ()
        if len(days) == 1:
            return When.DAY, days[0]
    return When.TODAY, 0
