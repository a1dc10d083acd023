"""Places as they are compared with each other, nothing of a confidential location among them."""

from collections import defaultdict
from uuid import UUID

from kinroad.resources.models import Phone, ServiceAtLocation, Tag
from kinroad.resources.rules.doubles import Look, digits_of
from kinroad.resources.rules.taxonomy import codes_of, terms


def looks_of(*, organization_id: UUID) -> list[Look]:
    """Every listed place of this directory, in a fixed number of queries."""
    mine = {"organization": organization_id}
    numbers: dict[UUID, set[str]] = defaultdict(set)
    for owner in ("service_at_location_id", "service_id"):
        kept = Phone.objects.filter(**{f"{owner}__isnull": False}, **mine).values_list(owner, "number")
        for of, number in kept:
            numbers[of].add(digits_of(number))
    needs: dict[UUID, set[str]] = defaultdict(set)
    for of, code in Tag.objects.filter(code__in=codes_of("need"), lent_by=None, **mine).values_list(
        "service_at_location", "code"
    ):
        needs[of].add(terms()[code].parent or code)
    rows = ServiceAtLocation.objects.listed().filter(**mine).order_by("id")
    found = rows.values_list(
        "id", "source", "agency_name", "name", "service", "location__street", "city", "lat", "lon",
        "location__confidential", "location__approximate",
    )  # fmt: skip
    return [
        Look(
            id=id, list=source or "own", name=agency, service=name, phones=frozenset(numbers[id] | numbers[service]),
            street="" if hidden else street or "", city=city, lat=None if vague else lat, lon=None if vague else lon,
            needs=frozenset(needs[id]),
        )
        for id, source, agency, name, service, street, city, lat, lon, hidden, vague in found
    ]  # fmt: skip
