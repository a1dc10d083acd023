"""Everyone who may see one participant now, and why: the circle as the participant reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kinroad.core.prepared import Moment
from kinroad.people.models import CircleRow, Participant, RoleHeld, Supervision, Why
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.roles import WORKING_ROLES


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who may see, for one reason, since a day. `through` is the peer leader they supervise."""

    person_id: UUID
    shown: Shown
    why: str
    since: datetime | date
    through: str = ""


def seers_of(participant: Participant) -> list[Seer]:
    """Everyone who may see this participant, the nearest first. The same rules as `participants_seen_by`."""
    organization_id = participant.organization_id
    rows = CircleRow.objects.filter(Q(ended_at=None) | Q(ended_at__gt=Moment()), organization_id=organization_id)
    named = Q(participant__in=ids_of_one(participant))
    if not _works_here(participant):
        named |= Q(program=participant.program_id) | Q(site=participant.site_id)
    found = list(rows.filter(named).order_by("started_at").values_list("person_id", "why", "started_at"))
    walking = [person_id for person_id, why, _since in found if why == Why.MATCH]
    supervising = Supervision.objects.filter(
        organization_id=organization_id, ended_on=None, peer_leader__person__in=walking
    )
    over = list(supervising.order_by("started_on").values_list("supervisor", "started_on", "peer_leader__person"))
    people = shown_people([*(row[0] for row in found), *(row[0] for row in over)], organization_id=organization_id)
    direct = [Seer(person_id, people[person_id], why, since) for person_id, why, since in found]
    above = [
        Seer(person_id, people[person_id], Why.SUPERVISION, since, people[leader].called)
        for person_id, since, leader in over
    ]
    return sorted(direct + above, key=lambda seer: list(Why).index(Why(seer.why)))


def _works_here(participant: Participant) -> bool:
    return RoleHeld.objects.filter(
        organization_id=participant.organization_id,
        person=participant.person_id,
        ended_at=None,
        role__in=[role.value for role in WORKING_ROLES],
    ).exists()
