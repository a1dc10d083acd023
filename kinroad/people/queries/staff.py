"""People who work here, as administrators see them: never as participants."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kinroad.core.time import now
from kinroad.people.models import (
    CircleRow,
    Invitation,
    PeerLeader,
    Person,
    Program,
    RoleHeld,
    Standing,
    Supervision,
    Why,
)
from kinroad.people.rules.roles import WORKING_ROLES, Role
from kinroad.people.rules.viewer import Viewer

WORK = [role.value for role in Role if role in WORKING_ROLES]


@dataclass(frozen=True)
class Worker:
    """Someone who works here, or did: what the list of staff says about them."""

    person_id: UUID
    called: str
    roles: list[str]
    can_sign_in: bool
    invited_until: datetime | None
    on_break: bool
    not_cleared: bool

    @property
    def works_here(self) -> bool:
        return bool(self.roles)


@dataclass(frozen=True)
class StaffPage:
    """Everything the page about one worker prints."""

    worker: Worker
    username: str
    leader: PeerLeader | None
    supervisor: str
    walks_with: int
    programs: list[str]


def work_held(organization_id: UUID) -> QuerySet[RoleHeld]:
    """Roles of work in this organization, held now or before. The participant's role is not work."""
    return RoleHeld.objects.filter(organization_id=organization_id, role__in=WORK)


def staff_of(viewer: Viewer, *, only: UUID | None = None) -> list[Worker]:
    """Everyone who works here or did, those who work now first, by name. A fixed number of queries."""
    held = work_held(viewer.organization_id)
    held = held.filter(person_id=only) if only else held
    roles: dict[UUID, list[str]] = {}
    for person_id, role, ended_at in held.order_by("given_at").values_list("person_id", "role", "ended_at"):
        mine = roles.setdefault(person_id, [])
        if ended_at is None:
            mine.append(role)
    here = {"organization_id": viewer.organization_id, "person_id__in": list(roles)}
    accounts = set(Standing.objects.filter(**here).values_list("person_id", flat=True))
    waiting = Invitation.objects.filter(**here, used_at=None, withdrawn_at=None, expires_at__gt=now())
    invited = dict(waiting.values_list("person_id", "expires_at"))
    leaders = {leader.person_id: leader for leader in PeerLeader.objects.filter(**here)}
    people = Person.objects.filter(organization_id=viewer.organization_id, pk__in=list(roles))
    workers = [
        Worker(
            person_id=person.pk,
            called=person.called or "",
            roles=sorted(roles[person.pk], key=WORK.index),
            can_sign_in=person.pk in accounts,
            invited_until=invited.get(person.pk),
            on_break=_leads(person, roles, leaders, lambda leader: leader.state == PeerLeader.State.BREAK),
            not_cleared=_leads(person, roles, leaders, lambda leader: leader.cleared_on is None),
        )
        for person in people
    ]
    return sorted(workers, key=lambda each: (not each.works_here, each.called.lower()))


def _leads(
    person: Person, roles: dict[UUID, list[str]], leaders: dict[UUID, PeerLeader], so: Callable[[PeerLeader], bool]
) -> bool:
    leader = leaders.get(person.pk)
    return Role.PEER_LEADER in roles[person.pk] and leader is not None and so(leader)


def get_staff(person_id: UUID, *, viewer: Viewer) -> Person:
    """Someone who works here, or did. Raises Http404 alike for everybody else."""
    works = work_held(viewer.organization_id).filter(person_id=person_id)
    person = Person.objects.filter(pk=person_id, organization_id=viewer.organization_id).first()
    if person is None or not works.exists():
        raise Http404
    return person


def get_leader(person: Person) -> PeerLeader:
    """The peer leader's facts of this person. Raises Http404 when there are none."""
    leader = PeerLeader.objects.filter(organization_id=person.organization_id, person=person).first()
    if leader is None:
        raise Http404
    return leader


def staff_page(person: Person, *, viewer: Viewer) -> StaffPage:
    """The page about someone who works here."""
    leader = PeerLeader.objects.filter(organization_id=person.organization_id, person=person)
    leader_row = leader.select_related("site").first()
    standing = Standing.objects.filter(organization_id=person.organization_id, person=person)
    return StaffPage(
        worker=staff_of(viewer, only=person.pk)[0],
        username=standing.values_list("account__username", flat=True).first() or "",
        leader=leader_row,
        supervisor=next((each.called or "" for each in [supervisor_of(leader_row)] if each), ""),
        walks_with=walks_with(person),
        programs=list(programs_of(person).values_list("name", flat=True)),
    )


def supervisor_of(leader: PeerLeader | None) -> Person | None:
    """Who supervises this peer leader now."""
    rows = Supervision.objects.filter(peer_leader=leader, ended_on=None) if leader else Supervision.objects.none()
    row = rows.select_related("supervisor").first()
    return row.supervisor if row else None


def supervisors(viewer: Viewer) -> list[Person]:
    """Those who may supervise, by name."""
    held = work_held(viewer.organization_id).filter(role=Role.SUPERVISOR, ended_at=None)
    people = Person.objects.filter(organization_id=viewer.organization_id, pk__in=held.values("person_id"))
    return sorted(people, key=lambda each: (each.called or "").lower())


def walks_with(person: Person) -> int:
    """How many people this person walks with now: a number, and no names."""
    return CircleRow.objects.filter(
        organization_id=person.organization_id,
        person=person,
        why=Why.MATCH,
        ended_at=None,
        participant__merged_into=None,
        participant__isnull=False,
    ).count()


def programs_of(person: Person) -> QuerySet[Program]:
    """The programs this person coordinates now."""
    rows = CircleRow.objects.filter(
        organization_id=person.organization_id, person=person, why=Why.COORDINATION, ended_at=None
    )
    return Program.objects.filter(pk__in=rows.values("program_id")).order_by("name")


def marks_of_leader(leader: PeerLeader) -> list[object]:
    """What a form about a peer leader was drawn from."""
    supervisor = supervisor_of(leader)
    facts = ("kind", "title", "state", "cleared_on", "gender", "site_id", "caseload_limit", "experiences", "pathways")
    more = ("interests", "availability", "about")
    return [*(getattr(leader, name) for name in facts + more), supervisor, leader.person.languages]
