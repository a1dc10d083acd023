"""What a program sends twice under one `Idempotency-Key` is done once (docs/adr/0052).

A claim stands in the shared cache: only where the first answer led is kept, sealed, and of what was sent a keyed mark.
"""

import json
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from kinroad.core.seal import CannotOpen, seal, unseal

SALT = "kinroad.sent_again"
KEPT = 24 * 60 * 60  # seconds a first answer is given again
IN_FLIGHT = 60  # seconds after which what was cut off may be sent again: the id of the form meets what it made


class Found(Enum):
    """What stands under the key."""

    NOTHING = auto()  # it is ours now
    IN_FLIGHT = auto()
    OTHER = auto()  # something else was sent under it
    DONE = auto()


@dataclass(frozen=True)
class Claim:
    """The place of one key of one account, and the mark of what was sent under it."""

    place: str
    mark: str


def claim_of(*, account_id: UUID, organization_id: UUID, key: str, sent: bytes) -> Claim:
    place = salted_hmac(SALT, f"{organization_id} {account_id} {key}", algorithm="sha256").hexdigest()
    return Claim(f"sent-again-{place}", salted_hmac(SALT, sent, algorithm="sha256").hexdigest())


def begin(claim: Claim) -> tuple[Found, str]:
    """Take the key, or answer what stands there and where the first answer led. Of many at once one takes it."""
    if cache.add(claim.place, (claim.mark, None), IN_FLIGHT):
        return Found.NOTHING, ""
    mark, answer = cache.get(claim.place) or (claim.mark, None)
    if mark != claim.mark:
        return Found.OTHER, ""
    try:
        return (Found.DONE, json.loads(unseal(answer, place=claim.place.encode()))) if answer else (Found.IN_FLIGHT, "")
    except CannotOpen:
        return Found.IN_FLIGHT, ""


def done(claim: Claim, *, leads_to: str) -> None:
    """It was saved, and this is where its answer leads."""
    kept = seal(json.dumps(leads_to), place=claim.place.encode())
    cache.set(claim.place, (claim.mark, kept), KEPT)


def not_done(claim: Claim) -> None:
    """Nothing was saved: what is sent next under this key may say something else."""
    cache.delete(claim.place)
