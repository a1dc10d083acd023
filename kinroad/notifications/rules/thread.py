"""How much of what was written before somebody may read."""

from collections.abc import Iterable
from datetime import datetime


def from_when(reasons: Iterable[tuple[str, datetime, bool]]) -> datetime | None:
    """From which moment on somebody reads the messages with a participant, None for all of them.

    `reasons`: why they may see the participant, since when, and whether the participant gave them (or whom they
    supervise) everything. Whoever coordinates reads all of it: the messages belong to the organization. Whoever walks
    with the participant, supervises that, or helped them start reads from then on, unless the participant says more.
    """
    moments = []
    for why, since, everything in reasons:
        if why == "coordination" or everything:
            return None
        moments.append(since)
    return min(moments) if moments else None
