"""Telling a participant, by the way they chose, that there is something to look at. Never what."""

from datetime import datetime

from django.urls import reverse

from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import MessageWishes, Words
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.ask import whose


def tell(ask: Ask, *, words: Words, key: str, by: Viewer, at: datetime, use_until: datetime | None = None) -> bool:
    """Put a discreet message into the outbox, if they wish for any. `key` says once for what. Whether one is there."""
    participant = whose(ask)
    way = _way_to(participant) if participant is not None else ""
    if participant is None or not way:
        return False
    row = put(
        participant=participant,
        channel=way,
        words=words,
        key=f"ask:{ask.pk}:{key}",
        link=reverse("practical_help:me_help"),
        use_until=use_until,
        by=by,
        at=at,
    )
    return row is not None


def _way_to(participant: Participant) -> str:
    """The way they chose for reminders, else for news; empty when they want nothing."""
    wishes = MessageWishes.objects.filter(organization_id=participant.organization_id, participant=participant).first()
    return (wishes.remind_by or wishes.new_message) if wishes else ""
