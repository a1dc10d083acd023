"""How far a participant is with each class they came to, from the sheets that were saved."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from kinroad.gatherings.models import Attended, Curriculum, Gathering, Session, Sheet, State, Unit
from kinroad.gatherings.queries.calendar import STILL_RUNS
from kinroad.gatherings.queries.course import units_of
from kinroad.gatherings.rules.course import Progress, completed, first_to_count
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one

MOST_ATTENDED = 2000
MOST_CLASSES = 20


@dataclass(frozen=True)
class ToGo:
    """A unit somebody has not come to, and its next session, or none."""

    unit: Unit
    next: Session | None = None


@dataclass(frozen=True)
class Class:
    """A class somebody came to. `rests_on`: the lines of sheets that made it complete."""

    curriculum: Curriculum
    progress: Progress
    done: list[Unit]
    to_go: list[ToGo]
    completed_on: date | None = None
    rests_on: list[UUID] = field(default_factory=list)


def classes_of(participant: Participant, *, at: datetime, only: UUID | None = None) -> list[Class]:
    """The classes this participant came to (the last twenty begun), with what is done and what is to go.

    Records merged into this one count too. A fixed number of questions.
    """
    rows = Attended.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        came=True,
        sheet__state=Sheet.State.SAVED,
        sheet__session__unit__isnull=False,
    )
    if only is not None:
        rows = rows.filter(sheet__session__unit__curriculum=only)
    found = rows.order_by("sheet__session__starts_at", "pk").values_list(
        "pk", "sheet__session__unit_id", "sheet__session__unit__curriculum_id", "sheet__session__on"
    )
    firsts: dict[UUID, dict[UUID, tuple[date, UUID]]] = {}
    for pk, unit_id, curriculum_id, on in found[:MOST_ATTENDED]:
        firsts.setdefault(curriculum_id, {}).setdefault(unit_id, (on, pk))
    begun = list(firsts)[::-1][:MOST_CLASSES]
    here = {"organization_id": participant.organization_id}
    curricula = Curriculum.objects.filter(**here, pk__in=begun).in_bulk() if begun else {}
    units: dict[UUID, list[Unit]] = {}
    for unit in Unit.objects.filter(**here, curriculum__in=begun, dropped=False).order_by("number") if begun else ():
        units.setdefault(unit.curriculum_id, []).append(unit)
    missing = [unit.pk for key in begun for unit in units.get(key, []) if unit.pk not in firsts[key]]
    coming = _next_of(missing, organization_id=participant.organization_id, at=at)
    return [_class(curricula[key], units.get(key, []), firsts[key], coming) for key in begun]


def _class(
    curriculum: Curriculum, units: list[Unit], firsts: dict[UUID, tuple[date, UUID]], coming: dict[UUID, Session]
) -> Class:
    progress = completed([unit.pk for unit in units], firsts, curriculum.needed)
    done = [unit for unit in units if unit.pk in firsts]
    to_go = [ToGo(unit, coming.get(unit.pk)) for unit in units if unit.pk not in firsts]
    if not progress.complete:
        return Class(curriculum, progress, done, to_go)
    counted = first_to_count({unit.pk: firsts[unit.pk][0] for unit in done}, progress.needed)
    last = max(firsts[pk][0] for pk in counted)
    return Class(curriculum, progress, done, to_go, last, [firsts[pk][1] for pk in counted])


def _next_of(units: list[UUID], *, organization_id: UUID, at: datetime) -> dict[UUID, Session]:
    """The next session of each of these units that takes place."""
    if not units:
        return {}
    ahead = Session.objects.filter(STILL_RUNS, unit=OuterRef("pk"), state=State.PLANNED, starts_at__gt=at)
    ahead = ahead.filter(organization_id=organization_id).order_by("starts_at", "pk")
    rows = Unit.objects.filter(organization_id=organization_id, pk__in=units)
    ids = dict(rows.annotate(next_id=Subquery(ahead.values("pk")[:1])).values_list("pk", "next_id"))
    sessions = Session.objects.select_related("gathering").in_bulk([pk for pk in ids.values() if pk])
    return {unit: sessions[pk] for unit, pk in ids.items() if pk}


def get_class(curriculum_id: UUID, *, participant: Participant, at: datetime) -> Class:
    """One class this participant came to. Raises Http404, alike for an unknown one and for one they never came to."""
    found = classes_of(participant, at=at, only=curriculum_id)
    if not found:
        raise Http404
    return found[0]


def how_many_completed(gathering: Gathering) -> int:
    """How many participants who came here completed the class this gathering follows. Two questions."""
    curriculum = gathering.curriculum
    if curriculum is None:
        return 0
    progress = completed([unit.pk for unit in units_of(curriculum)], (), curriculum.needed)
    rows = Attended.objects.filter(
        organization_id=gathering.organization_id,
        came=True,
        participant__isnull=False,
        sheet__state=Sheet.State.SAVED,
        sheet__session__unit__curriculum=curriculum,
        sheet__session__unit__dropped=False,
    )
    people = rows.annotate(one=Coalesce(F("participant__merged_into_id"), F("participant_id"))).values("one")
    counted = people.annotate(
        units=Count("sheet__session__unit", distinct=True),
        here=Count("pk", filter=Q(sheet__session__gathering=gathering)),
    )
    return counted.filter(units__gte=progress.needed, here__gt=0).count()
