"""What became of messages, by what they were for."""

from collections.abc import Iterable
from uuid import UUID

from kinroad.notifications.models import Outgoing

State = Outgoing.State
ON_ITS_WAY = (State.WAITING, State.SENDING, State.SENT)


def on_their_way(keys: Iterable[str], *, organization_id: UUID) -> set[str]:
    """Which of these keys have a message that was sent, or will be. One question; without keys none."""
    wanted = [key for key in keys if key]
    if not wanted:
        return set()
    rows = Outgoing.objects.filter(organization_id=organization_id, key__in=wanted, state__in=ON_ITS_WAY)
    return set(rows.values_list("key", flat=True))
