"""The hours of places, as rules understand them. One question to the database for many places."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Any, Protocol
from uuid import UUID

from kinroad.resources.models import Schedule, ServiceAtLocation
from kinroad.resources.rules.opening import Hours, read_byday

Told = tuple[list[Hours], str]


class Line(Protocol):
    """What of a schedule says when; the model, or a row of these columns."""

    byday: str
    bymonthday: str
    opens: time | None
    closes: time | None
    valid_from: date | None
    valid_to: date | None


COLUMNS = ("service_at_location_id", "byday", "bymonthday", "opens", "closes", "valid_from", "valid_to")


def as_hours(line: Line) -> Hours:
    """A line of a schedule; both times empty is shut."""
    return Hours(
        days=read_byday(line.byday),
        opens=None if line.opens is None else line.opens.hour * 60 + line.opens.minute,
        closes=None if line.closes is None else line.closes.hour * 60 + line.closes.minute,
        first=line.valid_from,
        last=line.valid_to,
        month_days=frozenset(int(each) for each in line.bymonthday.split(",") if each.strip().lstrip("-").isdigit()),
        shut=line.opens is None,
    )


def hours_of(places: Iterable[UUID], *, organization_id: UUID) -> dict[UUID, Told]:
    """Hours and time zone of each place that tells its hours."""
    told: dict[UUID, Told] = {}
    lines: dict[UUID, list[Hours]] = defaultdict(list)
    found: Any = Schedule.objects.filter(organization_id=organization_id, service_at_location__in=list(places))
    for row in found.order_by("id").values_list(*COLUMNS, named=True):
        lines[row.service_at_location_id].append(as_hours(row))
    zones = ServiceAtLocation.objects.filter(organization_id=organization_id, id__in=list(lines))
    for id, zone in zones.values_list("id", "zone"):
        told[id] = lines[id], zone
    return told
