"""Links that wait for the answer of a service."""

from datetime import datetime

from kinroad.core.ids import hash_of
from kinroad.core.tenancy import found_by_secret
from kinroad.people.models import Organization
from kinroad.resources.models import AnswerLink
from kinroad.resources.rules.referral import State


def waiting_link(secret: str, *, at: datetime, lock: bool = False) -> AnswerLink | None:
    """The link this secret opens now, or None: unknown, used, taken back and expired are alike, and so is one whose
    referral is over or whose participant has died."""
    rows = AnswerLink.objects.select_related("referral__participant", "organization")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    everywhere = Organization.objects.values("pk")  # every index begins with the organization
    found = rows.filter(
        organization__in=everywhere,
        secret_hash=hash_of(secret),
        answered_at=None,
        withdrawn_at=None,
        expires_at__gt=at,
        referral__state__in=[State.ACCEPTED, State.SENT, State.RECEIVED],
        referral__participant__died_on=None,
    ).first()
    return found and found_by_secret(found)
