"""Tries that reached nobody, since somebody was last in touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from kinroad.coaching.models import Match, Try
from kinroad.people.models import Participant
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.shown import Shown, shown
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log.models import Line

MOST = 50


@dataclass(frozen=True, slots=True)
class Tried:
    """A line of a timeline: somebody reached out and nobody answered."""

    try_id: UUID
    at: datetime
    how: str
    person_id: UUID
    who: Shown

    @property
    def reached_nobody(self) -> bool:
        """So that a timeline draws it as what it is."""
        return True


def get_companion(participant_id: UUID, *, viewer: Viewer) -> Participant:
    """Someone this peer leader walks with now. Raises Http404, alike for everyone else."""
    walks = Match.objects.current().filter(
        organization_id=viewer.organization_id, peer_leader_id=viewer.peer_leader_id, participant=participant_id
    )
    seen = participants_seen_by(viewer).filter(died_on=None, pk=participant_id, pk__in=walks.values("participant"))
    found = seen.select_related("person").first() if viewer.peer_leader_id else None
    if found is None:
        raise Http404
    return found


def tries_since_in_touch(support: QuerySet[Line]) -> list[Subquery]:
    """For rows of matches: how many tries since this match began and since anybody gave support, and the last of them.

    `support` are the lines of the service log that count, whoever they are about.
    """
    in_touch = support.filter(
        organization_id=OuterRef("organization_id"), participant_id=OuterRef("participant_id"), on__gte=OuterRef("on")
    )
    tries = Try.objects.filter(
        ~Exists(in_touch),
        organization_id=OuterRef("organization_id"),
        participant_id=OuterRef("participant_id"),
        on__gte=OuterRef("started_on"),
    )
    counted = tries.order_by().values("participant_id").annotate(total=Count("on", distinct=True)).values("total")
    return [Subquery(counted), Subquery(tries.order_by("-on").values("on")[:1])]


def tries_made(participant: Participant, *, viewer: Viewer) -> tuple[int, date | None]:
    """How often the viewer's side tried to reach one participant since they were in touch, and the last day."""
    rows = Match.objects.current().filter(
        organization_id=viewer.organization_id, peer_leader_id=viewer.peer_leader_id, participant=participant
    )
    found = rows.values_list(*tries_since_in_touch(support_that_counts())).first()
    return (found[0] or 0, found[1]) if found else (0, None)


def support_that_counts() -> QuerySet[Line]:
    """Lines of the service log that say someone was given support, and were not reversed later."""
    reversed_later = Line.objects.filter(
        organization_id=OuterRef("organization_id"),
        occasion=OuterRef("occasion"),
        participant_id=OuterRef("participant_id"),
        sign=-1,
        on=OuterRef("on"),
        written_at__gt=OuterRef("written_at"),
    )
    return Line.objects.filter(~Exists(reversed_later), sign=1)


def tried(
    participant_ids: Sequence[UUID], *, organization_id: UUID, after: datetime | None, until: datetime | None
) -> list[Tried]:
    """The tries between two moments, newest first (at most 50). The caller has checked sight."""
    rows = Try.objects.filter(organization_id=organization_id, participant__in=participant_ids)
    if after is not None:
        rows = rows.filter(at__gt=after)
    if until is not None:
        rows = rows.filter(at__lte=until)
    found = rows.order_by("-at", "-pk").values_list(
        "pk", "at", "how", "peer_leader__person_id", "peer_leader__person__called", "peer_leader__title"
    )[:MOST]
    return [
        Tried(pk, at, how, person_id, shown(person_id, called, title))
        for pk, at, how, person_id, called, title in found
    ]
