"""Warm hand-offs: those of one participant, and those somebody should ask about today."""

from datetime import date, datetime
from uuid import UUID

from django.http import Http404

from kinroad.coaching.models import Match, WarmHandOff
from kinroad.coaching.rules.today import Line, Reason
from kinroad.people.models import Participant
from kinroad.people.queries.circle import get_participant, ids_of_one, in_sight_of
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


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """The hand-offs to ask about, on the list of whoever walks with the participant now; of those nobody walks with,
    on the list of whoever made it."""
    current = Match.objects.current().filter(organization_id=viewer.organization_id, participant__died_on=None)
    due = WarmHandOff.objects.filter(
        in_sight_of(viewer),
        organization_id=viewer.organization_id,
        closed_on=None,
        follow_up_on__lte=day,
        participant__died_on=None,
    )
    walking = due.filter(participant__in=current.filter(peer_leader=viewer.peer_leader_id).values("participant"))
    alone = due.filter(made_by=viewer.person_id).exclude(participant__in=current.values("participant"))
    rows = [
        row
        for each in (walking, alone)
        for row in each.order_by("follow_up_on", "pk").values_list("pk", "participant", "follow_up_on", "made_on")[
            :MOST
        ]
    ]
    return [
        Line(participant, Reason.WARM_HAND_OFF, since, (day - made_on).days, about_id=pk)
        for pk, participant, since, made_on in rows
    ]
