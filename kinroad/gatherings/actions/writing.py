"""Putting listings on the shelf: new rows, changed rows, vanished rows, each in bulk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kinroad.core.place import cell_of
from kinroad.gatherings.models import Meeting, MeetingCorrection, MeetingSource
from kinroad.gatherings.rules.changes import Change, Kind, kind_of, told
from kinroad.gatherings.rules.days import length
from kinroad.gatherings.rules.listing import FACTS, Listing
from kinroad.gatherings.rules.matching import Pairing
from kinroad.gatherings.rules.slugs import NEVER_SLUGS, free_slug
from kinroad.people.models import Organization

BATCH = 500
DERIVED = ("minutes", "geo_cell")
WRITTEN = [*FACTS, *DERIVED, "source_key", "source_parts", "vanished_at", "updated_at"]


def columns_of(listing: Listing) -> dict[str, Any]:
    """The listing as the columns of a meeting keep it."""
    said = {name: getattr(listing, name) for name in FACTS}
    return said | {"formats": list(listing.formats), "languages": spoken(listing.languages)}


def spoken(languages: tuple[str, ...] | list[str]) -> str:
    """Language codes with a space on either side of each, so that one can be looked for: " en es "."""
    return f" {' '.join(languages)} " if languages else ""


def derive(meeting: Meeting) -> None:
    """What follows from other columns."""
    meeting.minutes = length(meeting.start_minute, meeting.end_minute)
    meeting.geo_cell = cell_of(meeting.lat, meeting.lon)


class Shelf:
    """The meetings of one source during one import. Nothing is written before `write`."""

    def __init__(self, *, organization: Organization, source: MeetingSource | None, at: datetime) -> None:
        self.organization = organization
        self.source = source
        self.at = at
        self.made: list[Meeting] = []
        self.changed: list[Meeting] = []
        self.corrections: list[MeetingCorrection] = []
        self.told: list[Change] = []
        self._meetings: dict[UUID, Meeting] = {}
        self._corrected: dict[UUID, dict[str, MeetingCorrection]] = {}
        slugs = Meeting.objects.filter(organization=organization).values_list("slug", flat=True)
        self._slugs = {*slugs, *NEVER_SLUGS}
        if source is not None:
            mine = {"organization": organization}
            self._meetings = {each.pk: each for each in Meeting.objects.filter(source=source, **mine)}
            for correction in MeetingCorrection.objects.filter(meeting__source=source, **mine):
                self._corrected.setdefault(correction.meeting_id, {})[correction.field] = correction

    @property
    def listed(self) -> int:
        """Meetings of this list that are not gone from it."""
        return sum(meeting.vanished_at is None for meeting in self._meetings.values())

    def put(self, listings: list[tuple[Listing, tuple[int, ...]]], pairing: Pairing) -> list[str]:
        """The outcome of every listing: created, updated or unchanged."""
        outcomes = []
        for number, (listing, _) in enumerate(listings):
            id = pairing.same.get(number)
            if id is None:
                self.made.append(self._new(listing))
                outcomes.append("created")
            else:
                outcomes.append("updated" if self._update(self._meetings[id], listing) else "unchanged")  # type: ignore[index]
        return outcomes

    def vanish(self, ids: list[Any]) -> int:
        """Mark meetings that the list no longer has; how many."""
        for id in ids:
            meeting = self._meetings[id]
            meeting.vanished_at = meeting.updated_at = self.at
            self.changed.append(meeting)
            self.told.append(_change(Kind.WENT, meeting))
        return len(ids)

    def write(self) -> None:
        """Write what changed, in bulk. Both ends belong to this organization: the shelf holds nothing else."""
        Meeting.objects.bulk_update(self.changed, WRITTEN, batch_size=BATCH)
        Meeting.objects.bulk_create(self.made, batch_size=BATCH)
        MeetingCorrection.objects.bulk_update(self.corrections, ["imported"], batch_size=BATCH)

    def _new(self, listing: Listing) -> Meeting:
        meeting = Meeting(organization=self.organization, source=self.source, updated_at=self.at)
        for name, value in columns_of(listing).items():
            setattr(meeting, name, value)
        meeting.source_key, meeting.source_parts = listing.key, list(listing.parts)
        meeting.slug = free_slug(listing, taken=self._slugs)
        self._slugs.add(meeting.slug)
        derive(meeting)
        self.told.append(_change(Kind.CLOSED if meeting.temporarily_closed else Kind.CAME, meeting))
        return meeting

    def _update(self, meeting: Meeting, listing: Listing) -> bool:
        corrected = self._corrected.get(meeting.pk, {})
        back = meeting.vanished_at is not None
        fields: dict[str, tuple[Any, Any]] = {}
        ours: dict[str, tuple[Any, Any]] = {}
        for name, value in columns_of(listing).items():
            if name in corrected:
                correction = corrected[name]
                if correction.imported != value:
                    ours[name] = (correction.value, value)
                    correction.imported = value
                    self.corrections.append(correction)
            elif getattr(meeting, name) != value:
                fields[name] = (getattr(meeting, name), value)
                setattr(meeting, name, value)
        if fields or ours or back:
            self.told.append(_change(kind_of(fields, back=back), meeting, told(fields), told(ours)))
        elif meeting.source_key == listing.key:
            return False
        meeting.source_key, meeting.source_parts = listing.key, list(listing.parts)
        meeting.vanished_at, meeting.updated_at = None, self.at
        derive(meeting)
        self.changed.append(meeting)
        return True


def _change(
    kind: Kind,
    meeting: Meeting,
    fields: tuple[tuple[str, Any, Any], ...] = (),
    ours: tuple[tuple[str, Any, Any], ...] = (),
) -> Change:
    return Change(
        kind=kind,
        name=meeting.name,
        weekday=meeting.weekday,
        start_minute=meeting.start_minute,
        city=meeting.city,
        fields=fields,
        ours=ours,
    )
