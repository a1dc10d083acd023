"""Rosters, for those who handed them in."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from kinroad.core.time import now
from kinroad.interop.models import RosterImport, RosterRow
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer

SHOWN = 20
WORDS_SHOWN = 100


@dataclass(frozen=True)
class KeptWords:
    """Words of one line that we have no code for."""

    number: int
    heading: str
    words: str


def rosters_seen_by(viewer: Viewer) -> QuerySet[RosterImport]:
    """Rosters this viewer handed in, and those brought in from the command line; files still here only their own."""
    State = RosterImport.State
    mine = Q(handed_in_by=viewer.person_id)
    return (
        RosterImport.objects.filter(mine | Q(handed_in_by=None), organization_id=viewer.organization_id)
        .exclude(state=State.FORGOTTEN)
        .exclude(state=State.WAITING, handed_in_at__lt=now() - timedelta(hours=24))
        .defer("file")
        .order_by("-handed_in_at", "-pk")
    )


def get_roster(roster_id: UUID, *, viewer: Viewer) -> RosterImport:
    """One roster. Raises Http404, alike for an unknown one and for somebody else's."""
    found = rosters_seen_by(viewer).filter(pk=roster_id).first()
    if found is None:
        raise Http404
    return found


def kept_words(roster: RosterImport) -> list[KeptWords]:
    """Words that had no code when this roster came in, by line."""
    rows = RosterRow.objects.filter(organization_id=roster.organization_id, roster=roster).order_by("number")
    found = [
        KeptWords(row.number, heading, words)
        for row in rows
        for heading, words in json.loads(row.words or "{}").get("facts", {}).get("kept", ())
    ]
    return found[:WORDS_SHOWN]


def organization_of(viewer: Viewer) -> Organization:
    """The viewer's organization."""
    return Organization.objects.get(pk=viewer.organization_id)
