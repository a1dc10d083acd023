"""Lines that may tell the same place, side by side for an editor."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Double, Phone, ServiceAtLocation, Tag

SHOWN = 10
DECIDED = 10
ONE = ("first__service__agency", "first__location", "first__source")
OTHER = ("second__service__agency", "second__location", "second__source")


@dataclass(frozen=True, slots=True)
class Side:
    """One line as its list tells it. `address` is empty for a confidential place."""

    place: ServiceAtLocation
    source: str
    address: str
    phones: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question to an editor, or what was answered."""

    id: UUID
    first: Side
    second: Side
    why: tuple[str, ...]
    state: str
    decided_at: datetime | None
    is_first_kept: bool


def waiting(viewer: Viewer) -> tuple[list[Pair], int]:
    """The likeliest pairs that nobody decided yet, and how many there are."""
    here = {"organization": viewer.organization_id}
    listed = ServiceAtLocation.objects.listed().filter(**here).values("pk")
    open_ones = Double.objects.filter(state=Double.State.PROPOSED, first__in=listed, second__in=listed, **here)
    rows = open_ones.order_by("-score", "id")
    return _pairs(list(rows.select_related(*ONE, *OTHER)[:SHOWN]), viewer), rows.count()


def decided(viewer: Viewer) -> list[Pair]:
    """What was decided last."""
    rows = Double.objects.filter(organization=viewer.organization_id).exclude(state=Double.State.PROPOSED)
    return _pairs(list(rows.select_related(*ONE, *OTHER).order_by("-decided_at", "id")[:DECIDED]), viewer)


def get_double(id: UUID, *, viewer: Viewer) -> Double:
    """A pair of this organization; Http404 otherwise."""
    found = Double.objects.filter(organization=viewer.organization_id, pk=id).first()
    if found is None:
        raise Http404
    return found


def _pairs(rows: list[Double], viewer: Viewer) -> list[Pair]:
    here = {"organization": viewer.organization_id}
    places = [place for row in rows for place in (row.first, row.second)]
    phones, tags = defaultdict(list), defaultdict(list)
    owners = Q(service_at_location__in=places) | Q(service__in=[place.service_id for place in places])
    for phone in Phone.objects.filter(owners, lent_by=None, **here).order_by("id"):
        phones[phone.service_at_location_id or phone.service_id].append(phone.number)
    for of, code in Tag.objects.filter(service_at_location__in=places, lent_by=None, **here).values_list(
        "service_at_location", "code"
    ):
        tags[of].append(code)

    def side(place: ServiceAtLocation) -> Side:
        return Side(
            place=place, source=place.source.name if place.source else "",
            address=place.location.address if place.location else "",
            phones=tuple(dict.fromkeys([*phones[place.pk], *phones[place.service_id]])), tags=tuple(tags[place.pk]),
        )  # fmt: skip

    return [
        Pair(
            id=row.pk, first=side(row.first), second=side(row.second), why=tuple(row.why), state=row.state,
            decided_at=row.decided_at, is_first_kept=row.first.joined_into_id is None,
        )
        for row in rows
    ]  # fmt: skip
