"""Lists of meetings: where they come from, what waits for an editor, what changed, and what nobody checked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from kinroad.gatherings.models import Meeting, MeetingFile, MeetingReport, MeetingSource
from kinroad.gatherings.rules.changes import Change

MOST_STALE = 50


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A list in Settings, with how many meetings of it we show, hide, and lost."""

    id: UUID
    name: str
    address: str
    imported_at: datetime | None
    trouble: str
    listed: int
    hidden: int
    vanished: int


def sources_of(*, organization_id: UUID) -> list[SourceRow]:
    """The lists of an organization, by name."""
    rows = (
        MeetingSource.objects.filter(organization=organization_id)
        .annotate(
            listed=Count("meetings", filter=Q(meetings__hidden=False, meetings__vanished_at=None)),
            hidden=Count("meetings", filter=Q(meetings__hidden=True)),
            vanished=Count("meetings", filter=Q(meetings__hidden=False, meetings__vanished_at__isnull=False)),
        )
        .order_by("name")
        .values_list("id", "name", "address", "imported_at", "trouble", "listed", "hidden", "vanished")
    )
    return [SourceRow(*row) for row in rows]


def source_of(id: UUID, *, organization_id: UUID) -> MeetingSource:
    """A list of this organization; Http404 otherwise."""
    found = MeetingSource.objects.filter(organization=organization_id, pk=id).first()
    if not found:
        raise Http404
    return found


def followed(*, organization_id: UUID | None, name: str = "") -> list[MeetingSource]:
    """Lists that have an address, of one organization or of all, with their organization loaded."""
    rows = MeetingSource.objects.exclude(address="").select_related("organization").order_by("organization", "name")
    if organization_id:
        rows = rows.filter(organization=organization_id)
    return list(rows.filter(name=name) if name else rows)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer of a list's address that waits for an editor. `counts` by kind of change."""

    id: UUID
    source_id: UUID
    name: str
    kept_at: datetime
    counts: dict[str, int]


def waiting_for_an_editor(*, organization_id: UUID, source_id: UUID | None = None) -> list[Waiting]:
    """What the lists' addresses said and nobody has applied, oldest first; the content itself is not read."""
    rows = MeetingFile.objects.filter(organization=organization_id, source__isnull=False)
    if source_id:
        rows = rows.filter(source=source_id)
    rows = rows.order_by("kept_at", "id")
    return [Waiting(*row) for row in rows.values_list("id", "source_id", "source__name", "kept_at", "counts")]


def lists_with_changes(*, organization_id: UUID) -> int:
    """In how many lists something waits for an editor."""
    return MeetingFile.objects.filter(organization=organization_id, source__isnull=False).count()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the page of its list."""

    id: UUID
    at: datetime
    alone: bool
    counts: dict[str, int]


def reports_of(source: MeetingSource) -> list[ReportRow]:
    """What imports changed in a list, newest first; as many as are kept."""
    rows = MeetingReport.objects.filter(organization=source.organization_id, source=source).order_by("-at", "-id")
    return [ReportRow(*row) for row in rows.values_list("id", "at", "alone", "counts")[:50]]


def report_of(id: UUID, *, organization_id: UUID) -> tuple[MeetingReport, list[Change]]:
    """A report with its changes; Http404 otherwise."""
    found = MeetingReport.objects.select_related("source").filter(organization=organization_id, pk=id).first()
    if not found:
        raise Http404
    return found, [Change.from_json(each) for each in found.changes]


def _stale(organization_id: UUID, before: date) -> Any:
    """Listed meetings that neither their list nor one of us has confirmed since `before`."""
    old_list = Q(source__imported_at__isnull=True) | Q(source__imported_at__date__lt=before)
    old_word = Q(last_verified_on__isnull=True) | Q(last_verified_on__lt=before)
    return Meeting.objects.listed().filter(old_list, old_word, organization=organization_id)


@dataclass(frozen=True, slots=True)
class StaleRow:
    """A listing that nobody checked for long. `checked_on`: the last day somebody or its list did."""

    id: UUID
    name: str
    weekday: int
    start_minute: int
    city: str
    fellowship: str
    checked_on: date | None


def stale_meetings(*, organization_id: UUID, before: date) -> tuple[list[StaleRow], int]:
    """The first fifty stale listings, the longest unchecked first, and how many there are."""
    stale = _stale(organization_id, before)
    rows = stale.order_by("last_verified_on", "name", "id").values_list(
        "id", "name", "weekday", "start_minute", "city", "fellowship", "last_verified_on", "source__imported_at"
    )[:MOST_STALE]
    found = []
    for *facts, verified, read_at in rows:
        row = [*facts, max((day for day in (verified, read_at and read_at.date()) if day), default=None)]
        found.append(StaleRow(*row))
    return found, stale.count()
