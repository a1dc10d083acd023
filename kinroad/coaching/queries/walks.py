"""The people peer leaders walk with now, and what Today must know of each."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kinroad.coaching.models import ContactPart, Match, Recurrence
from kinroad.coaching.queries.tries import support_that_counts, tries_since_in_touch
from kinroad.coaching.queries.ways import Ways
from kinroad.coaching.rules.today import Walk
from kinroad.core.fields import SealedBytes, open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Episode, Kind, Participant, Person, RecoveryDate, Supervision
from kinroad.people.queries.circle import NOBODY, in_sight
from kinroad.people.rules.viewer import Viewer

MOST_WALKS = 300


@dataclass(frozen=True)
class WalkingWith(Ways):
    """One current match: the participant, the ways they allow, and the facts Today decides on."""

    match_id: UUID
    peer_leader_id: UUID
    walk: Walk


FIELDS = (
    "pk",
    "peer_leader_id",
    "participant_id",
    "participant__person_id",
    "participant__person__called",
    "participant__person__phone",
    "participant__person__email",
    "participant__may_email",
    "participant__may_call",
    "participant__may_text",
    "participant__may_leave_message",
    "participant__name_to_say",
    "participant__quiet_from",
    "participant__quiet_to",
    "started_on",
    "participant__kind",
    "participant__contact_every_days",
)


def walks_of(viewer: Viewer) -> list[WalkingWith]:
    """The viewer's own current matches, as far as they see the participants. One query.

    Silence is counted from the service log: the last day anybody gave them support that was not reversed.
    """
    if viewer.peer_leader_id is None:
        return []
    rows = OWN(organization=viewer.organization_id, person=viewer.person_id or NOBODY, leader=viewer.peer_leader_id)
    return [_walking_with(*row) for row in rows]


def walks_of_team(viewer: Viewer) -> list[WalkingWith]:
    """The same of the peer leaders this viewer supervises. One query."""
    return [_walking_with(*row) for row in TEAM(organization=viewer.organization_id, person=viewer.who)]


def _walks(organization: UUID, person: UUID, of: Q) -> QuerySet[Any, Any]:
    return (
        Match.objects.current()
        .filter(
            of,
            in_sight(organization, person),
            organization_id=organization,
            participant__died_on=None,
        )
        .order_by("started_on", "pk")
        .values_list(*FIELDS, *_latest())[:MOST_WALKS]
    )


def walks_by_silence(
    viewer: Viewer, *, of: Q, after: tuple[date, UUID] | None, most: int
) -> list[tuple[tuple[date, UUID], WalkingWith]]:
    """Current matches, as far as the viewer sees the participants: the longest silent first, `most` after a place.

    Each comes with its place: the day of the last support given (or when the match began), and its id. One query.
    """
    last = support_that_counts().filter(
        organization_id=OuterRef("organization_id"), participant_id=OuterRef("participant_id")
    )
    rows = (
        Match.objects.current()
        .filter(
            of,
            in_sight(viewer.organization_id, viewer.person_id or NOBODY),
            organization_id=viewer.organization_id,
            participant__died_on=None,
        )
        .annotate(silent_since=Coalesce(Subquery(last.order_by("-on").values("on")[:1]), F("started_on")))
    )
    if after is not None:
        rows = rows.filter(Q(silent_since__gt=after[0]) | Q(silent_since=after[0], pk__gt=after[1]))
    found = rows.order_by("silent_since", "pk").values_list("silent_since", *FIELDS, *_latest())[:most]
    return [((row[0], row[1]), _walking_with(*row[1:])) for row in found]


def _walks_of_team(organization: UUID, person: UUID) -> QuerySet[Any, Any]:
    team = Supervision.objects.filter(organization_id=organization, supervisor_id=person, ended_on=None)
    return _walks(organization, person, Q(peer_leader_id__in=team.values("peer_leader")))


OWN = Prepared(lambda organization, person, leader: _walks(organization, person, Q(peer_leader_id=leader)))
TEAM = Prepared(_walks_of_team)


def _latest() -> list[Subquery]:
    own = {"organization_id": OuterRef("organization_id"), "participant_id": OuterRef("participant_id")}
    counts = support_that_counts()
    support = counts.filter(**own).order_by("-on")
    parts = ContactPart.objects.filter(withdrawn_at=None, **own).order_by("-at")
    dates = RecoveryDate.objects.filter(**own).order_by("-on")
    told = Recurrence.objects.filter(withdrawn_at=None, **own).order_by("-told_on")
    episodes = Episode.objects.filter(ended_on=None, **own)
    return [
        Subquery(support.values("on")[:1]),
        Subquery(parts.values("next_contact_on")[:1]),
        Subquery(dates.values("on")[:1]),
        Subquery(told.values("told_on")[:1]),
        Subquery(episodes.values("started_on")[:1]),
        *tries_since_in_touch(counts),
    ]


def _walking_with(
    match_id: UUID,
    peer_leader_id: UUID,
    participant_id: UUID,
    person_id: UUID,
    called: SealedBytes,
    phone: SealedBytes | None,
    email: SealedBytes | None,
    may_email: bool,
    may_call: bool,
    may_text: bool,
    may_leave_message: bool,
    name_to_say: SealedBytes | None,
    quiet_from: time | None,
    quiet_to: time | None,
    started_on: date,
    kind: str,
    wish: int | None,
    last_contact: date | None,
    next_contact_on: date | None,
    recovery_date: date | None,
    told_on: date | None,
    support_began: date | None,
    tries_made: int | None,
    last_try: date | None,
) -> WalkingWith:
    reachable = may_call or may_text
    return WalkingWith(
        match_id=match_id,
        peer_leader_id=peer_leader_id,
        participant_id=participant_id,
        called=open_sealed(Person, "called", person_id, called),
        phone=(open_sealed(Person, "phone", person_id, phone) or "") if reachable else "",
        email=(open_sealed(Person, "email", person_id, email) or "") if may_email else "",
        may_call=may_call,
        may_text=may_text,
        may_leave_message=may_leave_message,
        name_to_say=open_sealed(Participant, "name_to_say", participant_id, name_to_say) or "",
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        walk=Walk(
            participant_id=participant_id,
            matched_on=started_on,
            support_began=support_began or started_on,
            greeted=last_contact is not None and last_contact >= started_on,
            last_contact=last_contact,
            next_contact_day=next_contact_on,
            wish=wish,
            recovery_date=recovery_date,
            told_on=told_on,
            family=kind == Kind.FAMILY,
            tries_made=tries_made or 0,
            last_try=last_try,
        ),
    )


@dataclass(frozen=True)
class DoneToday:
    """A contact written for today, with one of the people it was with."""

    contact_id: UUID
    participant_id: UUID
    called: str
    how: str
    minutes: int


DONE = Prepared(
    lambda organization, person, peer_leader, day: (
        parts_in_sight(organization, person)
        .filter(contact__peer_leader_id=peer_leader, contact__on=day, withdrawn_at=None)
        .order_by("-at", "-pk")
        .values_list(
            "contact_id",
            "participant_id",
            "participant__person_id",
            "participant__person__called",
            "contact__how",
            "contact__minutes",
        )[:30]
    )
)


def done_on(day: date, *, viewer: Viewer) -> list[DoneToday]:
    """This peer leader's contacts of the day, newest first, as far as they see the people (at most 30)."""
    if viewer.peer_leader_id is None:
        return []
    rows = DONE(
        organization=viewer.organization_id,
        person=viewer.person_id or NOBODY,
        peer_leader=viewer.peer_leader_id,
        day=day,
    )
    return [
        DoneToday(contact_id, participant_id, open_sealed(Person, "called", person_id, called), how, minutes)
        for contact_id, participant_id, person_id, called, how, minutes in rows
    ]


def parts_seen_by(viewer: Viewer) -> QuerySet[ContactPart]:
    """The parts of contacts of the participants this viewer sees."""
    return parts_in_sight(viewer.organization_id, viewer.person_id or NOBODY)


def parts_in_sight(organization: UUID, person: UUID) -> QuerySet[ContactPart]:
    """The same for a person's id, as prepared questions need it."""
    return ContactPart.objects.filter(
        in_sight(organization, person),
        organization_id=organization,
        contact__organization_id=organization,
    )
