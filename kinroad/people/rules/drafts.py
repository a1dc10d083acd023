"""Which draft is whose."""

import hashlib
from uuid import UUID


def draft_key(*, form: str, about: UUID | str | None, owner: UUID | str) -> str:
    """The key of a draft: a hash of whose it is, which form, and whom it is about."""
    return hashlib.sha256(f"{owner}|{form}|{about or ''}".encode()).hexdigest()
