"""Objects of HSDS 3.0 (Open Referral), out of our directory. What is empty is left out."""

import re
from typing import Any
from uuid import UUID

from django.utils.encoding import iri_to_uri

from kinroad.resources.models import Agency, Location, Phone, Schedule, Service, ServiceAtLocation, Tag
from kinroad.resources.queries.feed import Told, open_location
from kinroad.resources.rules.taxonomy import Term, about, taxonomy_id, terms

Thing = dict[str, Any]
COUNTRY = "US"
_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][!-~]*)?")


def _told(**said: Any) -> Thing:
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _link(url: str) -> str:
    """A web address in the letters that a URI may have; empty when it is none."""
    uri = iri_to_uri(url)
    return uri if _LINK.fullmatch(uri) and not re.search(r"[\[\]{}|\\^`<>\"]|%(?![0-9A-Fa-f]{2})", uri) else ""


def _mail(address: str) -> str:
    return address if re.fullmatch(r"[^@\s]+@[^@\s]+", address) else ""


def agency(row: Agency) -> Thing:
    """An organization alone, as its lists tell it."""
    return _told(
        id=str(row.pk), name=row.name, alternate_name=row.alternate_name, email=_mail(row.email),
        website=_link(row.website),
    ) | {"description": row.description}  # fmt: skip


def service(row: Service) -> Thing:
    """A service alone, with its organization."""
    return _told(
        id=str(row.pk), name=row.name, alternate_name=row.alternate_name, description=row.description,
        url=_link(row.url), email=_mail(row.email), status=row.status,
        interpretation_services=row.interpretation_services, application_process=row.application_process,
        fees_description=row.fees_description, wait_time=row.wait_time, accreditations=row.accreditations,
        eligibility_description=row.eligibility_description, minimum_age=row.minimum_age, maximum_age=row.maximum_age,
        licenses=row.licenses, alert=row.alert, last_modified=row.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        organization=agency(row.agency),
    )  # fmt: skip


def whole_agency(row: Agency, listed: list[Service], told: Told) -> Thing:
    """An organization with its phones, its locations and its services."""
    places = [place for each in listed for place in told.places[each.pk]]
    found = {where.pk: where for where in map(open_location, places) if where is not None}
    return agency(row) | _told(
        phones=[phone(each) for each in told.phones[row.pk]],
        locations=[location(each, told) for each in found.values()],
        services=[whole_service(each, told, with_agency=False) for each in listed],
    )


def whole_service(row: Service, told: Told, *, with_agency: bool = True) -> Thing:
    """A service with everything that hangs on it, and every place where it is given."""
    places = told.places[row.pk]
    said = _service_parts(row, told) | _told(service_at_locations=[_at(each, told) for each in places])
    shared = [tag for tag in told.tags[places[0].pk] if _everywhere(tag, places, told)] if places else []
    said |= _told(attributes=[attribute(tag) for tag in shared])
    if not with_agency:
        del said["organization"]
    return said


def _everywhere(tag: Tag, places: list[ServiceAtLocation], told: Told) -> bool:
    return all(any(each.code == tag.code for each in told.tags[place.pk]) for place in places)


def _service_parts(row: Service, told: Told) -> Thing:
    return service(row) | _told(
        phones=[phone(each) for each in told.phones[row.pk]],
        service_areas=[
            _told(id=str(each.pk), name=each.name, description=each.description) for each in told.areas[row.pk]
        ],
        languages=[language(each) for each in told.languages[row.pk]],
        cost_options=[
            _told(
                id=str(each.pk), option=each.option, currency=each.currency if each.cents is not None else "",
                amount_description=each.description, amount=None if each.cents is None else each.cents / 100,
            )
            for each in told.costs[row.pk]
        ],
        required_documents=[
            _told(id=str(each.pk), document=each.document, uri=_link(each.uri)) for each in told.documents[row.pk]
        ],
    )  # fmt: skip


def _at(place: ServiceAtLocation, told: Told) -> Thing:
    where = open_location(place)
    return _told(
        id=str(place.pk), description=place.description or place.hours,
        phones=[phone(each) for each in told.phones[place.pk]],
        schedules=_schedules(place, told),
        location=location(where, told) if where else None,
        attributes=[attribute(each) for each in told.tags[place.pk] if each.code in terms()],
    )  # fmt: skip


def whole_place(place: ServiceAtLocation, told: Told) -> Thing:
    """A service at its location, with both."""
    return _at(place, told) | {"service": _service_parts(place.service, told)}


def place(row: ServiceAtLocation) -> Thing:
    """The same in short, as its list tells it."""
    where = open_location(row)
    return _told(
        id=str(row.pk), description=row.description, location=location(where, Told()) if where else None,
        service=service(row.service),
    )  # fmt: skip


def location(row: Location, told: Told) -> Thing:
    """Where somebody goes. Never called for a confidential one."""
    if row.confidential:
        raise ValueError("A confidential location is told to nobody.")
    address = {
        "id": str(row.pk), "address_1": row.street, "city": row.city, "state_province": row.state,
        "postal_code": row.zip, "country": COUNTRY, "address_type": "physical",
    }  # fmt: skip
    if row.street_2:
        address["address_2"] = row.street_2
    if row.county:
        address["region"] = row.county
    return _told(
        id=str(row.pk), location_type="physical", name=row.name, transportation=row.transportation,
        latitude=row.lat, longitude=row.lon, addresses=[address] if row.city or row.street else [],
        languages=[language(each) for each in told.languages[row.pk]],
        phones=[phone(each) for each in told.phones[row.pk]],
        accessibility=[
            _told(id=str(each.pk), description=each.description, details=each.details, url=_link(each.url))
            for each in told.accessibility[row.pk]
        ],
    )  # fmt: skip


def phone(row: Phone) -> Thing:
    extension = int(row.extension) if re.fullmatch(r"\d{1,9}", row.extension, re.ASCII) else None
    return _told(
        id=str(row.pk), number=row.number, extension=extension, type=row.kind or "voice", description=row.description
    )


def language(row: Any) -> Thing:
    return _told(id=str(row.pk), name=row.name, code=row.code, note=row.note)


def _schedules(place: ServiceAtLocation, told: Told) -> list[Thing]:
    found = [schedule(each) for each in told.schedules[place.pk]]
    # Hours that no clock can say are told in the agency's own words.
    return found or ([{"id": str(place.pk), "description": place.hours}] if place.hours else [])


def schedule(row: Schedule) -> Thing:
    return _told(
        id=str(row.pk), freq=row.freq, byday=row.byday, bymonthday=row.bymonthday,
        opens_at=row.opens and row.opens.strftime("%H:%M:%S"), closes_at=row.closes and row.closes.strftime("%H:%M:%S"),
        valid_from=row.valid_from and row.valid_from.isoformat(), valid_to=row.valid_to and row.valid_to.isoformat(),
        notes=row.notes,
    )  # fmt: skip


def attribute(tag: Tag) -> Thing:
    """A word of our taxonomy on a row."""
    return {"id": str(tag.pk), "link_entity": "service_at_location", "taxonomy_term": term(terms()[tag.code])}


def term(row: Term) -> Thing:
    """A word of our taxonomy."""
    above: UUID | None = terms()[row.parent].id if row.parent else None
    return _told(
        id=str(row.id), code=row.code, name=row.en, description=row.en, parent_id=above and str(above),
        taxonomy=about()["name"], taxonomy_detail=taxonomy(), language="en",
    )  # fmt: skip


def taxonomy() -> Thing:
    return {"id": str(taxonomy_id()), **about()}
