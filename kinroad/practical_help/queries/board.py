"""The board: what a helper is cleared for and near enough to do, and nothing of whose it is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from kinroad.people.models import PeerLeader, Person
from kinroad.people.queries.circle import NOBODY
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.queries.ask import OF_THE_LIVING, whose
from kinroad.practical_help.queries.helping import may_help, promises_of
from kinroad.practical_help.rules.ask import BY_COORDINATOR, NEEDS_CHECK, Kind, State
from kinroad.practical_help.rules.clash import Promise, clashes, places_left
from kinroad.practical_help.rules.near import about, miles_apart
from kinroad.workforce.queries.clearance import checks_of
from kinroad.workforce.rules.clearance import Check, room_on

MOST = 200


@dataclass(frozen=True)
class Offerable:
    """One line of the board: when, for how many, about how far. `busy`: the helper has something else then."""

    ask: Ask
    about_miles: int | None
    far: bool
    busy: bool
    full: bool

    @property
    def can_take(self) -> bool:
        return not self.busy and not self.full


@dataclass(frozen=True)
class Board:
    """What a helper may take, the soonest first; `far` counts what is farther than policy says is near.

    `unchecked` are the kinds that are asked for and that this helper has no standing check for.
    """

    lines: list[Offerable]
    far: int
    unchecked: list[str]
    may_help: bool


def board_for(viewer: Viewer, *, day: date, with_far: bool = False) -> Board:
    """The board of this helper. A fixed number of questions."""
    if viewer.person_id is None or not may_help(viewer):
        return Board([], 0, [], may_help=False)
    checks = checks_of([viewer.person_id], organization_id=viewer.organization_id)[viewer.person_id]
    promised = promises_of(viewer.person_id, organization_id=viewer.organization_id)
    near = policy_of(viewer.organization_id).practical_help.near_miles
    here, lines, unchecked = _zip_of(viewer), [], set()
    for ask in _open(viewer, day=day):
        room = _room(ask, checks)
        if room == 0:
            unchecked.add(ask.kind)
            continue
        lines.append(_line(ask, room=room, promised=promised, here=here, near=near))
    far = sum(line.far for line in lines)
    shown = [line for line in lines if with_far or not line.far]
    return Board(shown, far, sorted(unchecked), may_help=True)


def _open(viewer: Viewer, *, day: date) -> list[Ask]:
    """Open asks from today on that are not the viewer's own and for which nobody asked for someone else than them."""
    asked_for_another = Take.objects.filter(
        organization_id=viewer.organization_id, ask=OuterRef("pk"), person=viewer.person_id, ended=Take.Ended.ANOTHER
    )
    rows = Ask.objects.filter(
        OF_THE_LIVING,
        ~Exists(asked_for_another),
        organization_id=viewer.organization_id,
        state=State.OPEN,
        due_on__gte=day,
    )
    rows = rows.exclude(kind__in=BY_COORDINATOR).exclude(participant__person=viewer.person_id)
    rows = rows.exclude(participant__merged_into__person=viewer.person_id)
    rows = rows.select_related(
        "participant__person", "participant__site", "participant__merged_into__person", "participant__merged_into__site"
    )
    return list(rows.order_by("due_on", "starts_at", "pk")[:MOST])


def _room(ask: Ask, checks: list[Check]) -> int | None:
    needs = NEEDS_CHECK.get(Kind(ask.kind))
    return None if needs is None else room_on(checks, kind=needs, on=ask.due_on)


def _line(ask: Ask, *, room: int | None, promised: list[Promise], here: str, near: int) -> Offerable:
    miles = miles_apart(here, _zip_where(ask))
    busy = full = False
    if ask.starts_at is not None:
        wanted = Promise(ask.kind, ask.starts_at, ask.ends_at, ask.how_many, ask.source_id)
        busy = clashes(wanted, promised)
        full = room is not None and places_left(wanted, promised, room=room) < 0
    return Offerable(ask, about(miles), far=miles is not None and miles > near, busy=busy, full=full)


def _zip_where(ask: Ask) -> str:
    """Where it is: as they said, else where they live, else their site."""
    participant = whose(ask)
    if ask.zip or participant is None:
        return ask.zip or ""
    return participant.person.zip or participant.site.zip


def _zip_of(viewer: Viewer) -> str:
    """Where the helper sets out: from home, else from their site."""
    person = Person.objects.get(organization_id=viewer.organization_id, pk=viewer.person_id or NOBODY)
    if person.zip:
        return str(person.zip)
    leader = PeerLeader.objects.filter(organization_id=viewer.organization_id, person=person).select_related("site")
    found = leader.first()
    return found.site.zip if found and found.site else ""


def get_offerable(ask_id: UUID, *, viewer: Viewer, day: date) -> Ask:
    """An ask on this helper's board, or one they took. Raises Http404, alike for any other and for an unknown one."""
    mine = Ask.objects.filter(
        organization_id=viewer.organization_id, pk=ask_id, owner=viewer.person_id, state__in=[State.TAKEN, State.AGREED]
    ).first()
    if mine is not None and viewer.person_id is not None:
        return mine
    on_board = {line.ask.pk: line.ask for line in board_for(viewer, day=day, with_far=True).lines}
    if ask_id not in on_board:
        raise Http404
    return on_board[ask_id]
