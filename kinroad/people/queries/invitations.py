"""Ways in that wait to be used."""

import hashlib

from django.db.models import Exists, OuterRef

from kinroad.core.tenancy import found_by_secret
from kinroad.core.time import now
from kinroad.people.models import Invitation, Participant, Why
from kinroad.people.queries.circle import why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer


def hash_of(secret: str) -> str:
    """What stands in the database for a secret link or code."""
    return hashlib.sha256(secret.strip().encode()).hexdigest()


def waiting_invitation(secret: str, *, lock: bool = False) -> Invitation | None:
    """The invitation this secret opens now, or None: unknown, used, withdrawn, expired and of the dead are alike.

    With `lock`, inside a transaction, nobody else uses it up at the same moment.
    """
    died = Participant.objects.filter(
        organization_id=OuterRef("organization_id"), person_id=OuterRef("person_id"), died_on__isnull=False
    )
    rows = Invitation.objects.filter(~Exists(died)).select_related("person", "organization")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(secret_hash=hash_of(secret), used_at=None, withdrawn_at=None).first()
    return found_by_secret(found) if found is not None and found.expires_at > now() else None


def may_invite(participant: Participant, *, viewer: Viewer) -> bool:
    """Whether this viewer hands the participant the way to their own pages: who coordinates, or walks with them."""
    if participant.died_on is not None:
        return False
    return viewer.has(*COORDINATING_ROLES) or why_seen(participant, viewer=viewer) == Why.MATCH
