"""What somebody asks of the directory, read from an address that anybody may have typed."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from kinroad.core.asked import Asked, Near, read_near, read_number, read_one
from kinroad.core.place import look_up
from kinroad.resources.rules.searching import Term, language_key, read_query, tag_key
from kinroad.resources.rules.taxonomy import codes_of, terms

PAGE = 20
LAST_PAGE = 10
MILES = (5, 10, 25, 50, 100)
USUAL_MILES = 50
ANYWHERE = 0
MOST_TAGS = 6
WHO = ("women", "men", "youth", "families", "veterans", "faith")
"""Whom somebody asks for. Men and women also find what is for everyone."""
COST = ("free", "no_insurance", "sliding_scale", "medicaid")
_LONGEST = 120
_ZIP_AT_THE_END = re.compile(r"^(.*?)\s*\b(?:near|in|around|by|cerca de|en)?\s*(\d{5})\s*$", re.IGNORECASE)
_TOWN_AT_THE_END = re.compile(r"^(.*?)\s*\b(?:near|in|around|cerca de|en)\s+([^\d]{3,40})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Search:
    """A search. `unknown_place` holds the words of a place that we could not find."""

    said: str = ""
    near: Near | None = None
    unknown_place: str = ""
    within: int = USUAL_MILES
    open_now: bool = False
    tags: tuple[str, ...] = ()
    cost: str = ""
    who: str = ""
    language: str = ""
    page: int = 1

    @property
    def miles(self) -> int:
        """How far to look; ANYWHERE when there is no middle to look around."""
        return self.within if self.near else ANYWHERE

    @property
    def chosen(self) -> int:
        """How many of the further choices are made."""
        return len(self.tags) + sum(map(bool, (self.cost, self.who, self.language)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked yet."""
        return not (self.said or self.near or self.open_now or self.chosen)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that a place must answer: the words, and every choice."""
        chosen = [*self.tags, *([self.cost] if self.cost else []), *([self.who] if self.who not in ("", *_SEX) else [])]
        keys = [tag_key(code) for code in chosen] + ([language_key(self.language)] if self.language else [])
        return (*read_query(self.said), *(Term(key, (frozenset({key}),)) for key in keys))

    @property
    def without(self) -> tuple[str, str] | None:
        """The key of those a place is for alone, and the key that would take us in all the same."""
        return (tag_key(_SEX[self.who]), tag_key(self.who)) if self.who in _SEX else None

    def query(self, *, page: int = 1) -> str:
        """The address of this search, without what is usual."""
        said: list[tuple[str, str]] = [("q", self.said)] if self.said else []
        if self.near and self.near.words:
            said.append(("near", self.near.words))
        elif self.near:
            said += [("lat", f"{self.near.lat:.3f}"), ("lon", f"{self.near.lon:.3f}")]
        if self.near and self.within != USUAL_MILES:
            said.append(("within", str(self.within)))
        if self.open_now:
            said.append(("open", "1"))
        said += [("tag", code) for code in self.tags]
        said += [(name, getattr(self, name)) for name in ("cost", "who", "language") if getattr(self, name)]
        if page > 1:
            said.append(("page", str(page)))
        return urlencode(said)

    def plain(self) -> "Search":
        """The same words near the same place, without the further choices."""
        return Search(said=self.said, near=self.near, within=self.within)

    def wider(self) -> "Search | None":
        """The same search in a wider circle; None when it is as wide as it gets."""
        more = [miles for miles in MILES if miles > self.miles] if self.near and self.miles else []
        return replace(self, within=more[0], page=1) if more else None


_SEX = {"women": "men", "men": "women"}


def read_search(asked: Asked, *, state: str) -> Search:
    """A search from a query string. What cannot be read is left at its usual value; nothing is refused.

    `state` stands in when somebody types a city alone. A ZIP code or a town in the box of words counts as a place.
    """
    said = " ".join(_one(asked, "q").split())
    near, unknown = _near(asked, state)
    if near is None and not unknown:
        said, near = split_place(said, state=state)
    cost, who, language = (_one(asked, name).casefold() for name in ("cost", "who", "language"))
    return Search(
        said=said,
        near=near,
        unknown_place=unknown,
        within=read_number(asked, "within", (*MILES, ANYWHERE), USUAL_MILES),
        open_now=_one(asked, "open") in {"1", "on", "yes"},
        tags=tuple(dict.fromkeys(code for code in asked.get("tag", ()) if code in terms()))[:MOST_TAGS],
        cost=cost if cost in COST else "",
        who=who if who in WHO else "",
        language=language if re.fullmatch(r"[a-z]{2,3}", language) else "",
        page=read_number(asked, "page", range(1, LAST_PAGE + 1), 1),
    )


def split_place(said: str, *, state: str) -> tuple[str, Near | None]:
    """The words and the place of "food near 50309" or "detox in Ames"; the words alone when no place stands there."""
    for pattern in (_ZIP_AT_THE_END, _TOWN_AT_THE_END):
        found = pattern.match(said)
        place = look_up(found[2], state=state) if found else None
        if found and place:
            return found[1].strip(), Near(place.lat, place.lon, found[2].strip())
    return said, None


def _near(asked: Asked, state: str) -> tuple[Near | None, str]:
    """Where somebody is, no closer than to a street."""
    near, unknown = read_near(asked, state, longest=_LONGEST)
    if near and not near.words:
        near = Near(round(near.lat, 3), round(near.lon, 3))
    return near, unknown


def _one(asked: Asked, name: str) -> str:
    return read_one(asked, name, longest=_LONGEST)


def recovery_codes() -> tuple[str, ...]:
    """What decides whether a referral works, for choosing."""
    return codes_of("recovery")
