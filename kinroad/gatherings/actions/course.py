"""Curricula and their units; which session has which unit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.gatherings.models import Curriculum, Gathering, Session, State, Unit
from kinroad.gatherings.rules.course import units_in_order
from kinroad.people.rules.viewer import Viewer

MOST_UNITS = 60


@meets_the_first(Curriculum, whose=lambda by, **rest: {"organization_id": by.organization_id})
def write_curriculum(
    *, id: UUID, name: str, about: str, on_paper: str, units: Sequence[str], needed: int | None, by: Viewer
) -> Curriculum:
    """Write down what a class goes through. A second submit with the same `id` meets the first."""
    curriculum = Curriculum(id=id, organization_id=by.organization_id, name=name, about=about, on_paper=on_paper)
    curriculum.needed = needed
    _refuse_impossible(curriculum, units)
    curriculum.save(force_insert=True)
    _write_units(curriculum, units)
    audit.record(what="curriculum.written", about=curriculum, by=by)
    return curriculum


@transaction.atomic
def change_curriculum(
    *,
    curriculum: Curriculum,
    version: int,
    name: str,
    about: str,
    on_paper: str,
    units: Sequence[str],
    needed: int | None,
    by: Viewer,
) -> Curriculum:
    """Change it. A unit keeps its sessions by its name; one that is no longer named is dropped, and its sessions keep
    it. Raises ValidationError when somebody changed it meanwhile.
    """
    mine = Curriculum.objects.select_for_update().get(pk=curriculum.pk)
    if mine.version != version:
        raise ValidationError(_("Somebody changed this class while you were writing. Look at it, then save again."))
    mine.name, mine.about, mine.on_paper, mine.needed = name, about, on_paper, needed
    _refuse_impossible(mine, units)
    mine.version += 1
    mine.save()
    _write_units(mine, units)
    audit.record(what="curriculum.changed", about=mine, by=by)
    return mine


def _refuse_impossible(curriculum: Curriculum, units: Sequence[str]) -> None:
    if not 1 <= len(units) <= MOST_UNITS:
        raise ValidationError({"units": _("Write down one unit or more, at most %(most)s.") % {"most": MOST_UNITS}})
    if len(set(units)) != len(units):
        raise ValidationError({"units": _("Two units have the same name. Give each its own.")})
    if curriculum.needed is not None and curriculum.needed > len(units):
        raise ValidationError({"needed": _("There are not that many units. Enter a smaller number.")})
    curriculum.full_clean(exclude=["id"])


def _write_units(curriculum: Curriculum, names: Sequence[str]) -> None:
    known = {unit.name: unit for unit in Unit.objects.select_for_update().filter(curriculum=curriculum).order_by("pk")}
    for number, name in enumerate(names, start=1):
        unit = known.pop(name, None) or Unit(
            organization_id=curriculum.organization_id, curriculum=curriculum, name=name
        )
        unit.number, unit.dropped = number, False
        unit.save()
    for unit in known.values():
        unit.dropped = True
        unit.save()


@transaction.atomic
def give_units(
    *, gathering: Gathering, curriculum: Curriculum | None, first: UUID | None, by: Viewer, at: datetime
) -> int:
    """Let a class follow a curriculum: its sessions to come get the units in their order, beginning with `first`.

    What has been keeps its unit. Without a curriculum the sessions to come have none. Answers how many got one.
    """
    mine = Gathering.objects.select_for_update().get(pk=gathering.pk)
    mine.curriculum = curriculum
    mine.save(update_fields=["curriculum"])
    here = Session.objects.filter(organization_id=mine.organization_id, gathering=mine, starts_at__gt=at)
    here.exclude(unit=None).update(unit=None)
    given = {}
    if curriculum is not None:
        units = list(Unit.objects.filter(curriculum=curriculum, dropped=False).order_by("number"))
        start = next((place for place, unit in enumerate(units) if unit.pk == first), 0)
        sessions = list(here.filter(state=State.PLANNED).order_by("starts_at", "pk")[: len(units)])
        given = units_in_order(sessions, units, first=start)
        for session, unit in given.items():
            session.unit = unit
            session.save(update_fields=["unit"])
    audit.record(what="gathering.units_given", about=mine, by=by)
    return len(given)
