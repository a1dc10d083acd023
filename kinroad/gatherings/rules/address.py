"""Taking an address apart: venue, street, city, state, ZIP code."""

import re
from dataclasses import dataclass

from kinroad.core.place import state_code

_COUNTRY = re.compile(r"[,\s]+(?:U\.?S\.?A\.?|United States(?: of America)?)\.?\s*$", re.IGNORECASE)
_ZIP = re.compile(r"[,\s]+(\d{5})(?:-\d{4})?\s*$", re.ASCII)
_STARTS_WITH_NUMBER = re.compile(r"#?\d")
_ONLINE_WORDS = {"online", "zoom", "virtual", "phone", "telephone", "web"}


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a place; empty where the list does not say. Without a street it is approximate."""

    venue: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def is_approximate(self) -> bool:
        return not re.search(r"\d|&| and ", self.street)


def read_address(*, address: str, venue: str, city: str, state: str, zip_code: str) -> Address:
    """One address from a whole line, from parts, or from both; the line wins where they disagree."""
    rest = _COUNTRY.sub("", address)
    found = _ZIP.search(rest)
    if found and found.start() > 0:
        rest = rest[: found.start()]
        zip_code = zip_code or found[1]
    rest, said_state = _cut_state(rest)
    state = said_state or state_code(state)
    street, said_city = _cut_city(rest, city)
    if said_state and said_city.casefold() == city.casefold():
        said_city = city or said_city
    hall, street = _cut_venue(street)
    if _first_words(venue) == _first_words(street) or venue.casefold() in {street.casefold(), address.casefold()}:
        venue = ""
    if hall and venue.casefold().startswith(hall.casefold()):
        venue = ""
    if _STARTS_WITH_NUMBER.match(venue) and not re.search(r"\d", street):
        venue, street = "", venue
    if street.casefold() in _ONLINE_WORDS:
        street = ""
    return Address(venue=venue or hall, street=street, city=said_city or city, state=state, zip=zip_code)


def _cut_state(text: str) -> tuple[str, str]:
    """Without its last words when they are a state ("..., IA", "Ottumwa IA")."""
    for words in (1, 2, 3):
        parts = re.split(r"(?<=[,\s])(?=\S)", text.rstrip(" ,"))
        if len(parts) > words and (state := state_code("".join(parts[-words:]))):
            return "".join(parts[:-words]).rstrip(" ,"), state
    return text.rstrip(" ,"), ""


def _cut_city(text: str, city: str) -> tuple[str, str]:
    before, comma, last = text.rpartition(",")
    last = last.strip()
    if comma and last and not re.search(r"\d", last) and not re.match(r"(?i)(suite|ste|apt|room|rm|unit)\b", last):
        return before.strip(" ,"), last
    if city and text.casefold().endswith(" " + city.casefold()):
        return text[: -len(city)].rstrip(" ,"), city
    return text.strip(" ,"), ""


def _cut_venue(street: str) -> tuple[str, str]:
    """ "Lutheran Hosp., 700 East University Avenue" is a hall, then a street."""
    parts = [part.strip() for part in street.split(",") if part.strip()]
    for position, part in enumerate(parts):
        if position and _STARTS_WITH_NUMBER.match(part) and not _STARTS_WITH_NUMBER.match(parts[0]):
            return ", ".join(parts[:position]), ", ".join(parts[position:])
    return "", ", ".join(parts)


def _first_words(text: str) -> tuple[str, ...]:
    """House number and first word of the street, so that "Grant Street" and "Grant St" are one."""
    words = re.findall(r"\w+", text.casefold())
    return tuple(words[:2]) if words and words[0][0].isdigit() else ("", text)
