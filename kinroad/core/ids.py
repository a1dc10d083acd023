"""Identifiers that say nothing: UUIDv7, made here and never counted."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of UTC milliseconds, then 74 random bits.

    Ordered by the moment it was made, not guessable, and safe to make on any machine.
    Python has its own from 3.14.
    """
    milliseconds = time.time_ns() // 1_000_000
    random_bits = secrets.randbits(74)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (random_bits >> 62) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    return UUID(int=value)
