"""Referrals on Today and on the record. Who follows them up is decided here, where walking together is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kinroad.coaching.models import Match
from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.prepared import Prepared
from kinroad.people.queries.circle import NOBODY
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Referral, ReferralStep
from kinroad.resources.queries.referral import due, due_rows
from kinroad.resources.rules.referral import State

TOLD = {
    State.OFFERED: Referral.State.OFFERED.label,
    State.RECEIVED: Referral.State.RECEIVED.label,
    State.CONNECTED: Referral.State.CONNECTED.label,
    State.NOT_CONNECTED: Referral.State.NOT_CONNECTED.label,
}
MOST = 50
AGREE = "agree"  # on a day to call or go together


def referral_lines(viewer: Viewer, *, day: date) -> list[Line]:
    """Ways together and outcomes to ask about: of whom the viewer walks with, and what they follow up of others."""
    found = DUE(
        organization=viewer.organization_id,
        person=viewer.person_id or NOBODY,
        leader=viewer.peer_leader_id or NOBODY,
        day=day,
    )
    return [
        Line(
            each.participant_id,
            Reason.TOGETHER if each.together else Reason.REFERRAL,
            each.since,
            (day - each.made_on).days,
            about_id=each.referral_id,
            words=each.service,
            helps=each.how if each.together else AGREE if each.needs_a_day else each.state,
        )
        for each in due(found, day=day)
    ]


def _due(organization: UUID, person: UUID, leader: UUID, day: date) -> QuerySet[Any, Any]:
    current = Match.objects.current().filter(organization_id=organization)
    walks_with = current.filter(peer_leader=leader).values("participant")
    return due_rows(organization, person, day, walks_with=walks_with, walked=current.values("participant"))


DUE = Prepared(_due)


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A step of a referral on a timeline. `said`: what happened, of `service`."""

    at: datetime
    referral_id: UUID
    participant_id: UUID
    service: str
    said: Any
    reached_nobody: bool = False


def steps_between(
    participant_ids: Sequence[UUID], *, organization_id: UUID, after: datetime | None, until: datetime | None
) -> list[ReferralLine]:
    """What became of referrals of one participant in this time, for the timeline (at most 50). One query."""
    rows = ReferralStep.objects.filter(
        organization_id=organization_id,
        referral__organization_id=organization_id,
        referral__participant__in=participant_ids,
        referral__mistaken=False,
        state__in=sorted(TOLD),
    )
    if after is not None:
        rows = rows.filter(at__gt=after)
    if until is not None:
        rows = rows.filter(at__lte=until)
    found = rows.order_by("-at", "-pk").values_list(
        "at", "referral_id", "referral__participant_id", "referral__service_at_location__name", "state"
    )
    return [
        ReferralLine(at, referral, participant, service, TOLD[State(state)])
        for at, referral, participant, service, state in found[:MOST]
    ]
