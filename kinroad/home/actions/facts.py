"""What a participant tells, with the permissions that follow from it."""

from typing import Any

from django.db import transaction

from kinroad.core.time import now
from kinroad.notifications.actions.permission import settle
from kinroad.people.actions import participants
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def change_facts(*, participant: Participant, by: Viewer, **told: Any) -> Participant:
    """As `people.actions.participants.change_facts`; what they allow now is written down as permissions."""
    mine = participants.change_facts(participant=participant, by=by, **told)
    settle(participant=mine, by=by, at=now())
    return mine
