"""The audit trail as an administrator reads it. What people do on their own pages as participants is left out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from kinroad.audit.queries.search import KINDS, Line, lines_of
from kinroad.people.models import Participant, Standing
from kinroad.people.queries.shown import shown_people
from kinroad.people.queries.staff import staff_of, work_held
from kinroad.people.rules.viewer import Viewer

LINES = 50
# Whoever works here and is a participant too must not be known as one from this list.
THEIR_OWN = Exists(
    Participant.objects.filter(
        organization_id=OuterRef("organization_id"), pk=OuterRef("participant_id"), person_id=OuterRef("person_id")
    )
)
OWN_PAGES = Q(code__contains=":me_") | Q(code__endswith=":me") | Q(code__startswith="me") | Q(code__startswith="idea.")


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A line with the name of whoever works here; everyone else stays an id."""

    line: Line
    who: str


@dataclass(frozen=True, slots=True)
class Trail:
    """Lines, newest first; `earlier` is the id to ask on with when there are more."""

    lines: list[TrailLine]
    earlier: UUID | None


def trail(viewer: Viewer, *, kind: str, person_id: UUID | None, day: date | None, before: UUID | None) -> Trail:
    """A page of the trail, narrowed to a kind, to somebody who works here, or to a day of the organization's zone."""
    found = lines_of(
        viewer.organization_id,
        most=LINES + 1,
        kinds=[kind] if kind else KINDS,
        account_id=_account(person_id, viewer) if person_id else None,
        day=_bounds(day, viewer.organization_zone) if day else None,
        before=before,
        hidden=THEIR_OWN,
        hidden_codes=OWN_PAGES,
    )
    here = found[:LINES]
    working = set(
        work_held(viewer.organization_id)
        .filter(person_id__in={line.person_id for line in here if line.person_id})
        .values_list("person_id", flat=True)
    )
    names = shown_people(working, organization_id=viewer.organization_id)
    lines = [TrailLine(line, names[line.person_id].called if line.person_id in names else "") for line in here]
    return Trail(lines, here[-1].id if len(found) > LINES else None)


def workers(viewer: Viewer) -> list[tuple[str, str]]:
    """Everyone who works here or did, to choose from."""
    return [(str(each.person_id), each.called) for each in staff_of(viewer)]


def _account(person_id: UUID, viewer: Viewer) -> UUID:
    """The account of somebody who works here; an id that nobody has for everyone else."""
    works = work_held(viewer.organization_id).filter(person_id=person_id)
    standing = Standing.objects.filter(organization_id=viewer.organization_id, person__in=works.values("person_id"))
    return standing.values_list("account_id", flat=True).first() or UUID(int=0)


def _bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    midnight = time(tzinfo=ZoneInfo(zone))
    return datetime.combine(day, midnight), datetime.combine(day + timedelta(days=1), midnight)
