"""One meeting, and every meeting of the feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.http import Http404

from kinroad.gatherings.models import Meeting, MeetingCorrection, MeetingFile, MeetingSource
from kinroad.gatherings.rules.formats import codes_as_known


def meeting_at(slug: str, *, organization_id: UUID) -> Meeting:
    """The listed meeting at an address of the public site, with its source; Http404 otherwise."""
    found = (
        Meeting.objects.listed().select_related("source").filter(organization=organization_id, slug=slug[:64]).first()
    )
    if not found:
        raise Http404
    return found


def sister_days(meeting: Meeting) -> list[tuple[int, int, str]]:
    """Other days of the same group at the same place: weekday, start minute, slug."""
    return list(
        Meeting.objects.listed()
        .filter(organization=meeting.organization_id, geo_cell=meeting.geo_cell, name=meeting.name)
        .filter(fellowship=meeting.fellowship, address=meeting.address, city=meeting.city)
        .exclude(pk=meeting.pk)
        .order_by("weekday", "start_minute")
        .values_list("weekday", "start_minute", "slug")[:50]
    )


FEED = (
    "slug", "name", "weekday", "start_minute", "end_minute", "zone", "venue", "address", "city", "state", "zip",
    "county", "lat", "lon", "approximate", "formats", "languages", "online", "temporarily_closed", "conference_url",
    "conference_phone", "notes", "fellowship", "updated_at", "id", "open", "wheelchair", "in_person", "minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A listed meeting as the feed needs it. `updated_at` is None where nobody wrote down when it changed."""

    slug: str
    name: str
    weekday: int
    start_minute: int
    end_minute: int | None
    zone: str
    venue: str
    address: str
    city: str
    state: str
    zip: str
    county: str
    lat: float | None
    lon: float | None
    approximate: bool
    formats: list[str]
    languages: str
    online: bool
    temporarily_closed: bool
    conference_url: str
    conference_phone: str
    notes: str
    fellowship: str
    updated_at: datetime | None
    id: UUID
    open: bool | None
    wheelchair: bool
    in_person: bool
    minutes: int

    @property
    def codes(self) -> list[str]:
        """Codes of the formats, with what we corrected."""
        return codes_as_known(
            self.formats,
            open=self.open,
            temporarily_closed=self.temporarily_closed,
            online=self.online,
            wheelchair=self.wheelchair,
        )


def feed_rows(*, organization_id: UUID, fellowship: str = "") -> Iterator[FeedRow]:
    """Every listed meeting, in a stable order."""
    rows = Meeting.objects.listed().filter(organization=organization_id).order_by("slug").values_list(*FEED)
    if fellowship:
        rows = rows.filter(fellowship=fellowship)
    return (FeedRow(*row) for row in rows)


def feed_changed_at(*, organization_id: UUID) -> datetime | None:
    """When anything in the feed last changed."""
    found: dict[str, Any] = MeetingSource.objects.filter(organization=organization_id).aggregate(at=Max("changed_at"))
    at: datetime | None = found["at"]
    return at


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A meeting in Settings."""

    id: UUID
    name: str
    fellowship: str
    weekday: int
    start_minute: int
    zone: str
    city: str
    hidden: bool
    vanished_at: datetime | None


MOST_LISTED = 50


def meetings_with_words(words: str, *, organization_id: UUID) -> list[ListedRow]:
    """Meetings whose name, venue or city holds these words: the first fifty, hidden and vanished ones too."""
    words = words.replace("\x00", "")[:80]
    rows = (
        Meeting.objects.filter(organization=organization_id)
        .filter(Q(name__icontains=words) | Q(venue__icontains=words) | Q(city__icontains=words))
        .order_by("name", "weekday", "start_minute")
        .values_list("id", "name", "fellowship", "weekday", "start_minute", "zone", "city", "hidden", "vanished_at")
    )
    return [ListedRow(*row) for row in rows[:MOST_LISTED]]


def meeting_to_correct(id: UUID, *, organization_id: UUID) -> Meeting:
    """Any meeting of this organization; Http404 otherwise."""
    found = Meeting.objects.select_related("source").filter(organization=organization_id, pk=id).first()
    if not found:
        raise Http404
    return found


def corrections_of(meeting: Meeting) -> list[MeetingCorrection]:
    """What we corrected in this meeting, by field."""
    return list(
        MeetingCorrection.objects.filter(organization=meeting.organization_id, meeting=meeting).order_by("field")
    )


def checked_on(meeting: Meeting) -> date | None:
    """The last day somebody or something confirmed this meeting: a list that still has it, or one of us."""
    days = [meeting.last_verified_on, meeting.source.imported_at and meeting.source.imported_at.date()]
    return max((day for day in days if day), default=None)


def file_waiting(id: UUID, *, organization_id: UUID) -> MeetingFile:
    """A file that waits for somebody's word; Http404 otherwise."""
    found = MeetingFile.objects.filter(organization=organization_id, pk=id).first()
    if not found:
        raise Http404
    return found
