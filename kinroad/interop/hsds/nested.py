"""HSDS 3.0 JSON becomes lines of the directory: pages of its API, single objects, or lists of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from kinroad.interop.hsds.columns import MOST_ROWS, Parsed, refuse
from kinroad.interop.hsds.facts import Facts
from kinroad.resources.rules.line import Entries, Line, Told
from kinroad.resources.rules.listed_words import folded, needs_in
from kinroad.resources.rules.problems import Problem, Why
from kinroad.resources.rules.taxonomy import terms

Thing = Mapping[str, Any]


def parse_nested(data: Any) -> Parsed:
    """Services of a list, an API page ("contents"), an organization with services, or one object."""
    found = list(_services(data))
    if len(found) > MOST_ROWS:
        return refuse(Why.TOO_MANY_ROWS)
    if not any(isinstance(each, dict) for each in found):
        return refuse(Why.FILE_UNREAD)
    return lines_of((number, each) for number, each in enumerate(found, start=1))


def lines_of(services: Iterator[tuple[int, Any]]) -> Parsed:
    """Each service at each of its places as a line, with the number of its entry."""
    parsed = Parsed()
    for number, service in services:
        if not isinstance(service, dict) or not isinstance(service.get("name"), str):
            parsed.problems.append(Problem(number, "row", Why.NOT_A_ROW))
            continue
        facts = Facts(number)
        lines = _lines(service, facts)
        parsed.problems += facts.problems
        parsed.rows += [(number, line) for line in lines]
    return parsed


def _services(data: Any) -> Iterator[Any]:
    if isinstance(data, list):
        for each in data:
            yield from _services(each)
        return
    if not isinstance(data, dict):
        yield data
    elif isinstance(data.get("contents"), list):
        for each in data["contents"]:
            yield from _services(each)
    elif isinstance(data.get("services"), list):
        for service in data["services"]:
            yield {"organization": data, **service} if isinstance(service, dict) else service
    elif isinstance(data.get("service"), dict):
        yield {**data["service"], "service_at_locations": [data]}
    elif "organization" in data or "organization_id" in data or "status" in data:
        yield data
    else:
        yield None


def _lines(service: Thing, facts: Facts) -> list[Line]:
    theirs = service.get("organization")
    agency_of = theirs if isinstance(theirs, dict) else {}
    if not agency_of.get("name"):
        facts.tell("organization", Why.NO_AGENCY, facts.text(service, "name", 80))
        return []
    agency = _agency(agency_of, facts)
    own = _service(service, facts)
    places = facts.things(service, "service_at_locations") or [{}]
    of_service = facts.schedules(service)
    found = []
    for each in places:
        theirs = each.get("location")
        location = _location(theirs, facts) if isinstance(theirs, dict) else None
        parts: dict[str, Entries] = {
            "tags": _tags(service, each, facts),
            "schedules": facts.schedules(each) or of_service,
            "phones": facts.phones(each),
        }
        said = {"description": facts.text(each, "description", 2000), "hours": _hours(each, service, facts)}
        key = facts.key(each.get("id") or f"{own.key[:100]}@{location.key[:100] if location else ''}")
        found.append(Line(agency, own, Told(key, said, parts), location))
    return found


def _agency(said: Thing, facts: Facts) -> Told:
    told = {
        "name": facts.text(said, "name", 200), "alternate_name": facts.text(said, "alternate_name", 200),
        "description": facts.text(said, "description", 4000), "email": facts.mail(said, "email"),
        "website": facts.link(said, "website"),
    }  # fmt: skip
    return Told(facts.key(said.get("id") or told["name"]), told, {"phones": facts.phones(said)})


STATUS = ("active", "inactive", "defunct", "temporarily closed")


def _service(said: Thing, facts: Facts) -> Told:
    youngest, oldest = facts.age(said, "minimum_age"), facts.age(said, "maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        youngest, oldest = oldest, youngest
    status = facts.text(said, "status", 20)
    told = {
        "name": facts.text(said, "name", 200), "alternate_name": facts.text(said, "alternate_name", 200),
        "description": facts.text(said, "description", 4000), "url": facts.link(said, "url"),
        "email": facts.mail(said, "email"), "status": status if status in STATUS else "active",
        "application_process": facts.text(said, "application_process", 2000),
        "fees_description": facts.text(said, "fees_description", 1000) or facts.text(said, "fees", 1000),
        "wait_time": facts.text(said, "wait_time", 200),
        "eligibility_description": facts.text(said, "eligibility_description", 2000),
        "minimum_age": youngest, "maximum_age": oldest,
        "interpretation_services": facts.text(said, "interpretation_services", 400),
        "accreditations": facts.text(said, "accreditations", 400), "licenses": facts.text(said, "licenses", 400),
        "alert": facts.text(said, "alert", 400),
    }  # fmt: skip
    parts: dict[str, Entries] = {
        "phones": facts.phones(said),
        "languages": facts.entries(said, "languages", ("code", 12), ("name", 60), ("note", 200)),
        "costs": facts.costs(said),
        "documents": facts.entries(said, "required_documents", ("document", 200), ("uri", 400)),
        "areas": facts.entries(said, "service_areas", ("name", 120), ("description", 300)),
    }
    return Told(facts.key(said.get("id") or f"{told['name']}"), told, parts)


def _location(said: Thing, facts: Facts) -> Told | None:
    """Where it is; None for a place on the screen or on the phone alone."""
    addresses = facts.things(said, "addresses")
    chosen = next(
        (each for each in addresses if each.get("address_type") != "postal"), addresses[0] if addresses else {}
    )
    lat, lon = facts.point(said)
    street, city = facts.text(chosen, "address_1", 250), facts.text(chosen, "city", 100)
    if said.get("location_type") == "virtual" or not (street or city or lat is not None):
        return None
    told = {
        "name": facts.text(said, "name", 200), "street": street, "street_2": facts.text(chosen, "address_2", 200),
        "city": city, "state": facts.state(chosen), "zip": facts.zip(chosen),
        "county": facts.text(chosen, "region", 100), "transportation": facts.text(said, "transportation", 400),
        "lat": lat, "lon": lon, "approximate": not street, "confidential": False,
    }  # fmt: skip
    parts: dict[str, Entries] = {
        "phones": facts.phones(said),
        "languages": facts.entries(said, "languages", ("code", 12), ("name", 60), ("note", 200)),
        "accessibility": facts.entries(said, "accessibility", ("description", 200), ("details", 300), ("url", 400)),
    }
    return Told(facts.key(said.get("id") or f"{street} {city}"), told, parts)


def _hours(place: Thing, service: Thing, facts: Facts) -> str:
    """The agency's own words where a schedule says no clock."""
    said = [*facts.things(place, "schedules"), *facts.things(service, "schedules")]
    return next((facts.text(each, "description", 300) for each in said if each.get("description")), "")


def _tags(service: Thing, place: Thing, facts: Facts) -> Entries:
    names = {folded(term.en): code for code, term in terms().items()}
    found: list[str] = []
    for holder in (service, place):
        for attribute in facts.things(holder, "attributes"):
            term = attribute.get("taxonomy_term")
            if not isinstance(term, dict):
                continue
            code, name = facts.text(term, "code", 60), facts.text(term, "name", 120)
            known = code if code in terms() else names.get(folded(name), "")
            found += [known] if known else needs_in(name)
    if not any(terms()[code].group == "need" for code in found):
        found += needs_in(facts.text(service, "name", 200))
    return tuple((code,) for code in terms() if code in found)
