"""The directory for other programs: what anybody may read, in as many queries for one as for a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kinroad.resources.models import (
    Accessibility,
    Agency,
    CostOption,
    Language,
    Location,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Tag,
)

MOST_PLACES = 500
"""Places told within one service: more are read from the list of services at locations."""
Owned = dict[UUID, list[Any]]


def services(*, organization_id: UUID, code: str = "", agency_id: UUID | None = None) -> QuerySet[Service]:
    """Services that somebody can be sent to somewhere, by id; of one word of the taxonomy, of one agency."""
    here = {"organization": organization_id}
    places = ServiceAtLocation.objects.listed().filter(service=OuterRef("pk"), **here)
    if code:
        places = places.filter(Exists(Tag.objects.filter(service_at_location=OuterRef("pk"), code=code, **here)))
    rows = Service.objects.filter(Exists(places), **here)
    if agency_id:
        rows = rows.filter(agency=agency_id)
    return rows.select_related("agency").order_by("id")


def agencies(*, organization_id: UUID) -> QuerySet[Agency]:
    """Agencies with such services, by id."""
    listed = ServiceAtLocation.objects.listed().filter(service__agency=OuterRef("pk"), organization=organization_id)
    return Agency.objects.filter(Exists(listed), organization=organization_id).order_by("id")


def places(*, organization_id: UUID, code: str = "") -> QuerySet[ServiceAtLocation]:
    """Services at their locations, by id."""
    rows = ServiceAtLocation.objects.listed().filter(organization=organization_id)
    if code:
        tagged = Tag.objects.filter(service_at_location=OuterRef("pk"), code=code, organization=organization_id)
        rows = rows.filter(Exists(tagged))
    return rows.select_related("service__agency", "location").order_by("id")


@dataclass
class Told:
    """What belongs to some services: their places, and every part by the row that it hangs on.

    Nothing of a confidential location is among them: its phones and languages could lead to its door as well.
    """

    places: dict[UUID, list[ServiceAtLocation]] = field(default_factory=lambda: defaultdict(list))
    phones: Owned = field(default_factory=lambda: defaultdict(list))
    schedules: Owned = field(default_factory=lambda: defaultdict(list))
    tags: Owned = field(default_factory=lambda: defaultdict(list))
    languages: Owned = field(default_factory=lambda: defaultdict(list))
    costs: Owned = field(default_factory=lambda: defaultdict(list))
    documents: Owned = field(default_factory=lambda: defaultdict(list))
    areas: Owned = field(default_factory=lambda: defaultdict(list))
    accessibility: Owned = field(default_factory=lambda: defaultdict(list))


def told_of(listed: Sequence[Service], *, organization_id: UUID, place: ServiceAtLocation | None = None) -> Told:
    """Everything that hangs on these services; of their places all, or `place` alone."""
    told, here = Told(), {"organization": organization_id}
    ids = [service.pk for service in listed]
    found = (
        [place]
        if place
        else list(places(organization_id=organization_id).filter(service__in=ids)[: MOST_PLACES * len(ids)])
    )
    for each in found:
        if len(told.places[each.service_id]) < MOST_PLACES:
            told.places[each.service_id].append(each)
    shown = [each for of in told.places.values() for each in of]
    place_ids = [each.pk for each in shown]
    open_ids = [location.pk for location in (open_location(each) for each in shown) if location is not None]
    agency_ids = [service.agency_id for service in listed]
    owners = (
        Q(service__in=ids) | Q(service_at_location__in=place_ids) | Q(location__in=open_ids) | Q(agency__in=agency_ids)
    )
    for phone in Phone.objects.filter(owners, **here).order_by("id"):
        owner = phone.service_at_location_id or phone.service_id or phone.location_id or phone.agency_id
        told.phones[cast(UUID, owner)].append(phone)
    for language in Language.objects.filter(Q(service__in=ids) | Q(location__in=open_ids), **here).order_by("id"):
        told.languages[cast(UUID, language.service_id or language.location_id)].append(language)
    _gather(told.schedules, Schedule, "service_at_location", place_ids, here)
    _gather(told.tags, Tag, "service_at_location", place_ids, here)
    _gather(told.costs, CostOption, "service", ids, here)
    _gather(told.documents, RequiredDocument, "service", ids, here)
    _gather(told.areas, ServiceArea, "service", ids, here)
    _gather(told.accessibility, Accessibility, "location", open_ids, here)
    return told


def _gather(owned: Owned, model: Any, owner: str, ids: Iterable[UUID], here: dict[str, UUID]) -> None:
    for row in model.objects.filter(**{f"{owner}__in": ids}, **here).order_by("id"):
        owned[getattr(row, f"{owner}_id")].append(row)


def open_location(place: ServiceAtLocation) -> Location | None:
    """Where a place is, when that may be said to anybody."""
    return place.location if place.location is not None and not place.location.confidential else None
