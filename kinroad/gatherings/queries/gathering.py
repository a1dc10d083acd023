"""Gatherings as those see them who manage them: coordinators all of them, a peer leader those they lead."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from kinroad.gatherings.models import Facilitator, Gathering, Session, State
from kinroad.people.models import Site
from kinroad.people.queries.places import open_sites
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer

A_PAGE = 25


@dataclass(frozen=True)
class Row:
    """A gathering in the list, with its next session, or none."""

    gathering: Gathering
    next: Session | None


@dataclass(frozen=True)
class Rows:
    """A page of the list, and what to go on from."""

    rows: list[Row]
    after: UUID | None = None


def settles(viewer: Viewer) -> bool:
    """Whether this viewer plans gatherings and says who leads them."""
    return viewer.has(*COORDINATING_ROLES)


def managed_by(viewer: Viewer) -> QuerySet[Gathering]:
    """The gatherings this viewer may manage."""
    here = Gathering.objects.filter(organization_id=viewer.organization_id)
    if settles(viewer):
        return here
    return led_by(viewer) if viewer.has(Role.PEER_LEADER) else here.none()


def led_by(viewer: Viewer) -> QuerySet[Gathering]:
    """The gatherings this viewer leads now, as facilitator or co-lead."""
    leads = Facilitator.objects.filter(
        organization_id=viewer.organization_id, gathering=OuterRef("pk"), person_id=viewer.who, ended_on=None
    )
    return Gathering.objects.filter(Exists(leads), organization_id=viewer.organization_id)


def get_gathering(gathering_id: UUID, *, viewer: Viewer) -> Gathering:
    """A gathering this viewer manages. Raises Http404, alike for an unknown one and for one of others."""
    found = managed_by(viewer).select_related("site", "program", "curriculum").filter(pk=gathering_id).first()
    if found is None:
        raise Http404
    return found


def running(viewer: Viewer, *, at: datetime, after: UUID | None = None) -> Rows:
    """Gatherings with a session to come, the next one first; `after` is the last one shown before."""
    rows = _with_next(viewer, at=at).exclude(next_at=None).order_by("next_at", "pk")
    last = _with_next(viewer, at=at).filter(pk=after).first() if after else None
    if last is not None and last.next_at:
        rows = rows.filter(Q(next_at__gt=last.next_at) | Q(next_at=last.next_at, pk__gt=last.pk))
    return _page(rows)


def over(viewer: Viewer, *, at: datetime, after: UUID | None = None) -> Rows:
    """Gatherings without a session to come, the newest first."""
    rows = _with_next(viewer, at=at).filter(next_at=None).order_by("-pk")
    return _page(rows.filter(pk__lt=after) if after else rows)


def _with_next(viewer: Viewer, *, at: datetime) -> QuerySet[Any]:
    coming = Session.objects.filter(
        organization_id=OuterRef("organization_id"), gathering=OuterRef("pk"), ends_at__gt=at, state=State.PLANNED
    ).order_by("starts_at", "pk")
    return managed_by(viewer).annotate(
        next_at=Subquery(coming.values("starts_at")[:1]), next_id=Subquery(coming.values("pk")[:1])
    )


def _page(rows: QuerySet[Any]) -> Rows:
    found = list(rows.select_related("site")[: A_PAGE + 1])
    ids = [each.next_id for each in found if each.next_id]
    sessions = Session.objects.in_bulk(ids)
    shown = [Row(each, sessions.get(each.next_id)) for each in found[:A_PAGE]]
    return Rows(shown, found[A_PAGE - 1].pk if len(found) > A_PAGE else None)


def places_for(viewer: Viewer, *, gathering: Gathering | None = None) -> list[Site]:
    """The open sites, and the one where this gathering is."""
    sites = list(open_sites(viewer))
    here = gathering.site if gathering else None
    return sites if here is None or here in sites else [here, *sites]
