"""The map beside a list: only where the organization named a server for its pictures."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse

from kinroad.people.models import Organization
from kinroad.people.rules.tiles import tile_host

MOST_POINTS = 200


@dataclass
class Map:
    """What `map.js` needs: where the pictures come from, and what stands where."""

    tiles: str
    attribution: str
    points: dict[tuple[float, float], list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return tile_host(self.tiles)

    @property
    def drawn(self) -> str:
        """The points for the script: latitude, longitude, names and addresses of pages."""
        return json.dumps([[lat, lon, names] for (lat, lon), names in self.points.items()])


def map_of(organization: Organization, places: Iterable[tuple[tuple[float, float] | None, str, str]]) -> Map | None:
    """The map of (place, name, address of its page); None without a server for its pictures, or without a place."""
    if not organization.tile_url:
        return None
    made = Map(tiles=organization.tile_url, attribution=organization.tile_attribution)
    for place, name, href in places:
        if place is None or (place not in made.points and len(made.points) >= MOST_POINTS):
            continue
        names = made.points.setdefault(place, [])
        if name not in (each for each, _href in names):
            names.append((name, href))
    return made if made.points else None


def allow_pictures(answer: HttpResponse, drawn: Map | None) -> HttpResponse:
    """Let the browser ask the server of the pictures, on this page alone."""
    if drawn is None:
        return answer

    csp_update({"img-src": [drawn.host]})(lambda _request: answer)(HttpRequest())
    return answer
