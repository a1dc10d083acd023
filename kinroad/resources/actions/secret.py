"""Keeping addresses that are secret out of what a list brings in."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from kinroad.people.models import Organization
from kinroad.resources.models import Location, ResourceSource
from kinroad.resources.rules.line import Line, Told
from kinroad.resources.rules.problems import Problem, Why
from kinroad.resources.rules.secret_words import Door, says_a_door

Numbered = tuple[Line, tuple[int, ...]]
_WHERE = ("street", "city", "zip", "state", "county")


def without_secrets(
    lines: list[Numbered], *, organization: Organization, source: ResourceSource
) -> tuple[list[Numbered], list[Problem]]:
    """The lines that tell nobody where a secret place is, and why the others stay out.

    Secret is what an editor keeps secret, whatever list it came from, and what this file itself asks to keep secret. A
    line about a place that is kept secret under the same key may name it: the shelf hides that already.
    """
    hidden = list(Location.objects.filter(organization=organization, confidential=True))
    doors = {_door(row.whole()) for row in hidden}
    doors |= {_door(line.location.facts) for line, _ in lines if line.location and line.location.facts["confidential"]}
    doors = {door for door in doors if door.street}
    if not doors:
        return lines, []
    known = {row.source_key for row in hidden if row.source_id == source.pk}
    kept: list[Numbered] = []
    problems: list[Problem] = []
    for line, numbers in lines:
        if says_a_door(_open_words(line, known), where=_shown(line, known), doors=doors):
            problems += [Problem(number, "address", Why.SECRET) for number in numbers]
        else:
            kept.append((line, numbers))
    return kept, problems


def _door(facts: Mapping[str, Any]) -> Door:
    return Door(*(str(facts.get(name) or "") for name in ("street", "city", "zip")))


def _open_location(line: Line, known: Container[str]) -> Told | None:
    """Where it is, if everybody may read that."""
    location = line.location
    return None if location is None or location.facts["confidential"] or location.key in known else location


def _shown(line: Line, known: Container[str]) -> Door | None:
    location = _open_location(line, known)
    return _door(location.facts) if location else None


def _open_words(line: Line, known: Container[str]) -> Iterator[str]:
    location = _open_location(line, known)
    for told in (line.agency, line.service, line.place, *([location] if location else [])):
        yield from (value for name, value in told.facts.items() if isinstance(value, str) and name not in _WHERE)
        yield from (
            cell for entries in told.parts.values() for each in entries for cell in each if isinstance(cell, str)
        )
