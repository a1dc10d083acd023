"""Codes that an app makes every half minute (RFC 6238: SHA-1, 6 digits, 30 seconds)."""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DIGITS = 6
SECRET_BYTES = 20
EARLIER_AND_LATER = 1  # steps a clock may be off


def new_secret() -> str:
    """A secret for one app, as apps take it: base 32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(step: int, secret: str) -> str:
    """The code of one half minute, counted from 1970."""
    told = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    place = told[-1] & 0x0F
    number = int.from_bytes(told[place : place + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(code: str, *, secret: str, seconds: float, used: int) -> int | None:
    """The half minute this code belongs to, this one or a neighbour; None when it is wrong, or was used.

    `seconds` since 1970. A code counts once: nothing at or before the step `used` is taken again.
    """
    here = int(seconds) // STEP
    typed = "".join(each for each in code if each.isdigit())
    found = None
    for step in range(here - EARLIER_AND_LATER, here + EARLIER_AND_LATER + 1):
        if hmac.compare_digest(code_at(step, secret), typed) and step > used:
            found = step
    return found


def link_of(*, secret: str, issuer: str, name: str) -> str:
    """What stands in the picture an app reads."""
    label = quote(f"{issuer}:{name}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def in_fours(secret: str) -> str:
    """A secret as it can be typed: in groups of four."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
