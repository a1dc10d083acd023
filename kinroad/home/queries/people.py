"""The people a viewer may see, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kinroad.coaching.queries.timeline import last_in_touch
from kinroad.coaching.queries.together import together_since
from kinroad.core.fields import open_sealed
from kinroad.people.models import Person
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.finding import find_participants
from kinroad.people.rules.viewer import Viewer

MOST = 300  # names opened and ordered in memory; beyond that, people are found by name


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    participant_id: UUID
    called: str
    full_name: str
    since: date | None
    last_at: datetime | None
    died_on: date | None = None


@dataclass(frozen=True)
class PeopleList:
    """Lines by name; `too_many` when the list is too long to print and has to be searched."""

    lines: list[Listed]
    too_many: bool


def people_seen_by(viewer: Viewer, *, only: Sequence[UUID] | None = None) -> PeopleList:
    """Everyone in the viewer's sight, ordered by name; or only these ids, in their order."""
    seen = participants_seen_by(viewer)
    if only is not None:
        seen = seen.filter(pk__in=list(only)[:MOST])
    rows = list(seen.values_list("pk", "person_id", "person__called", "person__full_name", "died_on")[: MOST + 1])
    if len(rows) > MOST:
        return PeopleList([], too_many=True)
    ids = [row[0] for row in rows]
    since = together_since(peer_leader_id=viewer.peer_leader_id, organization_id=viewer.organization_id)
    last = last_in_touch(ids, organization_id=viewer.organization_id) if ids else {}
    lines = [
        Listed(
            participant_id=pk,
            called=open_sealed(Person, "called", person_id, called),
            full_name=open_sealed(Person, "full_name", person_id, full_name) or "",
            since=since.get(pk),
            last_at=last.get(pk),
            died_on=died_on,
        )
        for pk, person_id, called, full_name, died_on in rows
    ]
    if only is not None:
        place = {pk: number for number, pk in enumerate(only)}
        return PeopleList(sorted(lines, key=lambda line: place[line.participant_id]), too_many=False)
    return PeopleList(sorted(lines, key=lambda line: line.called.casefold()), too_many=False)


def people_found(words: str, *, viewer: Viewer) -> PeopleList:
    """Those in the viewer's sight whose name, phone or mail is near these words, the nearest first."""
    near = find_participants(words, viewer=viewer)
    return people_seen_by(viewer, only=[each.participant_id for each in near])
