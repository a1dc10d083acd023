"""Who in a supervisor's team has been quiet too long, with the facts, and who is expected to reach out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from kinroad.coaching.queries.walks import WalkingWith, walks_by_silence
from kinroad.coaching.rules.today import Line, quiet_line
from kinroad.core.fields import open_sealed
from kinroad.home.queries.missed import with_missed
from kinroad.home.queries.today import door_is_open
from kinroad.people.models import PeerLeader, Person, Supervision
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

ON_A_PAGE = 30
LOOKED_AT = 300  # matches: those with a long rhythm of their own wish may be silent for long and not too long

Place = tuple[date, UUID]


@dataclass(frozen=True)
class Quiet:
    """Somebody quiet too long. `reaches_out` is who walks with them; `stopped`: we tried as often as policy says."""

    line: Line
    who: WalkingWith
    reaches_out: str
    on_break: bool
    stopped: bool


@dataclass(frozen=True)
class QuietPage:
    """One page of them, the longest silent first. `after` is the place where the next page begins, if there is one."""

    people: list[Quiet]
    after: Place | None


def quiet_of(viewer: Viewer, *, day: date, after: Place | None = None) -> QuietPage:
    """The next people of this supervisor's team who are quiet too long. Four queries, however many there are."""
    supervised = Supervision.objects.filter(
        organization_id=viewer.organization_id, supervisor_id=viewer.person_id, ended_on=None
    )
    policy = policy_of(viewer.organization_id)
    of = Q(peer_leader__in=supervised.values("peer_leader"))
    looked_at = walks_by_silence(viewer, of=of, after=after, most=LOOKED_AT)
    found = [
        (place, line, who)
        for place, who in looked_at
        if (line := quiet_line(who.walk, today=day, policy=policy)) is not None
    ]
    page = found[:ON_A_PAGE]
    leaders = _leaders({who.peer_leader_id for _place, _line, who in page}, viewer=viewer)
    lines = with_missed((line for _place, line, _who in page), viewer=viewer, day=day)
    people = [
        Quiet(line, who, *leaders[who.peer_leader_id], stopped=door_is_open(who, policy=policy))
        for line, (_place, _line, who) in zip(lines, page, strict=True)
    ]
    if len(found) > ON_A_PAGE:
        return QuietPage(people, after=page[-1][0])
    return QuietPage(people, after=looked_at[-1][0] if len(looked_at) == LOOKED_AT else None)


def _leaders(ids: set[UUID], *, viewer: Viewer) -> dict[UUID, tuple[str, bool]]:
    rows = PeerLeader.objects.filter(organization_id=viewer.organization_id, pk__in=ids)
    return {
        pk: (open_sealed(Person, "called", person_id, called) or "", state == "break")
        for pk, person_id, called, state in rows.values_list("pk", "person_id", "person__called", "state")
    }
