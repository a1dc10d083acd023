"""What somebody asks in an address that anybody may have typed: nothing is refused, what cannot be read is usual."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kinroad.core.place import is_on_earth, look_up

Asked = Mapping[str, Sequence[str]]
LONGEST = 80  # letters of an answer


@dataclass(frozen=True, slots=True)
class Near:
    """The middle of the circle, and what to call it; `words` is empty for "where I am"."""

    lat: float
    lon: float
    words: str = ""


def read_one(asked: Asked, name: str, *, longest: int = LONGEST) -> str:
    """What was said last under this name; empty when it is longer than anything we ask for."""
    values = asked.get(name) or [""]
    text = values[-1].replace("\x00", "").strip()
    return text if len(text) <= longest else ""


def read_number(asked: Asked, name: str, allowed: Sequence[int], usual: int) -> int:
    """A number that is allowed, else the usual one."""
    said = read_one(asked, name)
    return int(said) if re.fullmatch(r"[0-9]{1,4}", said) and int(said) in allowed else usual


def read_near(
    asked: Asked, state: str, *, names: Sequence[str] = ("near",), longest: int = LONGEST
) -> tuple[Near | None, str]:
    """Where to look, said under the first of these names, and the words of a place that we do not know.

    `state` stands in when somebody types a city alone.
    """
    typed = next((asked[name] for name in names if asked.get(name)), [""])[-1]
    words = " ".join(typed.replace("\x00", "").split())
    if words:
        place = look_up(words, state=state) if len(words) <= longest else None
        return (Near(place.lat, place.lon, words), "") if place else (None, words[:longest])
    try:
        lat, lon = float(read_one(asked, "lat", longest=longest)), float(read_one(asked, "lon", longest=longest))
    except ValueError:
        return None, ""
    return (Near(lat, lon), "") if is_on_earth(lat, lon) else (None, "")
