"""Curricula, and how far people are with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from kinroad.gatherings.models import Curriculum, Gathering, Unit
from kinroad.people.rules.viewer import Viewer

MOST = 200


@dataclass(frozen=True)
class CurriculumRow:
    """A curriculum in the list."""

    curriculum: Curriculum
    units: int
    gatherings: int


def curricula(viewer: Viewer) -> list[CurriculumRow]:
    """The curricula here, by name; at most 200. One query."""
    rows = Curriculum.objects.filter(organization_id=viewer.organization_id).annotate(
        unit_count=Count("units", filter=Q(units__dropped=False), distinct=True),
        followed=Count("gatherings", distinct=True),
    )
    return [CurriculumRow(each, each.unit_count, each.followed) for each in rows.order_by("name", "pk")[:MOST]]


def get_curriculum(curriculum_id: UUID, *, viewer: Viewer) -> Curriculum:
    """A curriculum of the viewer's organization. Raises Http404."""
    found = Curriculum.objects.filter(organization_id=viewer.organization_id, pk=curriculum_id).first()
    if found is None:
        raise Http404
    return found


def units_of(curriculum: Curriculum) -> list[Unit]:
    """Its units in order, without those that were dropped."""
    rows = Unit.objects.filter(organization_id=curriculum.organization_id, curriculum=curriculum, dropped=False)
    return list(rows.order_by("number"))


def unit_to_go_on_with(gathering: Gathering, *, at: datetime) -> Unit | None:
    """The unit after the one of the last session that was; None when the class has not begun or is through."""
    if gathering.curriculum_id is None:
        return None
    past = gathering.sessions.filter(ends_at__lte=at).exclude(unit=None).order_by("-starts_at").first()
    units = Unit.objects.filter(curriculum=gathering.curriculum_id, dropped=False).order_by("number")
    number = past.unit.number if past and past.unit else 0
    return units.filter(number__gt=number).first()
