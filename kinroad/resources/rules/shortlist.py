"""A short list: how long it is, and what its link looks like."""

import re
from collections.abc import Iterable
from uuid import UUID

MOST_PLACES = 12
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def as_secret(text: str) -> str:
    """The secret of a list as somebody's address carries it; empty when it cannot be one."""
    return text if _SECRET.fullmatch(text) else ""


def chosen_ids(*lists: Iterable[str]) -> list[UUID]:
    """Ids in their order, each once, at most so many; what is no id is left out."""
    found: dict[UUID, None] = {}
    for text in (text for one in lists for text in one):
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)[:MOST_PLACES]
