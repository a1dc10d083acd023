"""Warm hand-offs: those of one participant, and those somebody should ask about today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.http import Http404

from kinroad.coaching.models import Match, WarmHandOff
from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, Person, Supervision
from kinroad.people.queries.circle import NOBODY, get_participant, ids_of_one, in_sight
from kinroad.people.queries.shown import shown_people
from kinroad.people.rules.viewer import Viewer

MOST = 50


def hand_offs_of(participant: Participant) -> list[WarmHandOff]:
    """The warm hand-offs of a participant, the open ones first. Whoever asks must already be allowed to see them."""
    rows = WarmHandOff.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    )
    return sorted(rows.order_by("-made_on", "-pk")[:MOST], key=lambda row: row.closed_on is not None)


def get_hand_off(warm_hand_off_id: UUID, *, viewer: Viewer) -> tuple[WarmHandOff, Participant]:
    """One hand-off with its participant. Raises Http404, alike for an unknown id and for one out of sight."""
    row = WarmHandOff.objects.filter(organization_id=viewer.organization_id, pk=warm_hand_off_id).first()
    if row is None:
        raise Http404
    return row, get_participant(row.participant_id, viewer=viewer)


@dataclass(frozen=True)
class Overdue:
    """A warm hand-off nobody has asked about since its day. `leader` is who walks with the participant."""

    warm_hand_off_id: UUID
    participant_id: UUID
    called: str
    leader: str
    since: date


def _overdue(organization: UUID, person: UUID, day: date) -> QuerySet[Any, Any]:
    team = Supervision.objects.filter(organization_id=organization, supervisor_id=person, ended_on=None)
    beside = Match.objects.current().filter(
        organization_id=organization,
        participant_id=OuterRef("participant_id"),
        peer_leader__in=team.values("peer_leader"),
    )
    walks = beside.order_by("started_on", "pk").values("peer_leader__person_id")[:1]
    return (
        WarmHandOff.objects.filter(
            in_sight(organization, person),
            organization_id=organization,
            closed_on=None,
            follow_up_on__lt=day,
            participant__died_on=None,
        )
        .annotate(leader_id=Subquery(walks, output_field=UUIDField()))
        .filter(leader_id__isnull=False)
        .order_by("follow_up_on", "pk")
        .values_list(
            "pk", "participant_id", "participant__person_id", "participant__person__called", "leader_id", "follow_up_on"
        )[:MOST]
    )


OVERDUE = Prepared(_overdue)


def overdue_in_team(viewer: Viewer, *, day: date) -> list[Overdue]:
    """Those of the people this supervisor's team walks with, the longest waiting first (at most 50). Two queries."""
    found = OVERDUE(organization=viewer.organization_id, person=viewer.person_id or NOBODY, day=day)
    leaders = shown_people([row[4] for row in found], organization_id=viewer.organization_id)
    return [
        Overdue(pk, participant_id, open_sealed(Person, "called", person_id, called), leaders[leader_id].called, on)
        for pk, participant_id, person_id, called, leader_id, on in found
    ]


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """The hand-offs to ask about, on the list of whoever walks with the participant now; of those nobody walks with,
    on the list of whoever made it."""
    leader = viewer.peer_leader_id or NOBODY
    rows = DUE(organization=viewer.organization_id, person=viewer.person_id or NOBODY, leader=leader, day=day)
    return [
        Line(participant, Reason.WARM_HAND_OFF, since, (day - made_on).days, about_id=pk)
        for pk, participant, since, made_on in rows
    ]


def _due(organization: UUID, person: UUID, leader: UUID, day: date) -> QuerySet[Any, Any]:
    walks = Match.objects.current().filter(
        organization_id=organization, participant=OuterRef("participant"), participant__died_on=None
    )
    rows = WarmHandOff.objects.filter(
        Exists(walks.filter(peer_leader=leader)) | (Q(made_by=person) & ~Exists(walks)),
        in_sight(organization, person),
        organization_id=organization,
        closed_on=None,
        follow_up_on__lte=day,
        participant__died_on=None,
    )
    return rows.order_by("follow_up_on", "pk").values_list("pk", "participant", "follow_up_on", "made_on")[:MOST]


DUE = Prepared(_due)
