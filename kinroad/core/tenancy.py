"""In which organization the work at hand is done. A request is confined to one; the database holds it to that.

`inside` confines; `everywhere` is the door out of it, for what has to look across organizations (its uses stand on a
written list, core/tests/test_tenancy.py). Work that no request began (the worker, commands) is everywhere, but not in a
process that serves pages: what forgets to say where it works is nowhere there, and meets no row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar
from uuid import UUID

from django.http import Http404

EVERYWHERE = "everywhere"
NOWHERE = ""

_here: ContextVar[UUID | str | None] = ContextVar("organization_here", default=None)
_unless_said = EVERYWHERE


class AnotherOrganization(Http404):
    """A row of another organization was met: to whoever asked, it does not exist."""


def here() -> UUID | str:
    """The id of the organization, `NOWHERE` or `EVERYWHERE`."""
    at = _here.get()
    return _unless_said if at is None else at


def close_the_house() -> None:
    """In this process, what does not say where it works is nowhere."""
    global _unless_said
    _unless_said = NOWHERE


def enter(organization_id: UUID | None) -> None:
    """Go into this organization, or nowhere, until the `inside` or `everywhere` around it ends."""
    _here.set(organization_id or NOWHERE)


def leave() -> None:
    """Be everywhere, until a secret says whose it is (`found_by_secret`) or the `inside` around it ends."""
    _here.set(EVERYWHERE)


class OfAnOrganization(Protocol):
    """A row that says whose it is."""

    organization_id: UUID


Row = TypeVar("Row", bound=OfAnOrganization)


def found_by_secret(row: Row) -> Row:
    """The row that a secret or a provider's number named: what the request asks from now on stays inside its
    organization. A request that was confined already stays where it is.
    """
    if _here.get() == EVERYWHERE:
        _here.set(row.organization_id)
    return row


@contextmanager
def inside(organization_id: UUID | None) -> Iterator[None]:
    """What stands inside meets rows of this organization only; without one, none at all."""
    before = _here.set(organization_id or NOWHERE)
    try:
        yield
    finally:
        _here.reset(before)


@contextmanager
def everywhere() -> Iterator[None]:
    """What stands inside meets rows of every organization."""
    before = _here.set(EVERYWHERE)
    try:
        yield
    finally:
        _here.reset(before)


def refuse_another(organization_id: object) -> None:
    """Raise AnotherOrganization when a row of this organization has no business here."""
    at = here()
    if at is not EVERYWHERE and organization_id != at:
        raise AnotherOrganization
