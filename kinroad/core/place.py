"""Where a place is: states, ZIP codes and cities off-line, and how far away it is."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

import zipcodes

_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware"
    "|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas"
    "|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi"
    "|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York"
    "|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico"
    "|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia"
    "|VI Virgin Islands|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming"
)
_NAME_OF = {entry[:2]: entry[3:] for entry in _STATES.split("|")}
_STATE_OF = {said.casefold(): code for code, name in _NAME_OF.items() for said in (code, name)}

# A tenth of a degree, about seven miles: a search within five miles meets at most four cells of a row.
CELLS_A_DEGREE = 10
_COLUMNS = 10_000
NOWHERE = 0
MILES_A_DEGREE = 69.0
_EARTH_MILES = 3958.8


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a ZIP code or a city."""

    lat: float
    lon: float
    zone: str
    city: str
    state: str
    zip: str = ""


def state_code(text: str) -> str:
    """ "IA" of "Iowa", "iowa" or "IA"; empty when it is no state we know."""
    return _STATE_OF.get(text.strip().strip(".").casefold(), "")


def state_name(code: str) -> str:
    """ "Iowa" of "IA"."""
    return _NAME_OF.get(code, code)


def load() -> None:
    """Read the table of ZIP codes now (half a second), so that no visitor waits for it."""
    zipcodes.matching("00501")


@lru_cache(maxsize=4096)
def zip_place(text: str) -> Place | None:
    """Where a five-digit ZIP code is; None when there is no such code or it has no place (military post)."""
    found = re.fullmatch(r"\s*(\d{5})(?:-\d{4})?\s*", text, re.ASCII)
    rows = zipcodes.matching(found[1]) if found else []
    return _place(rows, zip_code=rows[0]["zip_code"]) if rows else None


@lru_cache(maxsize=4096)
def city_place(city: str, state: str) -> Place | None:
    """The middle of a city, from its ZIP codes; None when the table has no such city in the state."""
    rows = zipcodes.filter_by(city=_spelled(city), state=state) if city and state else []
    return _place(rows) if rows else None


def _place(rows: list[dict[str, str]], zip_code: str = "") -> Place | None:
    placed = [row for row in rows if row["lat"] and float(row["lat"]) and row["timezone"].find("/") > 0]
    if not placed:
        return None
    return Place(
        lat=round(sum(float(row["lat"]) for row in placed) / len(placed), 5),
        lon=round(sum(float(row["long"]) for row in placed) / len(placed), 5),
        zone=placed[0]["timezone"],
        city=placed[0]["city"],
        state=placed[0]["state"],
        zip=zip_code,
    )


def _spelled(city: str) -> str:
    """The table writes "Saint Paul" and "Mount Vernon"; people write "St. Paul", "Mt Vernon", "Ft. Dodge"."""
    words = re.sub(r"[^\w\s'-]", " ", city).title().split()
    longer = {"St": "Saint", "Ft": "Fort", "Mt": "Mount"}
    return " ".join(longer.get(word, word) for word in words).replace("'S", "'s")


def look_up(text: str, *, state: str) -> Place | None:
    """What someone typed into "Near": a ZIP code, "Ames", or "Ames, IA". The state stands in when none is said."""
    text = text.strip()[:80]
    if re.match(r"\d", text):
        return zip_place(text)
    city, _, said = text.rpartition(",")
    if not city:
        words = text.rsplit(" ", 1)
        city, said = (words[0], words[1]) if len(words) == 2 and state_code(words[1]) else (text, state)
    return city_place(city.strip(), state_code(said))


def is_on_earth(lat: float, lon: float) -> bool:
    """Whether two numbers can be a place; 0, 0 is a hole in a spreadsheet."""
    return abs(lat) <= 90 and abs(lon) <= 180 and (abs(lat) > 0.01 or abs(lon) > 0.01)


def cell_of(lat: float | None, lon: float | None) -> int:
    """The grid cell of a place, row by row from the south; NOWHERE without one."""
    if lat is None or lon is None:
        return NOWHERE
    row = math.floor((lat + 90) * CELLS_A_DEGREE)
    column = math.floor((lon + 180) * CELLS_A_DEGREE)
    return row * _COLUMNS + column + 1


def rows_around(lat: float, lon: float, miles: float) -> list[tuple[int, int]]:
    """First and last cell of every grid row that a circle touches."""
    reach = miles / MILES_A_DEGREE
    widest = max(math.cos(math.radians(min(abs(lat) + reach, 89.0))), 0.02)
    west, east = max(lon - reach / widest, -180.0), min(lon + reach / widest, 180.0)
    south, north = max(lat - reach, -90.0), min(lat + reach, 90.0)
    first, last = math.floor((south + 90) * CELLS_A_DEGREE), math.floor((north + 90) * CELLS_A_DEGREE)
    return [
        (
            row * _COLUMNS + math.floor((west + 180) * CELLS_A_DEGREE) + 1,
            row * _COLUMNS + math.floor((east + 180) * CELLS_A_DEGREE) + 1,
        )
        for row in range(first, last + 1)
    ]


def cells_around(lat: float, lon: float, miles: float) -> list[int]:
    """Every grid cell that a circle touches."""
    return [cell for first, last in rows_around(lat, lon, miles) for cell in range(first, last + 1)]


def miles_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle miles (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_MILES * math.asin(min(1.0, math.sqrt(half)))
