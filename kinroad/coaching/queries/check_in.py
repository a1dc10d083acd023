"""Check-ins: what the participant reads of their own, what the circle may read, and who waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from kinroad.coaching.models import CheckIn, CheckInRhythm
from kinroad.coaching.queries.whose import of_survivors, somebody_there, walked_with
from kinroad.coaching.rules.check_in import is_urgent
from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import NOBODY, ids_of_one, participants_seen_by
from kinroad.people.queries.seers import seers_of
from kinroad.people.rules.viewer import Viewer

ON_A_PAGE = 30
ON_THE_SCALE = 12
MOST_LINES = 100
LATE_AFTER = timedelta(days=1)  # an answer nobody gave by then stands on the coordinator's list too
OWN_WORDS = ("own_words",)
STILL_READ = timedelta(days=1)  # how long the page with the answer can be opened again


@dataclass(frozen=True, slots=True)
class Shared:
    """A check-in as the circle reads it: the answers, and the words that were shared. Never the participant's own."""

    check_in_id: UUID
    at: datetime
    feeling: int | None
    week: str
    helps: list[str]
    wanted: str
    words: str
    asks: list[str]
    state: str
    outcome: str


def own_check_ins(participant: Participant) -> list[CheckIn]:
    """The newest check-ins, own words and all: for the participant alone."""
    return list(_of(participant).select_related("on_call").order_by("-at", "-pk")[:ON_A_PAGE])


def get_own_check_in(check_in_id: UUID, *, participant: Participant) -> CheckIn:
    """One of the participant's own. Raises Http404, alike for unknown and somebody else's."""
    found = _of(participant).filter(pk=check_in_id).first()
    if found is None:
        raise Http404
    return found


def answered_lately(participant: Participant, *, at: datetime) -> CheckIn | None:
    """The check-in whose answer the participant may still be reading."""
    rows = _of(participant).filter(at__gt=at - STILL_READ).select_related("on_call", "participant")
    return rows.order_by("-at", "-pk").first()


def last_shared(participant: Participant) -> bool:
    """Whether they let others read the last time; the first time they are asked to choose."""
    shared = _of(participant).order_by("-at").values_list("shared", flat=True).first()
    return bool(shared)


def rhythm_of(participant: Participant) -> CheckInRhythm | None:
    """How often they would like to be asked."""
    rows = CheckInRhythm.objects.filter(organization_id=participant.organization_id, participant=participant)
    return rows.first()


def _of(participant: Participant) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(organization_id=participant.organization_id, participant__in=ids_of_one(participant))


def shared_check_ins(participant: Participant) -> list[Shared]:
    """What the circle may read, newest first. The caller has checked sight."""
    rows = _of(participant).filter(Q(shared=True) | ~Q(state="")).defer(*OWN_WORDS).order_by("-at", "-pk")
    return [_shared(row) for row in rows[:ON_A_PAGE]]


def _shared(row: CheckIn) -> Shared:
    """Without a yes to sharing, only what asks for someone is told."""
    tells = row.shared
    return Shared(
        check_in_id=row.pk,
        at=row.at,
        feeling=row.feeling if tells else None,
        week=row.week if tells else "",
        helps=row.helps if tells or row.asks else [],
        wanted=row.wanted,
        words=(row.words or "") if tells else "",
        asks=row.asks,
        state=row.state,
        outcome=row.outcome,
    )


@dataclass(frozen=True)
class Asked:
    """Somebody asked for someone: the page on which it is answered."""

    participant: Participant
    check_in: CheckIn
    told: Shared
    hands: list[tuple[UUID, str]]


def get_asked(check_in_id: UUID, *, viewer: Viewer) -> Asked:
    """For those in the circle. Raises Http404, alike for unknown, out of sight, and answers that ask for nobody."""
    rows = CheckIn.objects.filter(
        organization_id=viewer.organization_id, pk=check_in_id, participant__in=participants_seen_by(viewer)
    )
    row = rows.exclude(state="").defer(*OWN_WORDS).select_related("participant__person").first()
    if row is None:
        raise Http404
    return Asked(row.participant, row, _shared(row), hands_of(row.participant, viewer=viewer))


def hands_of(participant: Participant, *, viewer: Viewer) -> list[tuple[UUID, str]]:
    """Who could take it instead: those who walk with them, and those who coordinate."""
    near = [each for each in seers_of(participant) if each.why in (Why.MATCH, Why.COORDINATION)]
    named = {each.person_id: each.shown.called for each in near if each.person_id != viewer.person_id}
    return sorted(named.items(), key=lambda each: each[1].casefold())


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """Who asked for someone, and it is for this peer leader: they walk together, it was handed to them, or it is
    night and they are on call. One question."""
    if viewer.person_id is None:
        return []
    leader = viewer.peer_leader_id or NOBODY
    return _lines(MINE(organization=viewer.organization_id, person=viewer.person_id, leader=leader))


def lines_for_nobody(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """The same for a coordinator: it was handed to them or they are on call, nobody walks with them, whoever does is
    away, or it has waited too long."""
    return _lines(NOBODYS(organization=viewer.organization_id, person=viewer.person_id or NOBODY, late=at - LATE_AFTER))


def _waiting(organization: UUID, person: UUID, whose: Q) -> QuerySet[Any, Any]:
    waiting = CheckIn.objects.filter(organization_id=organization, state=CheckIn.State.OPEN)
    rows = of_survivors(waiting, organization=organization, person=person)
    rows = rows.filter(Q(owner=person) | Q(on_call=person) | whose)
    return rows.order_by("at", "pk").values_list("pk", "survivor_id", "on", "asks")[:MOST_LINES]


MINE = Prepared(
    lambda organization, person, leader: _waiting(
        organization, person, Q(owner=None) & walked_with(organization, leader)
    )
)
NOBODYS = Prepared(
    lambda organization, person, late: _waiting(
        organization, person, (Q(owner=None) & ~somebody_there()) | Q(at__lt=late)
    )
)


def _lines(found: Iterable[tuple[Any, ...]]) -> list[Line]:
    return [
        Line(
            participant_id=participant_id,
            reason=Reason.NEEDS_SOMEONE if is_urgent(asks) else Reason.CHECK_IN,
            since=on,
            day=0,
            about_id=pk,
            asks=tuple(asks),
        )
        for pk, participant_id, on, asks in found
    ]
