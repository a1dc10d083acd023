"""Who leads a gathering, and who could."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.http import Http404

from kinroad.gatherings.models import Facilitator, Gathering
from kinroad.people.models import Participant, Person, RoleHeld
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.roles import WORKING_ROLES
from kinroad.people.rules.viewer import Viewer

MOST_SHOWN = 40
WORK = [role.value for role in WORKING_ROLES]


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a gathering, by the name they go by."""

    facilitator: Facilitator
    called: str


@dataclass(frozen=True)
class Leaders:
    """Those who lead it, now and before; `participant_ids` of those who are participants, for the trail of looks."""

    now: list[Leader]
    before: list[Leader]
    participant_ids: list[UUID]


def leaders_of(gathering: Gathering) -> Leaders:
    """Who leads it, those who lead it now first. Two queries."""
    rows = list(
        Facilitator.objects.filter(organization_id=gathering.organization_id, gathering=gathering)
        .select_related("person")
        .order_by(F("ended_on").desc(nulls_first=True), "started_on", "pk")[:MOST_SHOWN]
    )
    leaders = [Leader(each, each.person.called or "") for each in rows]
    participants = Participant.objects.filter(
        organization_id=gathering.organization_id, person__in=[each.person_id for each in rows]
    )
    return Leaders(
        now=[each for each in leaders if each.facilitator.ended_on is None],
        before=[each for each in leaders if each.facilitator.ended_on is not None],
        participant_ids=list(participants.values_list("pk", flat=True)),
    )


def workers_to_lead(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Everyone who works here now, by name: id of the person and what they go by. One query."""
    held = RoleHeld.objects.filter(organization_id=viewer.organization_id, role__in=WORK, ended_at=None)
    people = Person.objects.filter(organization_id=viewer.organization_id, pk__in=held.values("person"))
    return sorted(((each.pk, each.called or "") for each in people), key=lambda each: each[1].lower())


def person_of_participant(participant_id: UUID, *, viewer: Viewer) -> Person:
    """The person of a participant in the viewer's sight. Raises Http404 alike for an unknown one."""
    found = participants_seen_by(viewer).select_related("person").filter(pk=participant_id).first()
    if found is None:
        raise Http404
    return found.person


def get_worker(person_id: UUID, *, viewer: Viewer) -> Person:
    """Somebody who works here now. Raises Http404."""
    held = RoleHeld.objects.filter(
        organization_id=viewer.organization_id, person=person_id, role__in=WORK, ended_at=None
    )
    found = Person.objects.filter(organization_id=viewer.organization_id, pk__in=held.values("person")).first()
    if found is None:
        raise Http404
    return found


def get_facilitator(facilitator_id: UUID, *, gathering: Gathering) -> Facilitator:
    """A line of who leads this gathering. Raises Http404."""
    found = Facilitator.objects.filter(
        organization_id=gathering.organization_id, gathering=gathering, pk=facilitator_id
    ).first()
    if found is None:
        raise Http404
    return found
