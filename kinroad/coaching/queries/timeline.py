"""What happened with one participant, newest first: rows small enough for fifty on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.http import Http404
from django.utils.translation import get_language

from kinroad.coaching.models import ContactPart, ContactPartVersion
from kinroad.coaching.models.words import Did
from kinroad.coaching.queries.tries import Tried, tried
from kinroad.core.fields import SealedBytes, open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.queries.shown import Shown, shown, shown_people
from kinroad.service_log.actions import SUPPORT_TYPES
from kinroad.service_log.models import How, Where

PAGE = 50
ICONS = {"phone": "phone", "person": "cup", "text": "text", "video": "video", "letter": "letter", "online": "screen"}
DID = {each.value: each.label for each in Did}
HOW = {each.value: each.label for each in How}
WHERE = {each.value: each.label for each in Where if each.value}


@lru_cache(maxsize=4096)
def _what(did: tuple[str, ...], how: str, _language: str | None) -> list[str]:
    return [str(DID[code]) for code in did if code in DID] or [str(HOW[how])]


@lru_cache(maxsize=4096)
def _place(how: str, where_at: str, _language: str | None) -> list[str]:
    return [str(HOW[how]), *([str(WHERE[where_at])] if where_at in WHERE else [])]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was shared by everyone in a contact, as it stood at one time."""

    at: datetime
    minutes: int
    how: str
    where_at: str
    support: tuple[str, ...]
    did: tuple[str, ...]

    @property
    def icon(self) -> str:
        """The mark on the line."""
        return ICONS[self.how]

    @property
    def what(self) -> list[str]:
        """What was done, in the field's words; else how they were in touch."""
        return _what(self.did, self.how, get_language())

    @property
    def place(self) -> list[str]:
        """How, and where when it is known."""
        return _place(self.how, self.where_at, get_language())


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact as one participant's timeline shows it."""

    part_id: UUID
    contact_id: UUID
    participant_id: UUID
    facts: Facts
    note: str
    next_step: str
    next_contact_on: date | None
    version: int
    leader_id: UUID
    writer_id: UUID
    writer: Shown

    @property
    def at(self) -> datetime:
        """When they were in touch."""
        return self.facts.at

    @property
    def reached_nobody(self) -> bool:
        """They were in touch: it is no try."""
        return False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries, newest first; `earlier` is the id to ask on with when there are more. `tries` reached nobody. `until` is
    the moment at which a later page begins."""

    entries: list[Entry]
    earlier: UUID | None
    tries: list[Tried]
    until: datetime | None = None

    @property
    def lines(self) -> list[Entry | Tried]:
        """Contacts and tries on one line, newest first."""
        if not self.tries:
            return list(self.entries)
        return sorted([*self.entries, *self.tries], key=lambda line: line.at, reverse=True)


@dataclass(frozen=True, slots=True)
class Version:
    """How one participant's part of a contact stood, from `written_at` on, until the next version."""

    number: int
    facts: Facts
    note: str
    next_step: str
    next_contact_on: date | None
    written_at: datetime
    writer: Shown | None


ROW = (
    "pk",
    "contact_id",
    "participant_id",
    "at",
    "note",
    "next_step",
    "next_contact_on",
    "contact__minutes",
    "contact__how",
    "contact__where_at",
    *(f"contact__{kind}" for kind in SUPPORT_TYPES),
    "contact__did",
    "contact__version",
    "contact__peer_leader_id",
    "contact__peer_leader__title",
    "contact__peer_leader__person_id",
    "contact__peer_leader__person__called",
    "contact__written_by_id",
    "contact__written_by__called",
)


def parts_of(participant_ids: Sequence[UUID], *, organization_id: UUID) -> QuerySet[ContactPart]:
    """The parts that count. One id is a walk along the index; several are those merged into one."""
    rows = ContactPart.objects.filter(organization_id=organization_id, withdrawn_at=None)
    if len(participant_ids) == 1:
        return rows.filter(participant=participant_ids[0])
    return rows.filter(participant__in=participant_ids)


NEWEST = Prepared(
    lambda organization, participant: (
        parts_of([participant], organization_id=organization).order_by("-at", "-pk").values_list(*ROW)[: PAGE + 1]
    )
)


def timeline(
    participant_ids: Sequence[UUID],
    *,
    organization_id: UUID,
    before: UUID | None = None,
    most: int = PAGE,
    may_have_tries: bool = True,
) -> Timeline:
    """The newest contacts of one participant, or those before the part `before`. The caller has checked sight.

    Tries that reached nobody stand among them, unless the caller knows that there are none.
    """
    at = None
    if before is None and len(participant_ids) == 1:
        found = NEWEST(organization=organization_id, participant=participant_ids[0])
    else:
        rows = parts_of(participant_ids, organization_id=organization_id)
        if before is not None:
            at = rows.filter(pk=before).values_list("at", flat=True).first()
            rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=before)) if at else rows.none()
        found = list(rows.order_by("-at", "-pk").values_list(*ROW)[: most + 1])
    names: dict[UUID, Shown] = {}
    entries = [_entry(row, names) for row in found[:most]]
    earlier = entries[-1] if len(found) > most else None
    if not may_have_tries:
        return Timeline(entries, earlier.part_id if earlier else None, [], at)
    after = earlier.at if earlier else None
    tries = tried(participant_ids, organization_id=organization_id, after=after, until=at)
    return Timeline(entries, earlier.part_id if earlier else None, tries, at)


def _entry(row: tuple[Any, ...], names: dict[UUID, Shown]) -> Entry:
    pk, contact_id, participant_id, at, note, next_step, next_contact_on, minutes, how, where_at = row[:10]
    support = tuple(kind for kind, given in zip(SUPPORT_TYPES, row[10:14], strict=True) if given)
    did, version, leader_id, title, leader_person, leader_called, by, by_called = row[14:]
    if by is None or by == leader_person:
        writer = _name(names, leader_person, leader_called, title)
    else:
        writer = _name(names, by, by_called, None)
    return Entry(
        part_id=pk,
        contact_id=contact_id,
        participant_id=participant_id,
        facts=Facts(at, minutes, how, where_at, support, tuple(did)),
        note=open_sealed(ContactPart, "note", pk, note) or "",
        next_step=open_sealed(ContactPart, "next_step", pk, next_step) or "",
        next_contact_on=next_contact_on,
        version=version,
        leader_id=leader_id,
        writer_id=by or leader_person,
        writer=writer,
    )


def _name(names: dict[UUID, Shown], person_id: UUID, called: SealedBytes, title: str | None) -> Shown:
    """The name, opened once however often it stands on the page."""
    if person_id not in names:
        names[person_id] = shown(person_id, called, title)
    return names[person_id]


def entry(part_id: UUID, *, organization_id: UUID) -> Entry:
    """One part, as it stands now. Raises Http404 when there is none; the caller checks sight of its participant."""
    rows = ContactPart.objects.filter(organization_id=organization_id, pk=part_id, withdrawn_at=None)
    found = rows.values_list(*ROW).first()
    if found is None:
        raise Http404
    return _entry(found, {})


def earlier_versions(part_id: UUID, *, organization_id: UUID) -> list[Version]:
    """How this part stood before each change, the last before now first. Two queries."""
    rows = list(
        ContactPartVersion.objects.filter(organization_id=organization_id, part=part_id)
        .order_by("-number")
        .values_list("pk", "number", "facts", "note", "next_step", "next_contact_on", "written_at", "written_by_id")
    )
    people = shown_people((row[-1] for row in rows), organization_id=organization_id)
    return [
        Version(
            number=number,
            facts=_facts_then(facts),
            note=open_sealed(ContactPartVersion, "note", pk, note) or "",
            next_step=open_sealed(ContactPartVersion, "next_step", pk, next_step) or "",
            next_contact_on=next_contact_on,
            written_at=written_at,
            writer=people.get(written_by),
        )
        for pk, number, facts, note, next_step, next_contact_on, written_at, written_by in rows
        if not facts.get("withdrawn")
    ]


def _facts_then(facts: dict[str, Any]) -> Facts:
    return Facts(
        at=datetime.fromisoformat(facts["started_at"]),
        minutes=facts["minutes"],
        how=facts["how"],
        where_at=facts["where_at"],
        support=tuple(facts["support"]),
        did=tuple(facts["did"]),
    )


def last_in_touch(participant_ids: Sequence[UUID], *, organization_id: UUID) -> dict[UUID, datetime]:
    """When somebody was last in touch with each of these. One query."""
    rows = parts_of(participant_ids, organization_id=organization_id)
    return dict(rows.order_by().values_list("participant_id").annotate(Max("at")))
