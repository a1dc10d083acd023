"""Whether the clock may be trusted with what cannot be undone: one that leapt ahead must not empty records.

A machine comes up with a wrong year now and then. A small file in the data says when the worker looked last.
"""

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

from kinroad.config.environment import data_folder

logger = logging.getLogger("kinroad.clock")
LEAP = timedelta(days=3)  # longer than a weekend switched off is a leap, until a day has passed
WAITS = timedelta(hours=20)  # somebody has until the next daily round to put it right


def clock_file() -> Path:
    return data_folder() / "clock"


def look(*, at: datetime) -> None:
    """The worker looks once a minute, and notes what the clock says and whether it leapt."""
    seen, leapt = _noted()
    if seen is None or at - seen > LEAP:
        leapt = at
        if seen is not None:
            logger.warning(
                "The clock is %s days ahead of the last look. Nothing is purged for a day: is it right?",
                (at - seen).days,
            )
    elif leapt is not None and not leapt <= at < leapt + WAITS:  # a day has passed, or it was put back
        leapt = None
    told = {"seen": at.isoformat(), "leapt": leapt.isoformat() if leapt else None}
    clock_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    clock_file().write_text(json.dumps(told))


def is_trusted(*, at: datetime) -> bool:
    """Whether nothing speaks against what the clock says. Where nobody ever looked, nothing does."""
    seen, leapt = _noted()
    return leapt is None and (seen is None or at - seen <= LEAP)


def _noted() -> tuple[datetime | None, datetime | None]:
    try:
        told = json.loads(clock_file().read_text())
        return datetime.fromisoformat(told["seen"]), datetime.fromisoformat(told["leapt"]) if told["leapt"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None, None
