"""What an editor of the directory looks at: one place as it stands, and the queue."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import (
    Language,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceAtLocation,
    State,
    Tag,
    WrongReport,
)
from kinroad.resources.rules.freshness import Doubt, why_look

SHOWN = 50
SIMPLE = Q(freq="WEEKLY", bymonthday="", valid_from=None, valid_to=None, notes="", opens__isnull=False) & ~Q(byday="")
"""A line of a week that the editor's form can say."""


def get_resource(resource_id: UUID, *, viewer: Viewer) -> ServiceAtLocation:
    """A place of this directory, also a closed one. Raises Http404 for one that is not here."""
    places = ServiceAtLocation.objects.filter(organization_id=viewer.organization_id, vanished_at=None)
    place = places.select_related("service__agency", "location").filter(pk=resource_id).first()
    if place is None:
        raise Http404
    return place


def stands(place: ServiceAtLocation) -> dict[str, Any]:
    """The place as the editor's form says it. A confidential address is opened here, for editors alone."""
    service, here = place.service, {"organization_id": place.organization_id}
    where = place.location.whole() if place.location else {}
    tags = set(Tag.objects.filter(service_at_location=place, lent_by=None, **here).values_list("code", flat=True))
    spoken = Language.objects.filter(service=service, **here).exclude(code="").order_by("id")
    papers = RequiredDocument.objects.filter(service=service, **here).order_by("id")
    return {
        "version": place.version,
        "agency_name": service.agency.name,
        **{name: getattr(service, name) for name in ("name", "description", "url", "alert")},
        **{
            name: getattr(service, name)
            for name in ("application_process", "fees_description", "eligibility_description")
        },
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        **{name: where.get(name) or "" for name in ("street", "city", "zip")},
        "confidential": bool(place.location and place.location.confidential),
        "hours": place.hours,
        "phone": own_phone(place),
        "tags": sorted(tags),
        "languages": sorted(set(spoken.values_list("code", flat=True))),
        "documents": "\n".join(papers.values_list("document", flat=True)),
        **week_of(place),
    }


def own_phone(place: ServiceAtLocation) -> str:
    """The first number of its own."""
    mine = Phone.objects.filter(organization_id=place.organization_id, service_at_location=place, lent_by=None)
    return mine.order_by("id").values_list("number", flat=True).first() or ""


def week_of(place: ServiceAtLocation) -> dict[str, Any]:
    """Opening and closing by day, as far as the form can say them; the first span of each day."""
    week: dict[str, Any] = {}
    lines = Schedule.objects.filter(organization_id=place.organization_id, service_at_location=place, lent_by=None)
    for line in lines.filter(SIMPLE).order_by("opens", "id"):
        for day in line.byday.split(","):
            week.setdefault(f"opens_{day.casefold()}", line.opens)
            week.setdefault(f"closes_{day.casefold()}", line.closes)
    return week


def other_hours(place: ServiceAtLocation) -> list[list[Any]]:
    """Hours that the form cannot say, as entries: of some weeks or days, or with a note."""
    lines = Schedule.objects.filter(organization_id=place.organization_id, service_at_location=place, lent_by=None)
    return [
        [
            line.freq,
            line.byday,
            line.bymonthday,
            line.opens and line.opens.strftime("%H:%M"),
            line.closes and line.closes.strftime("%H:%M"),
            line.valid_from and line.valid_from.isoformat(),
            line.valid_to and line.valid_to.isoformat(),
            line.notes,
        ]
        for line in lines.exclude(SIMPLE).order_by("id")
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place in the queue: why, and what was said."""

    place: ServiceAtLocation
    why: Doubt
    reports: tuple[WrongReport, ...]


def queue_of(viewer: Viewer, *, today: date) -> list[Waiting]:
    """What an editor should look at, reported first, then doubtful, then due; at most so many. Three questions."""
    listed = ServiceAtLocation.objects.listed().filter(organization_id=viewer.organization_id)
    said = list(
        WrongReport.objects.filter(organization_id=viewer.organization_id, settled_at=None).order_by("said_at")[
            : SHOWN * 2
        ]
    )
    by_place: dict[UUID, list[WrongReport]] = defaultdict(list)
    for report in said:
        by_place[report.place_id].append(report)
    reported = list(listed.filter(pk__in=by_place)[:SHOWN])
    room = SHOWN - len(reported)
    doubtful = list(listed.filter(state=State.DOUBTFUL).exclude(pk__in=by_place)[:room])
    room -= len(doubtful)
    due = listed.filter(state=State.ACTIVE, due_on__lte=today).exclude(pk__in=by_place).order_by("due_on", "id")
    found = [*reported, *doubtful, *due[: max(room, 0)]]
    if room > 0 and len(found) < SHOWN:
        never = listed.filter(state=State.ACTIVE, due_on=None).exclude(pk__in=by_place).order_by("id")
        found += list(never[: SHOWN - len(found)])
    return [Waiting(place, _why(place, by_place, today), tuple(by_place.get(place.pk, ()))) for place in found]


def _why(place: ServiceAtLocation, by_place: dict[UUID, list[WrongReport]], today: date) -> Doubt:
    why = why_look(
        reports=len(by_place.get(place.pk, ())),
        doubtful=place.state == State.DOUBTFUL,
        verified_on=place.verified_on,
        due=place.due_on,
        today=today,
    )
    return why or Doubt.DUE
