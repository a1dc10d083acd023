"""Single facts of HSDS objects, read so that nothing odd in them can hurt; what cannot be read is told."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from kinroad.core.place import is_on_earth, state_code
from kinroad.core.plain_text import tidy
from kinroad.resources.rules.hours import DAYS
from kinroad.resources.rules.line import Entries, key_of
from kinroad.resources.rules.problems import Problem, Why

MOST = 50
"""Entries of one kind on one object: nobody has more phones."""
MOST_PLACES = 5000
Thing = Mapping[str, Any]


class Facts:
    """Reads the objects of one entry and gathers what there is to tell about it."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def tell(self, name: str, why: Why, said: str = "") -> None:
        problem = Problem(self.row, name, why, said[:80])
        if problem not in self.problems and len(self.problems) < MOST:
            self.problems.append(problem)

    def key(self, said: Any) -> str:
        """Their id, as short as a key may be."""
        text = tidy(str(said))
        return f"id:{text}" if len(text) <= 200 else key_of(text)

    def text(self, thing: Thing, name: str, longest: int) -> str:
        value = thing.get(name)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return ""
        said = tidy(str(value))
        if len(said) > longest:
            self.tell(name, Why.TOO_LONG, said)
            said = said[:longest].rstrip()
        return said

    def things(self, thing: Thing, name: str) -> list[Thing]:
        listed = thing.get(name)
        if not isinstance(listed, list):
            return []
        most = MOST_PLACES if name == "service_at_locations" else MOST
        found: list[Thing] = [each for each in listed if isinstance(each, dict)]
        return found[:most]

    def entries(self, thing: Thing, name: str, *columns: tuple[str, int]) -> Entries:
        """A list as entries of these columns; entries without their first words are nothing."""
        found = (
            tuple(self.text(each, column, longest) for column, longest in columns) for each in self.things(thing, name)
        )
        return tuple(dict.fromkeys(each for each in found if any(each)))

    def phones(self, thing: Thing) -> Entries:
        found = []
        for each in self.things(thing, "phones"):
            number = self.text(each, "number", 60).strip("\"' ")
            if not re.fullmatch(r"[+()\d\s.\-–/*#A-Za-z]{3,40}", number) or not re.search(r"\d{2}", number):
                self.tell("phone", Why.PHONE_UNREAD, number)
                continue
            extension = re.sub(r"\D", "", self.text(each, "extension", 20).removesuffix(".0"))[:10]
            found.append((number, extension, self.text(each, "type", 20), self.text(each, "description", 200)))
        return tuple(dict.fromkeys(found))

    def schedules(self, thing: Thing) -> Entries:
        """Schedules that say a clock or a day off; the others are words."""
        found = []
        for each in self.things(thing, "schedules"):
            opens, closes = self._clock(each, "opens_at"), self._clock(each, "closes_at")
            first, last = self._day(each, "valid_from"), self._day(each, "valid_to")
            byday = ",".join(
                day for day in self.text(each, "byday", 60).replace(" ", "").split(",")
                if re.fullmatch(rf"[+-]?\d?({'|'.join(DAYS)})", day)
            )  # fmt: skip
            if first and last and first > last:
                first, last = last, first
            days = self.text(each, "bymonthday", 60)
            bymonthday = days if re.fullmatch(r"-?\d{1,2}(,-?\d{1,2})*", days) else ""
            if not (opens and closes and (byday or bymonthday or first)) and not (first and last and not opens):
                if opens or closes or byday:
                    self.tell("schedule", Why.HOURS_UNREAD, self.text(each, "description", 80) or byday)
                continue
            freq = "MONTHLY" if each.get("freq") == "MONTHLY" else "WEEKLY"
            found.append((freq, byday, bymonthday, opens or None, closes or None, first, last,
                          self.text(each, "notes", 300)))  # fmt: skip
        return tuple(dict.fromkeys(found))

    def _clock(self, thing: Thing, name: str) -> str:
        found = re.match(r"^(\d{1,2}):(\d\d)", self.text(thing, name, 30))
        try:
            return time(int(found[1]) % 24, int(found[2])).strftime("%H:%M") if found else ""
        except ValueError:
            return ""

    def _day(self, thing: Thing, name: str) -> str | None:
        try:
            return date.fromisoformat(self.text(thing, name, 30)[:10]).isoformat()
        except ValueError:
            return None

    def costs(self, thing: Thing) -> Entries:
        found = []
        for each in self.things(thing, "cost_options"):
            currency = self.text(each, "currency", 10).upper()
            try:
                cents = round(float(self.text(each, "amount", 30)) * 100)
            except (ValueError, OverflowError):
                cents = -1
            found.append((
                self.text(each, "option", 200), cents if 0 <= cents < 1_000_000_000 else None,
                currency if re.fullmatch(r"[A-Z]{3}", currency) else "USD", self.text(each, "amount_description", 300),
            ))  # fmt: skip
        return tuple(dict.fromkeys(found))

    def link(self, thing: Thing, name: str) -> str:
        said = self.text(thing, name, 400)
        if said and not re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", said):
            self.tell(name, Why.LINK_UNREAD, said)
            return ""
        return said

    def mail(self, thing: Thing, name: str) -> str:
        said = self.text(thing, name, 200)
        if said and not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}", said):
            self.tell(name, Why.EMAIL_UNREAD, said)
            return ""
        return said

    def age(self, thing: Thing, name: str) -> int | None:
        said = self.text(thing, name, 20).removesuffix(".0")
        if not said:
            return None
        if not re.fullmatch(r"\d{1,3}", said, re.ASCII) or int(said) > 120:
            self.tell(name, Why.AGE_UNREAD, said)
            return None
        return int(said)

    def point(self, thing: Thing) -> tuple[float | None, float | None]:
        said = self.text(thing, "latitude", 40), self.text(thing, "longitude", 40)
        if not any(said):
            return None, None
        try:
            lat, lon = float(said[0]), float(said[1])
        except ValueError:
            lat, lon = 999.0, 999.0
        if not is_on_earth(lat, lon):
            self.tell("latitude", Why.POINT_UNREAD, ", ".join(said))
            return None, None
        return lat, lon

    def state(self, thing: Thing) -> str:
        said = self.text(thing, "state_province", 60)
        if said and not state_code(said):
            self.tell("state_province", Why.STATE_UNREAD, said)
        return state_code(said)

    def zip(self, thing: Thing) -> str:
        said = self.text(thing, "postal_code", 30)
        found = re.fullmatch(r"(\d{5})(?:-\d{4})?", said, re.ASCII)
        if said and not found:
            self.tell("postal_code", Why.ZIP_UNREAD, said)
        return found[1] if found else ""
