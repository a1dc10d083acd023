"""What an administrator decides about a message that could not be sent, or of which nobody knows."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.tasks import later
from kinroad.notifications.models import Outgoing
from kinroad.people.rules.viewer import Viewer

State, Why = Outgoing.State, Outgoing.Why


def send_again(*, outgoing_id: UUID, by: Viewer, at: datetime) -> Outgoing:
    """Try it once more; everything is asked again before it goes. Raises ValidationError when its time is over."""

    def change(row: Outgoing) -> None:
        if row.use_until <= at:
            raise ValidationError(_("Its time is over. Let it go."))
        row.state, row.why, row.tries = State.WAITING, Why.NONE, 0
        row.due_at, row.ended_at = at, None
        later("notifications.tasks.send", row.pk)

    return _decide(outgoing_id, change, by=by, what="message.sent_again")


def mark_sent(*, outgoing_id: UUID, by: Viewer, at: datetime) -> Outgoing:
    """Somebody looked at the provider's own list: it went out."""

    def change(row: Outgoing) -> None:
        row.state, row.why, row.ended_at = State.SENT, Why.NONE, at

    return _decide(outgoing_id, change, by=by, what="message.marked_sent")


def let_go(*, outgoing_id: UUID, by: Viewer, at: datetime) -> Outgoing:
    """It is not sent, and nobody needs to look at it any more."""

    def change(row: Outgoing) -> None:
        row.state, row.why, row.ended_at = State.DROPPED, Why.LET_GO, at

    return _decide(outgoing_id, change, by=by, what="message.let_go")


DECISIONS = {"again": send_again, "sent": mark_sent, "let_go": let_go}


def decide(*, outgoing_id: UUID, decision: str, by: Viewer, at: datetime) -> Outgoing:
    """One of `DECISIONS`."""
    return DECISIONS[decision](outgoing_id=outgoing_id, by=by, at=at)


@transaction.atomic
def _decide(outgoing_id: UUID, change: Callable[[Outgoing], None], *, by: Viewer, what: str) -> Outgoing:
    rows = Outgoing.objects.select_for_update(of=("self",)).filter(organization_id=by.organization_id, pk=outgoing_id)
    row = rows.filter(state__in=[State.UNKNOWN, State.FAILED]).first()
    if row is None:
        raise ValidationError(_("This message has been looked at already."))
    change(row)
    row.save()
    audit.record(what=what, about=row, by=by, participant_id=row.participant_id)
    return row
