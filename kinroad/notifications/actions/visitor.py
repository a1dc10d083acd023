"""Messages to somebody without a record, who gave us a number or an address for one thing; and taking messages back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.notifications.actions.outbox import keep
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.queries.permission import is_stopped, key_of
from kinroad.notifications.queries.providers import is_offered
from kinroad.notifications.rules.links import carries_a_code
from kinroad.notifications.rules.window import next_allowed
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def put_for_visitor(
    *,
    organization: Organization,
    number: str,
    channel: str,
    words: str,
    key: str,
    zone: str,
    language: str,
    use_until: datetime,
    by: Viewer,
    at: datetime,
    link: str = "",
) -> Outgoing | None:
    """Put one message into the outbox for somebody who has no record. None when it cannot go out in time.

    The caller keeps what they were shown when they said yes, and asks for nothing beyond it. `number` is E.164 or an
    address, `zone` the IANA name whose hours hold (8:00 to 21:00), `link` a path with an unguessable code. A number
    that asked us to stop gets nothing, whatever was ticked beside it.
    """
    if link and not carries_a_code(link):
        raise ValueError("Somebody without an account opens a link only with a code that nobody can guess.")
    met = Outgoing.objects.filter(organization=organization, key=key).first()
    if met is not None:
        return met
    due = next_allowed(at, zone=zone)
    stopped = channel == Outgoing.Channel.TEXT and is_stopped(number, organization.pk)
    if stopped or due is None or due > use_until or not is_offered(organization, channel):
        return None
    row = Outgoing(
        id=uuid7(),
        organization=organization,
        key=key,
        channel=channel,
        number=number,
        number_key=key_of(number, channel, organization.pk),
        words=Words(words),
        language=language,
        link=link or None,
        zone=zone,
        put_at=at,
        due_at=due,
        use_until=use_until,
    )
    return keep(row, by=by)


@transaction.atomic
def take_back(*, organization_id: UUID, keys: Iterable[str], by: Viewer, at: datetime) -> int:
    """What these keys put into the outbox is not needed any more: what still waits is not sent. Answers how many."""
    rows = Outgoing.objects.select_for_update(of=("self",)).filter(
        organization_id=organization_id, key__in=list(keys), state=Outgoing.State.WAITING
    )
    taken = list(rows.order_by("pk"))
    for row in taken:
        row.state, row.why, row.ended_at = Outgoing.State.DROPPED, Outgoing.Why.NOT_NEEDED, at
        row.save()
        audit.record(what="message.taken_back", about=row, by=by, participant_id=row.participant_id)
    return len(taken)


@transaction.atomic
def forget_visitors(*, organization_id: UUID, before: datetime) -> int:
    """Erase the messages to people without a record that were put here `before`. Answers how many."""
    rows = Outgoing.objects.filter(organization_id=organization_id, participant=None, put_at__lt=before)
    erased, _each = rows.exclude(zone="").exclude(ended_at=None).delete()
    return erased
