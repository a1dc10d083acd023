"""What a page and a list show of places. Nothing of a confidential address is read here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404

from kinroad.people.models import Organization, RoleHeld, Site
from kinroad.resources.models import (
    Accessibility,
    CostOption,
    Language,
    Location,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    State,
    Tag,
)
from kinroad.resources.queries.hours import as_hours
from kinroad.resources.rules.opening import Opening, opening

ENDED = (Service.Status.INACTIVE, Service.Status.DEFUNCT)
MOST_SITES = 6


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in a list. `hours` are the agency's own words, where it says them so."""

    place: ServiceAtLocation
    codes: tuple[str, ...]
    phone: str
    extension: str
    opening: Opening
    street: str

    @property
    def id(self) -> UUID:
        return self.place.pk


@dataclass(frozen=True, slots=True)
class PlacePage:
    """All that the page of one place prints."""

    place: ServiceAtLocation
    location: Location | None
    codes: tuple[str, ...]
    phones: tuple[Phone, ...]
    schedules: tuple[Schedule, ...]
    opening: Opening
    languages: tuple[Language, ...]
    costs: tuple[CostOption, ...]
    documents: tuple[RequiredDocument, ...]
    areas: tuple[ServiceArea, ...]
    accessibility: tuple[Accessibility, ...]
    verified_role: str = ""
    elsewhere: tuple[tuple[UUID, str], ...] = field(default=())

    @property
    def is_closed(self) -> bool:
        return self.place.state == State.CLOSED or self.place.service.status in ENDED


def lines_of(ids: Iterable[UUID], *, organization_id: UUID, at: datetime) -> list[PlaceLine]:
    """Lines in the order of the ids; a place that was joined into another shows as that one, what is gone not at all.

    Five questions to the database.
    """
    wanted = list(dict.fromkeys(ids))
    here = {"organization_id": organization_id}
    joined = ServiceAtLocation.objects.filter(id__in=wanted, joined_into__isnull=False, **here)
    became = dict(joined.values_list("id", "joined_into_id"))
    now_are = list(dict.fromkeys(became.get(id, id) for id in wanted))
    places = {
        place.pk: place
        for place in ServiceAtLocation.objects.filter(id__in=now_are, vanished_at=None, **here).select_related(
            "service", "location"
        )
    }
    codes: dict[UUID, list[str]] = defaultdict(list)
    for id, code in Tag.objects.filter(service_at_location__in=places, **here).values_list(
        "service_at_location_id", "code"
    ):
        codes[id].append(code)
    schedules = _schedules(places, organization_id)
    phones = _phones(places.values(), organization_id)
    return [
        PlaceLine(
            place=places[id],
            codes=tuple(sorted(codes[id])),
            phone=phones[id][0].number if phones[id] else "",
            extension=phones[id][0].extension if phones[id] else "",
            opening=opening(map(as_hours, schedules[id]), zone=places[id].zone, at=at),
            street=_street(places[id].location),
        )
        for id in now_are
        if id in places
    ]


def _street(location: Location | None) -> str:
    return "" if location is None or location.confidential else location.street


def _schedules(places: Iterable[UUID], organization_id: UUID) -> dict[UUID, list[Schedule]]:
    found: dict[UUID, list[Schedule]] = defaultdict(list)
    for row in Schedule.objects.filter(organization_id=organization_id, service_at_location__in=list(places)).order_by(
        "id"
    ):
        found[row.service_at_location_id].append(row)
    return found


def _phones(places: Iterable[ServiceAtLocation], organization_id: UUID) -> dict[UUID, list[Phone]]:
    """Numbers of a place, the nearest to it first: its own, its service's, its location's, its agency's.

    The number of a confidential location could lead to its door, so it stays out.
    """
    rows = list(places)
    phones = Phone.objects.filter(organization_id=organization_id).order_by("id")
    own, service, location, agency = (defaultdict(list) for _each in range(4))
    wanted = (
        phones.filter(service_at_location__in=[row.pk for row in rows])
        | phones.filter(service__in={row.service_id for row in rows})
        | phones.filter(location__in={row.location_id for row in rows if row.location_id})
        | phones.filter(agency__in={row.service.agency_id for row in rows})
    )
    for each in wanted:
        own[each.service_at_location_id].append(each)
        service[each.service_id].append(each)
        location[each.location_id].append(each)
        agency[each.agency_id].append(each)
    return {
        row.pk: [
            *own[row.pk],
            *service[row.service_id],
            *(location[row.location_id] if row.location and not row.location.confidential else []),
            *agency[row.service.agency_id],
        ]
        for row in rows
    }


def place_at(place_id: UUID, *, organization_id: UUID, at: datetime) -> PlacePage:
    """One place. Raises Http404 for one that is not in this directory, or no longer."""
    here = {"organization_id": organization_id}
    places = ServiceAtLocation.objects.filter(vanished_at=None, **here)
    place = places.select_related("service__agency", "location").filter(pk=place_id).first()
    if place is None:
        raise Http404
    service, location = place.service, place.location
    shown = location if location and not location.confidential else None
    phones = {each.number: each for each in reversed(_phones([place], organization_id)[place.pk])}
    schedules = tuple(_schedules([place.pk], organization_id)[place.pk])
    spoken = Language.objects.filter(service=service, **here)
    if location:
        spoken |= Language.objects.filter(location=location, **here)
    return PlacePage(
        place=place,
        location=shown,
        codes=tuple(Tag.objects.filter(service_at_location=place, **here).values_list("code", flat=True)),
        phones=tuple(reversed(phones.values())),
        schedules=schedules,
        opening=opening(map(as_hours, schedules), zone=place.zone, at=at),
        languages=tuple({each.code or each.name: each for each in spoken.order_by("id")}.values()),
        costs=tuple(CostOption.objects.filter(service=service, **here).order_by("id")),
        documents=tuple(RequiredDocument.objects.filter(service=service, **here).order_by("id")),
        areas=tuple(ServiceArea.objects.filter(service=service, **here).order_by("id")),
        accessibility=tuple(Accessibility.objects.filter(location=shown, **here).order_by("id")) if shown else (),
        verified_role=_role_of(place),
        elsewhere=_elsewhere(place),
    )


def _role_of(place: ServiceAtLocation) -> str:
    """The role in which somebody checked it; who it was stands nowhere in public."""
    if place.verified_by_id is None or place.verified_on is None:
        return ""
    held = RoleHeld.objects.filter(organization_id=place.organization_id, person_id=place.verified_by_id)
    after = place.verified_on - timedelta(days=1)
    roles = [row.get_role_display() for row in held if row.ended_at is None or row.ended_at.date() >= after]
    return sorted(roles)[0] if roles else ""


def _elsewhere(place: ServiceAtLocation) -> tuple[tuple[UUID, str], ...]:
    """Where else the same service is given."""
    others = ServiceAtLocation.objects.listed().filter(organization_id=place.organization_id, service=place.service)
    return tuple(others.exclude(pk=place.pk).exclude(city="").order_by("city", "id").values_list("id", "city")[:10])


def joined_into(place_id: UUID, *, organization_id: UUID) -> UUID | None:
    """The place that tells the same as this one, if an editor said so."""
    found: UUID | None = (
        ServiceAtLocation.objects.filter(organization_id=organization_id, pk=place_id)
        .values_list("joined_into_id", flat=True)
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class OwnSite:
    """A place of the organization to look around: its name, and the ZIP that stands for it."""

    name: str
    zip: str


def sites_of(organization: Organization) -> list[OwnSite]:
    """The organization's own open places that have a ZIP code."""
    sites = Site.objects.filter(organization=organization, closed_on=None).exclude(zip="").order_by("pk")
    return [OwnSite(*each) for each in sites.values_list("name", "zip")[:MOST_SITES]]


def is_stale(due: date | None, *, today: date) -> bool:
    """Whether nobody checked a place when it was due."""
    return due is not None and due < today
