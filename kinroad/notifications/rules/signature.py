"""Whether a provider's news are its own: the signature over address and fields (X-Twilio-Signature).

Base64 of HMAC-SHA1 with the account's secret over the full address followed by every field's name and value, by name.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable


def signature(address: str, fields: Iterable[tuple[str, str]], *, secret: str) -> str:
    """What the provider writes under these fields sent to this address."""
    said = address + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.new(secret.encode(), said.encode(), hashlib.sha1).digest()).decode()


def is_signed(given: str, address: str, fields: Iterable[tuple[str, str]], *, secret: str) -> bool:
    """Whether the signature fits, compared in constant time. Without a secret nothing is signed."""
    wanted = signature(address, fields, secret=secret)
    return bool(secret) and hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))
