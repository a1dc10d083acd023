"""Putting a message into the outbox. Sending it is another matter (`actions.delivery`)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import resolve

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.tasks import later
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.queries.permission import key_of, may, number_of
from kinroad.notifications.queries.providers import is_offered
from kinroad.notifications.rules.links import carries_a_code
from kinroad.notifications.rules.window import next_allowed
from kinroad.people.models import Participant
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.languages import first_written
from kinroad.people.rules.viewer import Viewer

USEFUL_FOR = timedelta(days=2)


@transaction.atomic
def put(
    *,
    participant: Participant,
    channel: str,
    words: str,
    key: str,
    by: Viewer,
    at: datetime,
    link: str = "",
    not_before: datetime | None = None,
    use_until: datetime | None = None,
) -> Outgoing | None:
    """Put one message into the outbox, in the caller's transaction. None when it is not allowed or could never go out.

    `channel` is "text" or "email", `words` a code of `models.Words`, `link` a path to a page behind sign-in or with an
    unguessable code. `key` says what it is for: the same key meets the first message. It goes out when the
    participant's hours are open, not before `not_before`, and is dropped after `use_until` (two days, unless said).
    """
    _refuse_open_link(link)
    met = Outgoing.objects.filter(organization_id=participant.organization_id, key=key).first()
    if met is not None:
        return met
    if not is_offered(participant.organization, channel) or not may(participant, channel, at=at):
        return None
    wished = {"quiet_from": participant.quiet_from, "quiet_to": participant.quiet_to}
    due = next_allowed(max(at, not_before or at), zone=zone_of(participant), **wished)
    if due is None:
        return None
    number = number_of(participant, channel)
    row = Outgoing(
        id=uuid7(),
        organization_id=participant.organization_id,
        participant=participant,
        key=key,
        channel=channel,
        number=number,
        number_key=key_of(number, channel, participant.organization_id),
        words=Words(words),
        language=_language(participant),
        link=link or None,
        put_at=at,
        due_at=due,
        use_until=use_until or max(at, not_before or at) + USEFUL_FOR,
    )
    return keep(row, by=by)


def keep(row: Outgoing, *, by: Viewer) -> Outgoing:
    """Write a message into the outbox, in the caller's transaction, and send it soon when it is due already."""
    row.full_clean()
    row.save()
    if row.due_at <= row.put_at:
        later("notifications.tasks.send", row.pk)
    audit.record(what="message.put", about=row, by=by, participant_id=row.participant_id)
    return row


def _language(participant: Participant) -> str:
    return first_written(participant.person.languages) or "en"


def _refuse_open_link(link: str) -> None:
    if not link or carries_a_code(link):
        return
    if not link.startswith("/") or not getattr(resolve(link.partition("?")[0]).func, "login_required", True):
        raise ValueError("A message links only to a page behind sign-in, or with a code that nobody can guess.")
