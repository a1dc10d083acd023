"""What is counted from the service log, and the question it answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

TYPES = ("emotional", "informational", "instrumental", "affiliational")


@dataclass(frozen=True)
class Question:
    """Which lines of the log to count: whole months, both ends included, written as 202611."""

    organization_id: UUID
    first: int
    last: int
    site: UUID | None = None
    program: UUID | None = None
    peer_leader: UUID | None = None
    led_by: frozenset[UUID] | None = None
    """Only support given by these peer leaders: a supervisor's team."""
    type: str = ""
    activity: str | None = None
    kind: str | None = None
    relation: str | None = None


@dataclass(frozen=True)
class Tally:
    """Support given in one month at one site, of one activity, to one kind of people. Reversed lines are taken off.

    `times` counts a person supported once: a group of nine is nine times. `minutes` are those received, person by
    person. People without a record are not in it.
    """

    month: int
    site: UUID | None
    activity: str
    kind: str
    relation: str
    times: int
    emotional: int
    informational: int
    instrumental: int
    affiliational: int
    minutes: int


@dataclass(frozen=True)
class ContactTally:
    """Contacts: each occasion counts once however many people took part, and so do the peer leader's minutes."""

    month: int
    site: UUID | None
    program: UUID | None
    peer_leader: UUID | None
    contacts: int
    minutes: int


@dataclass(frozen=True)
class Served:
    """One person and one way in which they were supported; merged participants are one person."""

    person: UUID
    site: UUID | None
    program: UUID | None
    peer_leader: UUID | None
    kind: str
    relation: str
    times: int


@dataclass(frozen=True)
class Given:
    """One line of the log that stands, as a list shows it. `called` is empty for people without a record."""

    id: UUID
    on: date
    participant: UUID | None
    called: str
    people_without_record: int
    kinds: tuple[str, ...]
    activity: str
    how: str
    minutes: int
    peer_leader: UUID | None
    site: UUID | None
