"""Whose messages came back, for who can ask them how to reach them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from kinroad.core.prepared import Prepared
from kinroad.notifications.models import Outgoing, Permission
from kinroad.people.models import CircleRow, PeerLeader, Why
from kinroad.people.queries.circle import NOBODY, in_sight
from kinroad.people.rules.viewer import Viewer

LATELY = timedelta(days=30)
MOST = 50


def _came_back(organization: UUID, since: datetime) -> QuerySet[Outgoing]:
    """Messages that could not be sent, to who still allows this way and was not asked about it since."""
    own = {"organization_id": OuterRef("organization_id"), "participant": OuterRef("participant")}
    unasked = Permission.objects.filter(
        kind=OuterRef("channel"), ended_at=None, confirmed_at__lte=OuterRef("ended_at"), **own
    )
    arrived = Outgoing.objects.filter(
        channel=OuterRef("channel"), state=Outgoing.State.SENT, ended_at__gt=OuterRef("ended_at"), **own
    )
    return Outgoing.objects.filter(
        Exists(unasked),
        ~Exists(arrived),
        organization_id=organization,
        state=Outgoing.State.FAILED,
        ended_at__gt=since,
        participant__died_on=None,
        participant__merged_into=None,
    )


def _read(rows: QuerySet[Outgoing]) -> QuerySet[Outgoing, tuple[UUID, datetime]]:
    found = rows.order_by().values("participant").annotate(last=Max("ended_at"))
    return found.order_by("last", "participant").values_list("participant", "last")[:MOST]


def _walks_with(**person: object) -> QuerySet[CircleRow]:
    return CircleRow.objects.filter(
        organization_id=OuterRef("organization_id"),
        participant=OuterRef("participant"),
        why=Why.MATCH,
        ended_at=None,
        **person,
    )


MINE = Prepared(
    lambda organization, person, since: _read(
        _came_back(organization, since).filter(Exists(_walks_with(person_id=person)))
    )
)


def not_arrived_for(viewer: Viewer, *, at: datetime) -> list[tuple[UUID, datetime]]:
    """Of those this peer leader walks with: whose message came back, and when. One question, at most fifty."""
    return MINE(organization=viewer.organization_id, person=viewer.person_id or NOBODY, since=at - LATELY)


def not_arrived_for_nobody(viewer: Viewer, *, at: datetime) -> list[tuple[UUID, datetime]]:
    """The same for a coordinator: of people in sight with whom nobody walks who is there."""
    return NOBODYS(organization=viewer.organization_id, person=viewer.person_id or NOBODY, since=at - LATELY)


def _nobodys(organization: UUID, person: UUID, since: datetime) -> QuerySet[Any, Any]:
    there = PeerLeader.objects.filter(
        organization_id=organization, state=PeerLeader.State.ACTIVE, person=OuterRef("person")
    )
    rows = _came_back(organization, since).filter(
        ~Exists(_walks_with().filter(Exists(there))), in_sight(organization, person)
    )
    return _read(rows)


NOBODYS = Prepared(_nobodys)
