"""A row of a plain CSV file under our own headings becomes a line of the directory, or a sentence that says why not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kinroad.core.place import Place, city_place, is_on_earth, miles_between, state_code, zip_place
from kinroad.core.plain_text import tidy
from kinroad.resources.rules.hours import read_schedule
from kinroad.resources.rules.line import Entries, Line, Told, key_of
from kinroad.resources.rules.listed_words import costs_in, folded, needs_in, says_nothing, says_yes
from kinroad.resources.rules.problems import Problem, Why
from kinroad.resources.rules.taxonomy import terms

Raw = Mapping[str, str]
"""A row under our own headings (`agency`, `service`, `street`, `tag:pets` ...); every value is text."""

LONGEST = {
    "name": 200, "alternate_name": 200, "description": 4000, "street": 250, "street_2": 200, "city": 100,
    "county": 100, "url": 400, "email": 200, "fees": 1000, "hours": 300, "eligibility": 2000, "apply": 2000,
    "number": 40,
}  # fmt: skip
FAR = 40.0
"""Miles between a point and the middle of its ZIP code or city, beyond which the point is somebody's mistake."""
# Words people write where no street is meant.
_NO_STREET = re.compile(r"var(y|ies)|call|website|confidential|undisclosed|not (listed|published)|unknown|^n/?a$", re.I)
_HIDDEN = re.compile(r"confidential|undisclosed", re.I)
_ONE_LINE = re.compile(
    r"^(?P<street>.+?),\s*(?P<city>[^,\d]+),\s*(?P<state>[A-Za-z. ]+?),?\s*(?P<zip>\d{5})?(-\d{4})?$"
)
_LINK = re.compile(r"^(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/[^\s<>\"']*)?$", re.I)
_MAIL = re.compile(r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}$")
_PHONE = re.compile(r"^\+?[\d\s().\-–/]{7,25}(\s*(x|ext\.?|extension)\s*(\d{1,6}))?$", re.I)


@dataclass(slots=True)
class Reading:
    """What became of a row."""

    line: Line | None = None
    problems: list[Problem] = field(default_factory=list)


def read_row(raw: Raw, *, row: int, state: str) -> Reading:
    """One row. `state` stands in where the row says none."""
    read = _Row(raw, row, state).read()
    read.problems = list(dict.fromkeys(read.problems))
    return read


class _Row:
    def __init__(self, raw: Raw, row: int, state: str) -> None:
        self.raw, self.row, self.home = raw, row, state
        self.problems: list[Problem] = []

    def tell(self, name: str, why: Why, said: str = "") -> None:
        self.problems.append(Problem(self.row, name, why, said[:80]))

    def text(self, name: str, longest: str = "") -> str:
        said = tidy(self.raw.get(name, ""))
        if says_nothing(said):
            return ""
        most = LONGEST.get(longest or name, 200)
        if len(said) > most:
            self.tell(name, Why.TOO_LONG, said)
            said = said[:most].rstrip()
        return said

    def read(self) -> Reading:
        agency, offered = self.text("agency", "name"), self.text("service", "description")
        name = agency or offered
        if not name:
            self.tell("name", Why.NO_NAME)
            return Reading(None, self.problems)
        phones, url, email = self._phones(), self._link(), self._mail()
        location, confidential = self._location()
        if location is None and not (phones or url or email) and not confidential:
            self.tell("address", Why.NO_WAY, name)
            return Reading(None, self.problems)
        tags = self._tags(offered)
        title = _title(offered or name, tags)
        own_key = self.text("id")
        agency_key = key_of(folded(name), folded(url))
        service = self._service(title, offered, url, email, key=key_of(agency_key, folded(title), folded(offered)))
        where = folded(f"{self.raw.get('street', '')} {self.raw.get('address', '')} {self.raw.get('city', '')}")
        place_key = f"id:{own_key}" if own_key else key_of(folded(name), folded(offered), where)
        told = Told(
            place_key,
            {"description": "", "hours": self._hours()},
            {"tags": tuple((code,) for code in tags), "schedules": self._schedules(), "phones": phones},
        )
        facts = {"name": name, "alternate_name": "", "description": "", "email": "", "website": url}
        return Reading(Line(Told(agency_key, facts), service, told, location), self.problems)

    def _service(self, title: str, offered: str, url: str, email: str, *, key: str) -> Told:
        about = self.text("description") or (offered if folded(offered) != folded(title) else "")
        youngest, oldest = self._age("minimum_age"), self._age("maximum_age")
        if youngest is not None and oldest is not None and youngest > oldest:
            youngest, oldest = oldest, youngest
        facts = {
            "name": title, "alternate_name": "", "description": about, "url": url, "email": email, "status": "active",
            "application_process": self.text("apply"), "fees_description": self.text("fees"), "wait_time": "",
            "eligibility_description": self.text("eligibility"), "minimum_age": youngest, "maximum_age": oldest,
            "interpretation_services": "", "accreditations": "", "licenses": "", "alert": "",
        }  # fmt: skip
        parts: dict[str, Entries] = {
            "documents": tuple((each[:200], "") for each in self._several("documents")),
            "languages": tuple(("", each[:60], "") for each in self._several("languages")),
            "areas": tuple((each[:120], "") for each in self._several("areas")),
        }
        return Told(key, facts, parts)

    def _several(self, name: str) -> list[str]:
        said = self.text(name, "apply")
        return list(dict.fromkeys(each.strip() for each in re.split(r"[;|]|,(?!\d)", said) if each.strip()))

    def _location(self) -> tuple[Told | None, bool]:
        """Where it is, and whether that must not be said."""
        street, city, zip_code = self.text("street"), self.text("city"), self._zip()
        county, state = self.text("county"), self._state()
        whole = self.text("address", "street")
        if not (street and city) and (found := _ONE_LINE.match(whole)):
            street, city = street or found["street"], city or found["city"].strip()
            zip_code, state = zip_code or found["zip"] or "", state or state_code(found["state"])
        elif not street:
            street = whole
        hidden = self._yes("confidential") or bool(_HIDDEN.search(street))
        if street and not hidden and _NO_STREET.search(street) and not re.match(r"\d", street):
            self.tell("address", Why.NO_ADDRESS, street)
            street = ""
        elif hidden and _NO_STREET.search(street):
            street = ""
        if not (street or city or zip_code):
            return None, hidden
        state = state or self.home
        lat, lon, exact = self._point(zip_place(zip_code) or city_place(city, state), hidden=hidden)
        facts: dict[str, Any] = {
            "name": "", "street": street, "street_2": self.text("street_2"), "city": city, "state": state,
            "zip": zip_code, "county": county, "transportation": "", "lat": lat, "lon": lon,
            "approximate": not (exact and street), "confidential": hidden,
        }  # fmt: skip
        return Told(key_of(folded(self.text("agency", "name")), folded(f"{street} {city} {zip_code}")), facts), hidden

    def _point(self, near: Place | None, *, hidden: bool) -> tuple[float | None, float | None, bool]:
        """The row's own point, unless it is far from its ZIP code; else the middle of that, which is not exact."""
        said = self.raw.get("lat", "").strip(), self.raw.get("lon", "").strip()
        shown = "" if hidden else ", ".join(said)
        if any(not says_nothing(each) for each in said):
            try:
                lat, lon = float(said[0]), float(said[1])
            except ValueError:
                lat, lon = 999.0, 999.0
            if not is_on_earth(lat, lon):
                self.tell("lat", Why.POINT_UNREAD, shown)
            elif near is None or miles_between(lat, lon, near.lat, near.lon) <= FAR:
                return lat, lon, True
            else:
                self.tell("lat", Why.POINT_FAR, shown)
        return (near.lat, near.lon, False) if near else (None, None, False)

    def _state(self) -> str:
        said = self.text("state")
        code = state_code(said)
        if said and not code:
            self.tell("state", Why.STATE_UNREAD, said)
        return code

    def _zip(self) -> str:
        said = self.text("zip")
        found = re.fullmatch(r"(\d{4,5})(?:\.0+|-\d{4})?", said, re.ASCII)
        if said and not found:
            self.tell("zip", Why.ZIP_UNREAD, said)
        return found[1].zfill(5) if found else ""

    def _phones(self) -> Entries:
        found = []
        for said in re.split(
            r"\s*(?:;|\||,|\bor\b|/(?=\s*\(?\d{3}))\s*", re.sub(r"\([^\d()]*\)", " ", self.text("phone"))
        ):
            match = _PHONE.match(said.strip())
            digits = re.sub(r"\D", "", said.split("x")[0].split("ext")[0])
            if match and 7 <= len(digits) <= 15:
                number = said[: match.start(1)] if match[1] else said
                found.append((number.strip(), match[3] or "", "voice", ""))
            elif said.strip():
                self.tell("phone", Why.PHONE_UNREAD, said)
        return tuple(dict.fromkeys(found))

    def _link(self) -> str:
        said = re.sub(r"^https?://(?=https?://)", "", self.text("url").rstrip(".,;"))
        if not said:
            return ""
        if not _LINK.match(said):
            self.tell("url", Why.LINK_UNREAD, said)
            return ""
        return said if "://" in said else f"https://{said}"

    def _mail(self) -> str:
        said = self.text("email").rstrip(".,;")
        if said and not _MAIL.match(said):
            self.tell("email", Why.EMAIL_UNREAD, said)
            return ""
        return said

    def _age(self, name: str) -> int | None:
        said = self.text(name)
        if not said:
            return None
        found = re.fullmatch(r"(\d{1,3})(?:\.0+)?", said, re.ASCII)
        if not found or int(found[1]) > 120:
            self.tell(name, Why.AGE_UNREAD, said)
            return None
        return int(found[1])

    def _hours(self) -> str:
        said = ", ".join(part for part in (self.text("days", "hours"), self.text("hours")) if part)
        return "" if self._schedules() else said[:300]

    def _schedules(self) -> Entries:
        read = read_schedule(self.text("days", "hours"), self.text("hours"))
        return (("WEEKLY", read[0], "", read[1], read[2], None, None, ""),) if read else ()

    def _yes(self, name: str) -> bool:
        try:
            return bool(says_yes(tidy(self.raw.get(name, "")).strip("[]")))
        except ValueError:
            self.tell(name.removeprefix("tag:"), Why.ANSWER_UNREAD, tidy(self.raw[name]))
            return False

    def _tags(self, offered: str) -> tuple[str, ...]:
        found = [name.removeprefix("tag:") for name in self.raw if name.startswith("tag:") and self._yes(name)]
        found += needs_in(offered or self.text("agency", "name"))
        found += needs_in(self.text("need")) or ()
        found += costs_in(self.text("fees"))
        words = {name: code for code, term in terms().items() for name in (code, folded(term.en), folded(term.es))}
        for said in self._several("tags"):
            code = words.get(said.strip(), "") or words.get(folded(said), "")
            if code:
                found.append(code)
            else:
                self.tell("tags", Why.TERM_UNREAD, said)
        gender = folded(self.text("gender"))
        found += [code for code in ("men", "women") if gender == code]
        if self.raw.get("male", "").strip().casefold() == "no" and self._yes("female"):
            found.append("women")
        if self.raw.get("female", "").strip().casefold() == "no" and self._yes("male"):
            found.append("men")
        return tuple(code for code in terms() if code in found)


def _title(offered: str, tags: tuple[str, ...]) -> str:
    """A short name of a service: what its list calls it, up to the first bracket, comma or full stop."""
    if " " not in offered:
        offered = offered.replace("_", " ")
    short = offered if len(offered) <= 60 else re.split(r"[(,;:]|\. ", offered, maxsplit=1)[0].strip()
    if not 3 <= len(short) <= 100:
        need = next((terms()[code].en for code in tags if terms()[code].group == "need"), "")
        short = need or offered[:60].rsplit(" ", 1)[0]
    return short[:1].upper() + short[1:]
