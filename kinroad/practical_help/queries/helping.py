"""A helper's side: what they may take, what they said yes to, and whom they then reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kinroad.core.prepared import Prepared
from kinroad.people.models import PeerLeader
from kinroad.people.queries.circle import NOBODY
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.queries.ask import OF_THE_LIVING, whose
from kinroad.practical_help.rules.ask import NEEDS_CHECK, Kind, State
from kinroad.practical_help.rules.clash import Promise
from kinroad.workforce.queries.clearance import checks_of
from kinroad.workforce.rules.clearance import Check, room_on

MOST, MOST_DONE = 100, 20
NEWS_FOR = timedelta(days=14)  # how long a helper is told that something ended for them


def may_help(viewer: Viewer) -> bool:
    """Whether this viewer takes asks: coordinators, supervisors, and peer leaders who are cleared to work and there."""
    if viewer.has(Role.SUPERVISOR, *COORDINATING_ROLES):
        return True
    rows = PeerLeader.objects.filter(
        organization_id=viewer.organization_id,
        person=viewer.person_id,
        state=PeerLeader.State.ACTIVE,
        cleared_on__isnull=False,
    )
    return viewer.has(Role.PEER_LEADER) and rows.exists()


def promises_of(person_id: UUID, *, organization_id: UUID, apart_from: UUID | None = None) -> list[Promise]:
    """What somebody said yes to at an hour, and has not done yet."""
    rows = Ask.objects.filter(
        OF_THE_LIVING,
        organization_id=organization_id,
        owner=person_id,
        state__in=[State.TAKEN, State.AGREED],
        starts_at__isnull=False,
    )
    found = rows.exclude(pk=apart_from) if apart_from else rows
    times = found.values_list("kind", "starts_at", "ends_at", "how_many", "source_id")
    return [Promise(kind, start, end, many, source) for kind, start, end, many, source in times if start]


@dataclass(frozen=True)
class Mine:
    """Something a helper said yes to. Names and ways stand here only once both have said yes."""

    ask: Ask
    participant_id: UUID | None
    called: str
    phone: str
    may_call: bool
    may_text: bool
    check_stands: bool

    @property
    def agreed(self) -> bool:
        return self.ask.state in (State.AGREED, State.DONE, State.NOT_DONE)


def _rows_of(viewer: Viewer) -> QuerySet[Ask]:
    rows = Ask.objects.filter(OF_THE_LIVING, organization_id=viewer.organization_id, owner=viewer.person_id)
    return rows.select_related("participant__person", "participant__merged_into__person")


def _checks(viewer: Viewer) -> list[Check]:
    if viewer.person_id is None:
        return []
    return checks_of([viewer.person_id], organization_id=viewer.organization_id)[viewer.person_id]


def _mine(ask: Ask, checks: list[Check]) -> Mine:
    """Ways to reach them until it is done, and only while the check stands; the name as long as it was theirs to do."""
    needs = NEEDS_CHECK.get(Kind(ask.kind))
    stands = needs is None or room_on(checks, kind=needs, on=ask.due_on) > 0
    if not stands or ask.state not in (State.AGREED, State.DONE, State.NOT_DONE):
        return Mine(ask, None, "", "", may_call=False, may_text=False, check_stands=stands)
    participant, now = whose(ask), ask.state == State.AGREED
    if participant is None:
        reach = (ask.reach or "") if now else ""
        return Mine(ask, None, ask.called or "", reach, may_call=bool(reach), may_text=False, check_stands=True)
    phone = (participant.person.phone or "") if now else ""
    may_call = bool(phone) and participant.may_call
    may_text = bool(phone) and participant.may_text
    return Mine(
        ask=ask,
        participant_id=participant.pk,
        called=participant.person.called or "",
        phone=phone if may_call or may_text else "",
        may_call=may_call,
        may_text=may_text,
        check_stands=True,
    )


def helping(viewer: Viewer) -> list[Mine]:
    """What this helper said yes to and has not done yet, the next one first."""
    if viewer.person_id is None:
        return []
    ids = [pk for (pk,) in TO_DO(organization=viewer.organization_id, person=viewer.person_id)]
    if not ids:
        return []
    asks, checks = _rows_of(viewer).in_bulk(ids), _checks(viewer)
    return [_mine(asks[pk], checks) for pk in ids if pk in asks]


def helped(viewer: Viewer) -> list[Mine]:
    """What this helper did lately, the newest first; thanks stand beside it."""
    rows = _rows_of(viewer).filter(state__in=[State.DONE, State.NOT_DONE]).order_by("-settled_at", "pk")
    asks = list(rows[:MOST_DONE])
    checks = _checks(viewer) if asks else []
    return [_mine(ask, checks) for ask in asks]


def get_helping(ask_id: UUID, *, viewer: Viewer) -> Mine:
    """One of them. Raises Http404, alike for an unknown one and for one that somebody else looks after."""
    rows = _rows_of(viewer).exclude(state=State.WITHDRAWN)
    ask = rows.filter(pk=ask_id).first() if viewer.person_id else None
    if ask is None:
        raise Http404
    return _mine(ask, _checks(viewer))


def ended_for(viewer: Viewer, *, at: datetime) -> list[Take]:
    """What ended for this helper without their doing, and they have not read yet."""
    found = ENDED(organization=viewer.organization_id, person=viewer.person_id or NOBODY, since=at - NEWS_FOR)
    if not found:
        return []
    takes = (
        Take.objects.filter(organization_id=viewer.organization_id)
        .select_related("ask")
        .in_bulk([pk for (pk,) in found])
    )
    return [takes[pk] for (pk,) in found if pk in takes]


def _ended(organization: UUID, person: UUID, since: datetime) -> QuerySet[Any, Any]:
    rows = Take.objects.filter(
        organization_id=organization,
        person=person,
        ended__in=[Take.Ended.ANOTHER, Take.Ended.WITHDRAWN, Take.Ended.CHANGED, Take.Ended.CHECK_ENDED],
        ended_at__gt=since,
        seen_at=None,
    )
    return rows.order_by("ended_at", "pk").values_list("pk")[:MOST]


def _to_do(organization: UUID, person: UUID) -> QuerySet[Any, Any]:
    rows = Ask.objects.filter(
        OF_THE_LIVING, organization_id=organization, owner=person, state__in=[State.TAKEN, State.AGREED]
    )
    return rows.order_by("due_on", "starts_at", "pk").values_list("pk")[:MOST]


ENDED, TO_DO = Prepared(_ended), Prepared(_to_do)
