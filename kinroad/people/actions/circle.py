"""Opening and closing sight."""

from datetime import datetime

from django.db.models import Q

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.people.models import CircleRow, Participant, Person, Program, Site
from kinroad.people.rules.viewer import Viewer


def open_circle(*, participant: Participant, person: Person, why: str, by: Viewer) -> CircleRow:
    """Let `person` see `participant`, for this reason. A reason already in force is kept as it is.

    Call it inside the transaction that gives the reason.
    """
    row, new = CircleRow.objects.get_or_create(
        organization_id=participant.organization_id,
        participant=participant,
        person=person,
        why=why,
        ended_at=None,
        defaults={"started_at": now()},
    )
    if new:
        audit.record(what="circle.opened", about=row, by=by, participant_id=participant.pk)
    return row


def open_circle_until(*, participant: Participant, person: Person, why: str, until: datetime, by: Viewer) -> CircleRow:
    """Let `person` see `participant` until this moment; then it ends by itself."""
    row = CircleRow(
        organization_id=participant.organization_id,
        participant=participant,
        person=person,
        why=why,
        started_at=now(),
        ended_at=until,
    )
    row.save()
    audit.record(what="circle.opened", about=row, by=by, participant_id=participant.pk)
    return row


def open_circle_of(*, place: Program | Site, person: Person, why: str, by: Viewer) -> CircleRow:
    """Let `person` see everyone in a whole program or site."""
    named = {"program": place} if isinstance(place, Program) else {"site": place}
    row, new = CircleRow.objects.get_or_create(
        organization_id=place.organization_id,
        person=person,
        why=why,
        ended_at=None,
        **named,
        defaults={"started_at": now()},
    )
    if new:
        audit.record(what="circle.opened", about=row, by=by)
    return row


def close_circle(*, participant: Participant, person: Person, why: str, by: Viewer) -> None:
    """End this reason of sight, from this moment on."""
    in_force = Q(ended_at=None) | Q(ended_at__gt=now())
    rows = CircleRow.objects.filter(
        in_force, organization_id=participant.organization_id, participant=participant, person=person, why=why
    )
    _end(list(rows), by=by)


def close_circle_of(*, place: Program | Site, person: Person, why: str, by: Viewer) -> None:
    """End this reason of seeing a whole program or site, from this moment on."""
    named = {"program": place} if isinstance(place, Program) else {"site": place}
    rows = CircleRow.objects.filter(
        organization_id=place.organization_id, person=person, why=why, ended_at=None, **named
    )
    _end(list(rows), by=by)


def close_all_of(*, person: Person, by: Viewer, whys: tuple[str, ...] | None = None) -> None:
    """End everything `person` may see (or what these reasons gave), at once."""
    in_force = Q(ended_at=None) | Q(ended_at__gt=now())
    rows = CircleRow.objects.filter(in_force, organization_id=person.organization_id, person=person)
    _end(list(rows if whys is None else rows.filter(why__in=whys)), by=by)


def close_circle_around(*, participant: Participant, by: Viewer, why: str) -> None:
    """End this reason for everyone around `participant`."""
    rows = CircleRow.objects.filter(
        organization_id=participant.organization_id, participant=participant, why=why, ended_at=None
    )
    _end(list(rows), by=by)


def _end(rows: list[CircleRow], *, by: Viewer) -> None:
    for row in rows:
        row.ended_at = now()
        row.save()
        audit.record(what="circle.closed", about=row, by=by, participant_id=row.participant_id)
