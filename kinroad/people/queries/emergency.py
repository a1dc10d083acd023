"""Emergency sight: whom somebody means, who is told, and what was opened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.core.seal import blind
from kinroad.people.models import (
    EmergencyAlert,
    EmergencySight,
    Participant,
    Person,
    RoleHeld,
    SearchKey,
    Supervision,
)
from kinroad.people.queries.circle import ahead, ids_of_one, participants_seen_by
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.emergency import is_exactly
from kinroad.people.rules.names import Kind
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

MOST_OPENED = 20
SHOWN_FOR = timedelta(days=60)
MOST_SHOWN = 50


def tries_since(person_id: UUID, *, organization_id: UUID, since: datetime) -> int:
    """How often this person used the door, opened or not."""
    rows = EmergencySight.objects.filter(organization_id=organization_id, person_id=person_id, asked_at__gt=since)
    return rows.count()


def meant_by(*, name: str, birth_on: date | None, phone: str, organization_id: UUID) -> Participant | None:
    """The one participant with exactly this name and this birth date or phone number. None for nobody and for several.

    Whoever has died is nobody here; a merged record leads to the one that stands for it.
    """
    number = as_e164(phone) if phone else None
    keys = [(Kind.BIRTH, birth_on.isoformat())] if birth_on else []
    keys += [(Kind.PHONE, number)] if number else []
    people: set[UUID] | None = None
    for kind, text in keys:
        named = SearchKey.objects.filter(
            organization_id=organization_id, kind=str(kind), key=blind(str(kind), text, organization_id)
        )
        found = set(named.values_list("person_id", flat=True)[:MOST_OPENED])
        people = found if people is None else people & found
    rows = Participant.objects.filter(organization_id=organization_id, person_id__in=people or ())
    meant = {
        row.merged_into or row
        for row in rows.select_related("person", "merged_into__person")
        if is_exactly(name, called=row.person.called or "", full_name=row.person.full_name or "")
    }
    return next(iter(meant)) if len(meant) == 1 and not any(each.died_on for each in meant) else None


def who_answers_for(person_id: UUID, *, organization_id: UUID) -> list[Person]:
    """Who is told what this person opened: their supervisor; without one, the program managers, then coordinators."""
    own = {"organization_id": organization_id}
    supervised = Supervision.objects.filter(**own, peer_leader__person=person_id, ended_on=None)
    people = Person.objects.filter(**own).exclude(pk=person_id).order_by("pk")
    held = RoleHeld.objects.filter(**own, ended_at=None)
    roles = (Role.PROGRAM_MANAGER, Role.COORDINATOR, Role.SUPERVISOR)
    for wanted in (
        Q(pk__in=supervised.values("supervisor")),
        *(Q(pk__in=held.filter(role=role.value).values("person")) for role in roles),
    ):
        found = list(people.filter(wanted)[:MOST_OPENED])
        if found:
            return found
    return []


@dataclass(frozen=True)
class Told:
    """What somebody who answers for it reads. `participant_id` and `called` only where they may see that person."""

    sight_id: UUID
    who: Shown
    at: datetime
    until: datetime | None
    reason: str
    opened: bool
    participant_id: UUID | None = None
    called: str = ""


UNREAD = Prepared(
    lambda organization, person: (
        EmergencyAlert.objects.filter(organization_id=organization, person_id=person, read_at=None)
        .order_by("-pk")
        .values_list("pk")[:MOST_SHOWN]
    )
)


def unread_emergencies(viewer: Viewer) -> list[Told]:
    """What this viewer was told and has not read yet, the latest first. One query, and two more when there is any."""
    unread = [pk for (pk,) in UNREAD(organization=viewer.organization_id, person=viewer.who)]
    if not unread:
        return []
    rows = EmergencyAlert.objects.filter(organization_id=viewer.organization_id, pk__in=unread).select_related("sight")
    sights = [row.sight for row in rows.order_by("-pk")]
    seen = participants_seen_by(viewer).filter(pk__in=[each.participant_id for each in sights if each.participant_id])
    called = {
        pk: open_sealed(Person, "called", person_id, sealed) or ""
        for pk, person_id, sealed in seen.values_list("pk", "person_id", "person__called")
    }
    people = shown_people((each.person_id for each in sights), organization_id=viewer.organization_id)
    return [
        Told(
            sight_id=each.pk,
            who=people[each.person_id],
            at=each.asked_at,
            until=each.until,
            reason=each.reason or "",
            opened=each.participant_id is not None,
            participant_id=each.participant_id if each.participant_id in called else None,
            called=called.get(each.participant_id, "") if each.participant_id else "",
        )
        for each in sights
    ]


def emergency_ends(participant: Participant, *, viewer: Viewer) -> datetime | None:
    """When the page closes that this viewer opened in an emergency."""
    rows = ahead().filter(organization_id=viewer.organization_id, person_id=viewer.who)
    mine = rows.filter(participant__in=ids_of_one(participant)).order_by("-ended_at")
    return mine.values_list("ended_at", flat=True).first()


@dataclass(frozen=True)
class Opened:
    """Somebody opened my page in an emergency: who, when, until when, and the reason in their words."""

    who: Shown
    at: datetime
    until: datetime
    reason: str


def emergencies_of(participant: Participant, *, since: datetime | None = None) -> list[Opened]:
    """Every time this participant's page was opened in an emergency, the latest first."""
    rows = EmergencySight.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        circle_row__isnull=False,
    ).select_related("circle_row")
    if since is not None:
        rows = rows.filter(asked_at__gt=since)
    found = list(rows.order_by("-asked_at", "-pk")[:MOST_SHOWN])
    people = shown_people((each.person_id for each in found), organization_id=participant.organization_id)
    return [
        Opened(
            people[each.person_id],
            each.asked_at,
            each.circle_row.ended_at if each.circle_row and each.circle_row.ended_at else each.asked_at,
            each.reason or "",
        )
        for each in found
    ]
