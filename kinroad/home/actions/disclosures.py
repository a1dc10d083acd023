"""An emergency disclosure is written down, and the participant is told discreetly."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kinroad.consent.actions.emergency import disclose_in_emergency as write_down
from kinroad.consent.models import Disclosure
from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import Outgoing, Words
from kinroad.people.models import Participant
from kinroad.people.queries.accounts import has_account
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def disclose_in_emergency(*, id: UUID, participant: Participant, by: Viewer, now: datetime, **facts: Any) -> Disclosure:
    """Raises what `consent.actions.emergency` raises."""
    row = write_down(id=id, participant=participant, by=by, now=now, **facts)
    tell_to_look(participant, key=f"emergency_disclosure:{row.pk}", link=reverse("home:me_disclosures"), by=by, at=now)
    return row


def tell_to_look(participant: Participant, *, key: str, link: str, by: Viewer, at: datetime) -> None:
    """By text, else by e-mail, as they allow: that there is something to look at, and nothing more."""
    if not has_account(participant.person_id, organization_id=participant.organization_id):
        return
    for channel in (Outgoing.Channel.TEXT, Outgoing.Channel.EMAIL):
        words = Words.LOOK_AGAIN
        if put(participant=participant, channel=channel, words=words, key=key, link=link, by=by, at=at):
            return
