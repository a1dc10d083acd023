"""Who is cleared for what, and until when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kinroad.core.prepared import PreparedCount
from kinroad.people.models import RoleHeld
from kinroad.people.queries.staff import WORK, Worker, staff_of
from kinroad.people.rules.viewer import Viewer
from kinroad.workforce.models import Clearance
from kinroad.workforce.rules.clearance import Check, Kind, ends_within, stands

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """Where one kind of check of a worker stands: the newest row, whether it stands today, and if it ends soon."""

    kind: str
    newest: Clearance | None
    stands: bool
    ends_within: int | None


@dataclass(frozen=True)
class Checked:
    """A worker with their checks."""

    worker: Worker
    standings: list[Standing]


def checks_of(person_ids: Iterable[UUID], *, organization_id: UUID) -> dict[UUID, list[Check]]:
    """The checks of these people, as the rules read them. One query."""
    found: dict[UUID, list[Check]] = defaultdict(list)
    rows = Clearance.objects.filter(organization_id=organization_id, person__in=list(person_ids))
    for row in rows.order_by("checked_on", "pk"):
        found[row.person_id].append(row.as_check)
    return found


def cleared_on_day(kind: str, *, person: str, on: str) -> Exists:
    """Of rows that name a person and a day: those whose person is cleared for this kind on that day."""
    return Exists(
        Clearance.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=OuterRef(on)),
            organization_id=OuterRef("organization_id"),
            person=OuterRef(person),
            kind=kind,
            checked_on__lte=OuterRef(on),
            expires_on__gte=OuterRef(on),
        )
    )


def everyone_checked(viewer: Viewer, *, today: date) -> list[Checked]:
    """Everyone who works here with their checks, those whose check ended or ends soon first."""
    workers = [worker for worker in staff_of(viewer) if worker.works_here]
    rows: dict[UUID, list[Clearance]] = defaultdict(list)
    for row in Clearance.objects.filter(organization_id=viewer.organization_id).order_by("checked_on", "pk"):
        rows[row.person_id].append(row)
    checked = [Checked(each, _standings(rows[each.person_id], today=today)) for each in workers]
    return sorted(checked, key=_how_urgent)


def _standings(rows: list[Clearance], *, today: date) -> list[Standing]:
    standings = []
    for kind in Kind:
        mine = [row for row in rows if row.kind == kind]
        newest = next((row for row in reversed(mine) if stands(row.as_check, on=today)), mine[-1] if mine else None)
        does = newest is not None and stands(newest.as_check, on=today)
        standings.append(
            Standing(kind, newest, does, ends_within(newest.as_check, today=today) if newest and does else None)
        )
    return standings


def _how_urgent(each: Checked) -> tuple[int, str]:
    ended = any(one.newest is not None and not one.stands for one in each.standings)
    soon = min((one.ends_within for one in each.standings if one.ends_within), default=0)
    has = any(one.newest for one in each.standings)
    return (0 if ended else soon or (100 if has else 200), each.worker.called.casefold())


def history_of(person_id: UUID, *, viewer: Viewer) -> list[Clearance]:
    """Every check of a worker, the newest first, with who wrote it."""
    rows = Clearance.objects.filter(organization_id=viewer.organization_id, person_id=person_id)
    return list(rows.select_related("checked_by").order_by("-checked_on", "-pk"))


def get_clearance(clearance_id: UUID, *, viewer: Viewer) -> Clearance:
    """A check. Raises Http404 for an unknown one and for another organization's alike."""
    rows = Clearance.objects.filter(organization_id=viewer.organization_id, pk=clearance_id)
    found = rows.select_related("person").first()
    if found is None:
        raise Http404
    return found


def ending_checks(viewer: Viewer, *, today: date) -> int:
    """How many people who work here have a check that ended, or ends within 30 days, and no newer one. One question."""
    return ENDING.count(organization=viewer.organization_id, until=today + SOON)


def _ending(organization: UUID, until: date) -> QuerySet[Clearance]:
    works = RoleHeld.objects.filter(
        organization_id=organization, person=OuterRef("person"), ended_at=None, role__in=WORK
    )
    newer = Clearance.objects.filter(
        organization_id=organization,
        person=OuterRef("person"),
        kind=OuterRef("kind"),
        ended_on=None,
        expires_on__gt=OuterRef("expires_on"),
    )
    return Clearance.objects.filter(Exists(works), ~Exists(newer), organization_id=organization, expires_on__lte=until)


ENDING = PreparedCount(_ending, of="person")
