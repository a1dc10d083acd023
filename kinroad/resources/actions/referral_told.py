"""Telling a participant, by the way they chose, that there is something to look at. Never what."""

from datetime import datetime

from django.urls import reverse

from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import Words
from kinroad.notifications.queries.thread import wishes_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Referral


def tell(row: Referral, *, key: str, by: Viewer, at: datetime) -> None:
    """Put a discreet message into the outbox, if they wish for any. `key` says once for what."""
    participant = row.participant.merged_into or row.participant
    wishes = wishes_of(participant)
    way = wishes.remind_by or wishes.new_message
    if way:
        put(
            participant=participant,
            channel=way,
            words=Words.LOOK_AGAIN,
            key=f"referral:{row.pk}:{key}",
            link=reverse("resources:me_referrals"),
            by=by,
            at=at,
        )
