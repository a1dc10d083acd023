"""Messages between a participant and the program, as either side reads them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.notifications.models import EarlierMessages, Message, MessageWishes, ReadMark
from kinroad.notifications.rules.thread import from_when
from kinroad.people.models import CircleRow, Participant, Person, Standing, Supervision, Why
from kinroad.people.queries.circle import NOBODY, ids_of_one, participants_seen_by
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.viewer import Viewer

MOST = 50


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message as it is read; `read` says that the other side has read it."""

    id: UUID
    at: datetime
    body: str
    by_participant: bool
    author_id: UUID
    author: Shown
    read: bool


@dataclass(frozen=True)
class Thread:
    """Messages, the oldest first; `earlier` is the id to go on from, `unread` that the reader has something new."""

    lines: list[MessageLine]
    earlier: UUID | None
    unread: bool

    @property
    def newest(self) -> UUID | None:
        """Up to where a press on "I have read this" reaches."""
        return self.lines[-1].id if self.lines else None


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One participant on the list of messages."""

    participant_id: UUID
    called: str
    last_at: datetime
    unread: bool


def thread_for(participant: Participant, *, viewer: Viewer, before: UUID | None = None) -> Thread:
    """The messages as the viewer reads them: the participant all of them, staff as far as they may."""
    own = viewer.participant_id == participant.pk
    ids = ids_of_one(participant)
    rows = _of(viewer, ids)
    since = None if own else read_from([participant.pk], viewer=viewer).get(participant.pk)
    if since is not None:
        rows = rows.filter(at__gte=since)
    shown = rows.filter(pk__lt=before) if before else rows
    found = list(shown.order_by("-pk")[: MOST + 1])
    marks = dict(
        ReadMark.objects.filter(organization_id=viewer.organization_id, participant__in=ids)
        .values_list("person_id")
        .annotate(to=Max("read_to"))
    )
    mine = marks.get(viewer.person_id)
    theirs = participant.person_id
    by_them = marks.get(theirs)
    by_us = max((to for person, to in marks.items() if person != theirs), default=None)
    people = shown_people((row.author_id for row in found), organization_id=viewer.organization_id)
    lines = [
        MessageLine(
            id=row.pk,
            at=row.at,
            body=row.body,
            by_participant=row.by_participant,
            author_id=row.author_id,
            author=people[row.author_id],
            read=_reached(by_us if row.by_participant else by_them, row.at),
        )
        for row in reversed(found[:MOST])
    ]
    new = [row for row in found if row.by_participant != own and not _reached(mine, row.at)]
    return Thread(lines, found[MOST - 1].pk if len(found) > MOST else None, bool(new) and before is None)


def _reached(mark: datetime | None, at: datetime) -> bool:
    return mark is not None and mark >= at


def _of(viewer: Viewer, ids: Sequence[UUID]) -> QuerySet[Message]:
    return Message.objects.filter(organization_id=viewer.organization_id, participant__in=ids)


def read_from(participant_ids: Sequence[UUID], *, viewer: Viewer) -> dict[UUID, datetime | None]:
    """From when on the viewer reads the messages with each of these participants, None for all. Three queries."""
    own = {"organization_id": viewer.organization_id}
    people = Participant.objects.filter(**own, pk__in=participant_ids)
    places = {pk: (program, site) for pk, program, site in people.values_list("pk", "program_id", "site_id")}
    supervised = Supervision.objects.filter(**own, supervisor_id=viewer.person_id or NOBODY, ended_on=None)
    seen_by = Q(person_id=viewer.person_id or NOBODY) | Q(
        why=Why.MATCH, person__in=supervised.values("peer_leader__person")
    )
    everything = EarlierMessages.objects.filter(
        participant_id=OuterRef("participant_id"), person_id=OuterRef("person_id"), answer="all", **own
    )
    about = Q(participant__in=participant_ids) | Q(participant__merged_into__in=participant_ids)
    rows = CircleRow.objects.filter(seen_by, about | Q(participant=None), ended_at=None, **own).values_list(
        Coalesce("participant__merged_into", "participant"),
        "program",
        "site",
        "why",
        "started_at",
        Exists(everything),
    )
    reasons: dict[UUID, list[tuple[str, datetime, bool]]] = defaultdict(list)
    for participant_id, program_id, site_id, why, since, gives_all in rows:
        for pk, (program, site) in places.items():
            if participant_id == pk or (participant_id is None and (program_id == program or site_id == site)):
                reasons[pk].append((why, since, gives_all))
    return {pk: from_when(reasons[pk]) for pk in places}


def threads_of(viewer: Viewer) -> list[ThreadLine]:
    """Everyone whose messages the viewer reads, the newest first, at most fifty."""
    messages = Message.objects.filter(organization_id=OuterRef("organization_id"), participant_id=OuterRef("pk"))
    mark = ReadMark.objects.filter(
        organization_id=OuterRef("organization_id"), participant_id=OuterRef("pk"), person=viewer.person_id or NOBODY
    )
    rows = participants_seen_by(viewer).annotate(
        last_at=Subquery(messages.order_by("-at").values("at")[:1]),
        last_by_them=Subquery(messages.filter(by_participant=True).order_by("-at").values("at")[:1]),
        read_to=Subquery(mark.values("read_to")[:1]),
    )
    found = list(
        rows.filter(last_at__isnull=False)
        .order_by("-last_at")
        .values_list("pk", "person_id", "person__called", "last_at", "last_by_them", "read_to")[:MOST]
    )
    since = read_from([row[0] for row in found], viewer=viewer) if found else {}
    return [
        ThreadLine(
            participant_id=pk,
            called=open_sealed(Person, "called", person_id, called),
            last_at=last_at,
            unread=by_them is not None and not _reached(read_to, by_them) and by_them >= (since[pk] or by_them),
        )
        for pk, person_id, called, last_at, by_them, read_to in found
        if last_at >= (since[pk] or last_at)
    ]


def waiting_for(viewer: Viewer) -> list[tuple[UUID, datetime]]:
    """Whose messages wait for this peer leader to read or answer them, and since when. One query, at most fifty."""
    return WAITING(organization=viewer.organization_id, person=viewer.person_id or NOBODY)


def _waiting(organization: UUID, person: UUID) -> QuerySet[Any, Any]:
    own = {"organization_id": organization}
    walks = CircleRow.objects.filter(
        participant=OuterRef("participant_id"),
        person_id=person,
        why=Why.MATCH,
        ended_at=None,
        **own,
    ).filter(started_at__lte=OuterRef("at"))
    answered = Message.objects.filter(
        participant=OuterRef("participant_id"), by_participant=False, at__gte=OuterRef("at"), **own
    )
    read = ReadMark.objects.filter(
        participant=OuterRef("participant_id"),
        person_id=person,
        read_to__gte=OuterRef("at"),
        **own,
    )
    rows = Message.objects.filter(Exists(walks), ~Exists(answered), ~Exists(read), by_participant=True, **own)
    rows = rows.filter(participant__died_on=None, participant__person__isnull=False)
    counted = rows.annotate(who=Coalesce("participant__merged_into", "participant")).values("who")
    found: QuerySet[Any, Any] = counted.annotate(since=Min("at")).order_by("since", "who").values_list("who", "since")
    return found[:MOST]


WAITING = Prepared(_waiting)


@dataclass(frozen=True, slots=True)
class NewReader:
    """Somebody who began to walk with the participant after messages were written, and how much they may read."""

    person_id: UUID
    shown: Shown
    answer: str


def new_readers(participant: Participant) -> list[NewReader]:
    """Who walks with the participant now and was not there for earlier messages. The participant says how much."""
    ids = ids_of_one(participant)
    own = {"organization_id": participant.organization_id}
    earlier = Message.objects.filter(participant__in=ids, at__lt=OuterRef("started_at"), **own)
    answers = EarlierMessages.objects.filter(participant__in=ids, person_id=OuterRef("person_id"), **own)
    rows = CircleRow.objects.filter(Exists(earlier), participant__in=ids, why=Why.MATCH, ended_at=None, **own)
    found = list(rows.values_list("person_id", Subquery(answers.values("answer")[:1])))
    people = shown_people((pk for pk, _answer in found), organization_id=participant.organization_id)
    return [NewReader(pk, people[pk], answer or "") for pk, answer in found]


def wishes_of(participant: Participant) -> MessageWishes:
    """What the participant wants to be told; new and empty when they never said."""
    own = {"organization_id": participant.organization_id, "participant": participant}
    return MessageWishes.objects.filter(**own).first() or MessageWishes(**own)


def can_sign_in(participant: Participant) -> bool:
    """Whether the participant has an account to read messages with."""
    return Standing.objects.filter(
        organization_id=participant.organization_id, person_id=participant.person_id
    ).exists()


def has_new(participant_ids: Sequence[UUID], *, viewer: Viewer) -> bool:
    """Whether the program wrote something the participant has not read. One query."""
    own = {"organization_id": viewer.organization_id}
    read = ReadMark.objects.filter(
        participant__in=participant_ids, person=viewer.person_id or NOBODY, read_to__gte=OuterRef("at"), **own
    )
    rows = Message.objects.filter(~Exists(read), participant__in=participant_ids, by_participant=False, **own)
    return rows.exists()
