"""The names that a report is divided by."""

from dataclasses import dataclass
from uuid import UUID

from kinroad.core.fields import open_sealed
from kinroad.people.models import PeerLeader, Person, Program, Site, Supervision
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer


@dataclass(frozen=True)
class Places:
    """Sites, programs and peer leaders by id, in the order they are offered."""

    sites: dict[UUID, str]
    programs: dict[UUID, str]
    peer_leaders: dict[UUID, str]


def places(viewer: Viewer) -> Places:
    """What this viewer's organization has; a supervisor gets the peer leaders of their team."""
    of = {"organization_id": viewer.organization_id}
    leaders = PeerLeader.objects.filter(**of)
    if (team := led_by(viewer)) is not None:
        leaders = leaders.filter(pk__in=team)
    called = {
        leader: open_sealed(Person, "called", person, name)
        for leader, person, name in leaders.values_list("pk", "person", "person__called")
    }
    return Places(
        sites=dict(Site.objects.filter(**of).order_by("name", "pk").values_list("pk", "name")),
        programs=dict(Program.objects.filter(**of).order_by("name", "pk").values_list("pk", "name")),
        peer_leaders=dict(sorted(called.items(), key=lambda each: (each[1], each[0]))),
    )


def led_by(viewer: Viewer) -> frozenset[UUID] | None:
    """The peer leaders whose work this viewer may count: nobody's name stands for everybody's."""
    if viewer.has(*COORDINATING_ROLES):
        return None
    team = Supervision.objects.filter(
        organization_id=viewer.organization_id, supervisor_id=viewer.person_id, ended_on=None
    )
    return frozenset(team.values_list("peer_leader", flat=True))
