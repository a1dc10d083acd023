"""The finder of resources with 400 places, 4,000 and 200,000, beside the empty page in the same frame.

`python -m benchmarks.resources` makes the directories in one throwaway database, the first 5,000 places with bulk
actions and the rest as their copies some miles on, and prints a line a page: milliseconds (CPU of this process, and on
the clock), as times the page without a question, its queries, and as times the smallest directory that fills the same
page: the goal is 1.3. Pages are asked as at noon on a Monday. `DATABASE_URL` names another database
(`scripts/with_postgres.py -- python -m benchmarks.resources`); `TEST_DATABASE_URL` counts too. Numbers of places may
be given: `python -m benchmarks.resources 400 20000`.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from uuid import UUID

from benchmarks.throwaway import throwaway_house

ROUNDS, TOGETHER, MADE, GOAL = 15, 2000, 5000, 1.3
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)  # a Monday in Iowa
PAGES = (
    "/resources?q=sober+living",
    "/resources?q=food&near=50309",
    "/resources?q=food&near=50309&open=1",
    "/resources?near=50309",
    "/resources?q=wilow+house",
    "/resources?q=shelter+with+my+kids&near=50010&tag=pets",
    "/resources?q=detox&tag=same_day&language=es",
    "/resources?q=food&page=5",
)
NAMES = (
    "Willow", "Cedar", "Oak", "Maple", "Harbor", "Bridge", "Lantern", "River", "Prairie", "Summit", "Stone", "Grace",
    "Hope", "Juniper", "Elm", "Birch",
)  # fmt: skip
KINDS = {
    "House": ["recovery_housing", "accepts_record"], "Pantry": ["food", "free"], "Clinic": ["health", "sliding_scale"],
    "Shelter": ["shelter", "families", "same_day"], "Detox": ["detox", "same_day"], "Jobs": ["job_search"],
    "Treatment": ["outpatient", "medicaid"], "Legal Aid": ["legal", "free"], "Closet": ["clothing", "free"],
}  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("places", nargs="*", type=int, default=[400, 4000, 200_000])
    sizes = asked.parse_args().places
    with throwaway_house():
        for size in sizes:
            furnish(size)
        settle()
        for page in ("/resources", *PAGES):
            print(page, *lines_of({size: measure(size, page) for size in sizes}), sep="\n    ")


def host(size: int) -> str:
    return f"places-{size}.localhost"


def lines_of(measured: "dict[int, Spent]") -> Iterator[str]:
    """A line a size. A page is as many times as slow as where the fewest places give as many lines."""
    most = max(spent.lines for spent in measured.values())
    first = next(spent for spent in measured.values() if spent.lines == most)
    for size, spent in measured.items():
        grown = spent.cpu / first.cpu
        told = f"{grown:.2f} times{' *' if grown > GOAL else ''}" if spent.lines == most else "fewer lines"
        yield (
            f"{size:7} places: {spent.cpu:6.1f} ms CPU, {spent.clock:6.1f} ms, {spent.clock / spent.empty:4.2f} times"
            f" the empty page, {spent.queries} queries, {spent.lines} lines, {told}"
        )


def furnish(size: int) -> None:
    """A directory over a state, with towns and open country: half of it within forty miles of its capital."""
    from kinroad.people.models import HostName
    from kinroad.people.tests.factories import OrganizationFactory
    from kinroad.resources.actions.finding import index_places

    organization = OrganizationFactory(slug=f"places-{size}", zone="America/Chicago", state="IA")
    HostName(host=host(size), organization=organization).save()
    chance, began, ids = random.Random(size), time.process_time(), list[UUID]()
    own = min(size, MADE)
    for start in range(0, own, TOGETHER):
        ids += some(organization, chance, min(TOGETHER, own - start))
    made = time.process_time() - began
    index_places(ids, organization_id=organization.pk)
    print(f"{own} places: {made:.0f} s to make, {time.process_time() - began - made:.0f} s to index (CPU)", flush=True)
    for copy in range(1, size // own):
        copy_all(organization.pk, copy)
    print(f"{size} places stand", flush=True)


def copy_all(organization: UUID, copy: int) -> None:
    """The places that were made once more, whole cells of the grid further on, with their hours and keys."""
    from django.db import connection, models

    from kinroad.resources.models import FindHours, FindWord, Schedule, ServiceAtLocation

    north, east = divmod(copy, 6)
    postgres = connection.vendor == "postgresql"
    plain = "replace({0}::text, '-', '')" if postgres else "{0}"
    fresh = f"'{copy:08x}' || substr({plain}, 9)"
    fresh = f"({fresh})::uuid" if postgres else fresh
    moved = {
        "lat": f"lat + {north / 10}",
        "lon": f"lon + {east / 10}",
        "geo_cell": f"geo_cell + {north * 10000 + east}",
    }
    moved |= {name: fresh.format(name) for name in ("id", "place_id", "service_at_location_id")} | {
        "location_id": "NULL"
    }
    tables: list[type[models.Model]] = [ServiceAtLocation, Schedule, FindWord, FindHours]
    owner = ServiceAtLocation._meta.get_field("organization").get_db_prep_value(organization, connection)
    with connection.cursor() as cursor:
        for model in tables:
            names = [each.column for each in model._meta.concrete_fields]
            said = ", ".join(moved.get(name, f'"{name}"') for name in names)
            columns, table = ", ".join(f'"{name}"' for name in names), model._meta.db_table
            first = f"substr({plain.format('id')}, 1, 4) <> '0000'"
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {said} FROM {table} WHERE organization_id = %s AND {first}",
                [owner],
            )


def some(organization, chance, many: int) -> list[UUID]:  # type: ignore[no-untyped-def]
    """So many places in bulk, each with its agency, service, location, tags and hours."""
    from kinroad.resources.actions.writing import derive
    from kinroad.resources.models import Agency, Location, Schedule, Service, ServiceAtLocation, Tag

    here, at = {"organization": organization}, datetime.now(UTC)
    made: dict[type, list] = {each: [] for each in (Agency, Service, Location, ServiceAtLocation, Tag, Schedule)}
    for _number in range(many):
        kind = chance.choice(list(KINDS))
        agency = Agency(name=f"{chance.choice(NAMES)} {chance.choice(NAMES)} {kind}", updated_at=at, **here)
        service = Service(agency=agency, name=f"{chance.choice(NAMES)} {kind}", updated_at=at, **here)
        near = chance.random() < 0.5
        lat = 41.59 + chance.uniform(-0.5, 0.5) if near else chance.uniform(40.5, 43.5)
        lon = -93.62 + chance.uniform(-0.7, 0.7) if near else chance.uniform(-96.5, -90.3)
        location = Location(
            agency=agency, street="1 High St", city="Des Moines", state="IA", zip="50309", lat=lat, lon=lon,
            zone="America/Chicago", updated_at=at, **here,
        )  # fmt: skip
        place = ServiceAtLocation(service=service, location=location, created_at=at, updated_at=at, **here)
        codes = KINDS[kind] + (["pets"] if chance.random() < 0.1 else [])
        derive(place, codes=codes, zone="America/Chicago")
        hours = Schedule(service_at_location=place, byday="MO,TU,WE,TH,FR", opens="08:00", closes="20:00", **here)
        tags = [Tag(service_at_location=place, code=code, **here) for code in codes]
        rows = ((Agency, agency), (Service, service), (Location, location), (ServiceAtLocation, place))
        for model, row in (*rows, (Schedule, hours), *((Tag, tag) for tag in tags)):
            made[model].append(row)
    for model, rows in made.items():
        model.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]
    return [place.pk for place in made[ServiceAtLocation]]


def settle() -> None:
    """Let the database look at its tables, as it does by itself overnight."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@dataclass
class Spent:
    """Milliseconds of one page: CPU of this process and on the clock, the empty page beside it, and what it took."""

    cpu: float
    clock: float
    empty: float
    queries: int
    lines: int


def measure(size: int, page: str) -> Spent:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kinroad.resources.views import finding

    settings.ALLOWED_HOSTS = ["*"]
    finding.now = lambda: NOON  # type: ignore[attr-defined]
    client = Client(HTTP_HOST=host(size))
    assert client.get(page).status_code == client.get("/resources").status_code == 200
    with CaptureQueriesContext(connection) as counted:
        found = client.get(page)
        queries = len(counted)
    clock: dict[str, list[float]] = {page: [], "/resources": []}
    cpu: list[float] = []
    for _ in range(ROUNDS):
        for each, spent in clock.items():
            began, worked = time.perf_counter(), time.process_time()
            client.get(each)
            spent.append(1000 * (time.perf_counter() - began))
            if each == page:
                cpu.append(1000 * (time.process_time() - worked))
    empty = median(clock["/resources"])
    return Spent(median(cpu), median(clock[page]), empty, queries, found.text.count('name="place"'))


if __name__ == "__main__":
    main()
