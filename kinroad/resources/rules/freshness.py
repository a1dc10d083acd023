"""Whether what we say of a place can still be trusted."""

from datetime import date, timedelta
from enum import StrEnum


class Doubt(StrEnum):
    """Why an editor should look at a place, the most pressing first."""

    REPORTED = "reported"
    DOUBTFUL = "doubtful"
    NEVER = "never"
    DUE = "due"


def due_on(verified_on: date, *, days: int) -> date:
    """The day on which somebody should look again: so many days after somebody last did."""
    return verified_on + timedelta(days=days)


def is_due(due: date | None, *, today: date) -> bool:
    """A place that nobody ever checked has no day, and is due now."""
    return due is None or due <= today


def becomes_doubtful(*, reports: int, enough: int) -> bool:
    """Whether so many people said it is wrong that the finder says so too, before an editor could look."""
    return reports >= enough


def why_look(*, reports: int, doubtful: bool, verified_on: date | None, due: date | None, today: date) -> Doubt | None:
    """The first reason to look at a place; None while it can be trusted."""
    if reports:
        return Doubt.REPORTED
    if doubtful:
        return Doubt.DOUBTFUL
    if verified_on is None:
        return Doubt.NEVER
    return Doubt.DUE if is_due(due, today=today) else None
