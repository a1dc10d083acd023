"""Whether a page that was drawn still says what stands."""

import hashlib
from collections.abc import Iterable


def fingerprint(values: Iterable[object]) -> str:
    """A short mark of these values. A form carries it, so that nobody overwrites what they have not seen."""
    return hashlib.sha256(repr([getattr(each, "pk", each) or None for each in values]).encode()).hexdigest()[:16]
