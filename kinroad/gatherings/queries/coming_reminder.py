"""Whom to remind of a session, on which clock, and by which way."""

from datetime import datetime
from uuid import UUID

from kinroad.gatherings.models import Coming, Session
from kinroad.gatherings.queries.coming import OF_THE_LIVING, survivor
from kinroad.notifications.models import MessageWishes
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant
from kinroad.people.queries.zones import zone_of

MOST = 500


def due_for_reminder(organization_id: UUID, *, at: datetime) -> list[Coming]:
    """Whose reminder is due; nobody dead. The longest due first, `MOST` at a time."""
    rows = Coming.objects.filter(OF_THE_LIVING, organization_id=organization_id, remind_at__lte=at)
    return list(rows.order_by("remind_at", "pk")[:MOST])


def zone_for(coming: Coming, session: Session) -> str:
    """Their own clocks; of somebody without a record, those of the gathering."""
    them = survivor(coming)
    return zone_of(them) if them else session.gathering.zone


def way_of(participant: Participant, *, at: datetime) -> str:
    """The way this participant is told: what they chose for reminders, else a text, else an e-mail, as they allow."""
    wishes = MessageWishes.objects.filter(organization_id=participant.organization_id, participant=participant).first()
    chosen = [wishes.remind_by] if wishes and wishes.remind_by else []
    return next((way for way in [*chosen, Kind.TEXT, Kind.EMAIL] if may(participant, way, at=at)), "")
