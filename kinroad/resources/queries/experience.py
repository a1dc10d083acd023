"""What people of the program said of a place. Nobody is named, and nothing is put in order by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinroad.core.seal import blind
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Experience

SHOWN = 20
TALLY_FROM = 5
"""Fewer voices could tell who said what."""


def author_key(viewer: Viewer) -> str:
    """The keyed hash under which somebody's own words are found again. Without our keys it tells nothing."""
    return _key_of(viewer.who, organization_id=viewer.organization_id)


def _key_of(person_id: UUID, *, organization_id: UUID) -> str:
    return blind("experience", str(person_id), organization_id)


def own_experiences(person_ids: Iterable[UUID], *, organization_id: UUID) -> list[Experience]:
    """All that somebody said of places, the oldest first, for a copy of their own. One question."""
    keys = [_key_of(each, organization_id=organization_id) for each in person_ids]
    rows = Experience.objects.filter(organization_id=organization_id, author_key__in=keys, withdrawn_at=None)
    return list(rows.select_related("place").order_by("written_at", "id"))


@dataclass(frozen=True, slots=True)
class Said:
    """One voice: words, and the month."""

    id: UUID
    helped: str
    words: str
    at: datetime
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """What is shown to one viewer. `tally` is (how many said it helped, of how many), or none while they are few."""

    said: tuple[Said, ...]
    own: Said | None
    tally: tuple[int, int] | None


def voices_of(place_id: UUID, *, viewer: Viewer, with_hidden: bool = False) -> Voices:
    """The latest voices about a place, and the viewer's own. An editor also sees what is hidden. Two questions."""
    rows = Experience.objects.filter(organization_id=viewer.organization_id, place=place_id, withdrawn_at=None)
    mine = author_key(viewer)
    shown = rows if with_hidden else rows.filter(hidden="")
    latest = [_said(row) for row in shown.exclude(author_key=mine).order_by("-written_at", "-id")[:SHOWN]]
    own = rows.filter(author_key=mine).first()
    counts = list(rows.filter(hidden="").values_list("helped", flat=True)[:1000])
    tally = (counts.count(Experience.Helped.YES), len(counts)) if len(counts) >= TALLY_FROM else None
    return Voices(said=tuple(latest), own=_said(own) if own else None, tally=tally)


def _said(row: Experience) -> Said:
    return Said(
        row.pk,
        row.get_helped_display(),
        row.words or "",
        row.written_at,
        row.get_hidden_display() if row.hidden else "",
    )
