"""Signing what nobody may change unseen: HMAC-SHA256 under a key that stands in `KINROAD_KEYS` and in no database.

The keys are `audit-<number>.key` (32 bytes): the highest number signs, all of them check. A signature is the number
of its key and the digest, so that a new key leaves what stands as it is.
"""

import hmac
from functools import cache
from pathlib import Path

from django.conf import settings

from kinroad.core.seal import CannotOpen

NUMBER_BYTES = 2
SIGNATURE_BYTES = NUMBER_BYTES + 32


@cache
def _keys(folder: str) -> dict[int, bytes]:
    return {int(path.stem.split("-")[1]): path.read_bytes() for path in Path(folder).glob("audit-*.key")}


def _keys_of(number: int | None = None) -> dict[int, bytes]:
    """The keys as they were read once; read again when this number, or any key at all, is not among them."""
    folder = str(settings.KINROAD_KEYS)
    found = _keys(folder)
    if not found or (number is not None and number not in found):
        _keys.cache_clear()
        found = _keys(folder)
    if not found:
        raise CannotOpen(f"There is no audit key in {folder}. Put the folder of keys back, or start with `kinroad up`.")
    return found


def sign(message: bytes) -> bytes:
    """The signature of `message` under the newest key."""
    keys = _keys_of()
    number = max(keys)
    return number.to_bytes(NUMBER_BYTES, "big") + hmac.digest(keys[number], message, "sha256")


def is_signed(message: bytes, signature: bytes) -> bool:
    """Whether this is the signature of `message`. Raises CannotOpen when the key that made it is missing."""
    number = int.from_bytes(signature[:NUMBER_BYTES], "big")
    keys = _keys_of(number)
    if number not in keys:
        raise CannotOpen(f"Audit key {number} is missing.")
    return hmac.compare_digest(hmac.digest(keys[number], message, "sha256"), signature[NUMBER_BYTES:])
