"""Looking after the directory: adding a place, changing it, saying that it is right, closing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.place import city_place, zip_place
from kinroad.core.time import today
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.correcting import know_better
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.parts import replace_parts
from kinroad.resources.actions.report import settle_reports
from kinroad.resources.actions.writing import derive, set_where
from kinroad.resources.models import Agency, Location, Service, ServiceAtLocation, State
from kinroad.resources.queries.tending import other_hours, stands, week_of
from kinroad.resources.rules.freshness import due_on
from kinroad.resources.rules.secret_words import fields_that_tell

SERVICE_FACTS = (
    "name", "description", "url", "application_process", "fees_description", "eligibility_description",
    "minimum_age", "maximum_age", "alert",
)  # fmt: skip
WHERE = ("street", "city", "zip")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an editor says of a place: `service`, `where` by field; each part as its entries."""

    agency_name: str
    service: Mapping[str, Any]
    where: Mapping[str, str]
    state: str
    confidential: bool
    hours: str
    phone: str
    tags: tuple[str, ...]
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    week: tuple[tuple[str, time, time], ...]
    shut: tuple[date, date] | None = None

    def open_words(self) -> dict[str, str]:
        """What everyone reads, by the names of the form's fields."""
        said = {name: value for name, value in self.service.items() if isinstance(value, str)}
        documents = "\n".join(self.documents)
        return {**said, "agency_name": self.agency_name, "hours": self.hours, "documents": documents}

    def by_day(self) -> dict[str, time]:
        """Opening and closing by the names of the form's fields."""
        return {
            f"{end}_{day.casefold()}": at
            for days, opens, closes in self.week
            for day in days.split(",")
            for end, at in (("opens", opens), ("closes", closes))
        }

    @property
    def has_address(self) -> bool:
        return any(self.where.values())


@meets_the_first(ServiceAtLocation, whose=lambda by, **rest: {"organization_id": by.organization_id})
def add_place(*, id: UUID, facts: Facts, by: Viewer, at: datetime) -> ServiceAtLocation:
    """Add a service at a place, known to us and to no list. Whoever adds it has checked it."""
    here = {"organization_id": by.organization_id}
    agency = Agency.objects.filter(name=facts.agency_name, source=None, **here).order_by("id").first()
    if agency is None:
        agency = Agency(name=facts.agency_name, updated_at=at, **here)
        agency.save()
    _refuse_the_secret(agency, facts)
    service = Service(agency=agency, updated_at=at, **here, **facts.service)
    service.save()
    location = _new_location(agency, facts, by, at) if facts.has_address else None
    place = ServiceAtLocation(
        id=id, service=service, location=location, hours=facts.hours, created_at=at, updated_at=at, **here
    )
    _derive(place, facts, by)
    place.full_clean(exclude=["organization", "service", "location"])
    place.save(force_insert=True)
    parts = {**_service_parts(place, facts), **_place_parts(place, facts)}
    owners = {"languages": service, "documents": service}
    replace_parts({name: [(owners.get(name, place), tuple(map(tuple, told)))] for name, told in parts.items()})
    _checked(place, by)
    place.save()
    index_places([place.pk], organization_id=by.organization_id)
    audit.record(what="resource.added", about=place, by=by)
    return place


@transaction.atomic
def change_place(
    *, place: ServiceAtLocation, version: int, facts: Facts, by: Viewer, at: datetime
) -> ServiceAtLocation:
    """Say what is right. What a list says otherwise is remembered, and its next file does not undo this.

    Raises ValidationError when somebody changed it meanwhile.
    """
    mine = _locked(place, by)
    if mine.version != version:
        raise ValidationError(_("Someone changed this while you were writing. Look at it, then save again."))
    _refuse_the_secret(mine.service.agency, facts)
    know_better(row=mine.service.agency, by=by, name=facts.agency_name)
    know_better(row=mine.service, by=by, **facts.service, **_service_parts(mine, facts))
    if mine.location is not None:
        know_better(row=mine.location, by=by, **_where(facts, before=mine.location.whole()))
    know_better(row=mine, by=by, hours=facts.hours, **_place_parts(mine, facts))
    mine = _locked(mine, by)
    if mine.location is None and facts.has_address:
        mine.location = _new_location(mine.service.agency, facts, by, at)
        _derive(mine, facts, by)
    mine.version, mine.updated_at = version + 1, at
    _checked(mine, by)
    mine.save()
    settle_reports(place=mine, by=by, at=at)
    index_places([mine.pk], organization_id=by.organization_id)
    audit.record(what="resource.changed", about=mine, by=by)
    return mine


@transaction.atomic
def verify_place(*, place: ServiceAtLocation, by: Viewer, at: datetime) -> ServiceAtLocation:
    """Say that all of it is right today. What was reported is settled with that."""
    mine = _locked(place, by)
    _checked(mine, by)
    mine.updated_at = at
    mine.save(update_fields=["verified_on", "verified_by", "due_on", "state", "updated_at"])
    settle_reports(place=mine, by=by, at=at)
    index_places([mine.pk], organization_id=by.organization_id)
    audit.record(what="resource.verified", about=mine, by=by)
    return mine


@transaction.atomic
def close_place(*, place: ServiceAtLocation, closed: bool, by: Viewer, at: datetime) -> ServiceAtLocation:
    """Take a place out of the finder for good, or open it again, to be checked."""
    mine = _locked(place, by)
    mine.state = State.CLOSED if closed else State.DOUBTFUL
    mine.version, mine.updated_at = mine.version + 1, at
    mine.save(update_fields=["state", "version", "updated_at"])
    settle_reports(place=mine, by=by, at=at)
    index_places([mine.pk], organization_id=by.organization_id)
    audit.record(what="resource.closed" if closed else "resource.opened", about=mine, by=by)
    return mine


def _refuse_the_secret(agency: Agency, facts: Facts) -> None:
    """Raise ValidationError when words that everyone reads say a secret address of this agency."""
    hidden = Location.objects.filter(organization_id=agency.organization_id, agency=agency, confidential=True)
    streets = [str(each.whole()["street"] or "") for each in hidden]
    streets += [facts.where["street"]] if facts.confidential else []
    told = fields_that_tell(facts.open_words(), streets=streets)
    if told:
        no = _("This says an address that is kept secret, and everyone reads it. Take the street out.")
        raise ValidationError(dict.fromkeys(told, no))


def _locked(place: ServiceAtLocation, by: Viewer) -> ServiceAtLocation:
    rows = ServiceAtLocation.objects.select_for_update(of=("self",)).select_related("service__agency", "location")
    return rows.get(organization_id=by.organization_id, pk=place.pk)


def _checked(place: ServiceAtLocation, by: Viewer) -> None:
    place.verified_on, place.verified_by_id = today(by.organization_zone), by.who
    place.due_on = due_on(place.verified_on, days=policy_of(by.organization_id).resources.verify_days)
    if place.state == State.DOUBTFUL:
        place.state = State.ACTIVE


def _new_location(agency: Agency, facts: Facts, by: Viewer, at: datetime) -> Location:
    location = Location(
        organization_id=by.organization_id, agency=agency, state=facts.state, zone=by.organization_zone, updated_at=at
    )
    where = _where(facts, before={})
    location.approximate = where.pop("approximate", False)
    confidential = where.pop("confidential")
    set_where(location, confidential=confidential, zone=by.organization_zone, **where)
    location.save()
    return location


def _where(facts: Facts, *, before: Mapping[str, Any]) -> dict[str, Any]:
    """Where it is; when it moved, the middle of its ZIP code or town stands for its point."""
    where: dict[str, Any] = {**facts.where, "confidential": facts.confidential}
    if any((before.get(name) or "") != value for name, value in facts.where.items()) or before.get("lat") is None:
        near = zip_place(where["zip"]) if where["zip"] else city_place(where["city"], facts.state)
        where |= {"lat": near.lat, "lon": near.lon} if near else {"lat": None, "lon": None}
        where["approximate"] = near is not None
    return where


def _derive(place: ServiceAtLocation, facts: Facts, by: Viewer) -> None:
    derive(place, codes=facts.tags, zone=by.organization_zone)


def _service_parts(place: ServiceAtLocation, facts: Facts) -> dict[str, list[list[Any]]]:
    """Lists of the service that somebody changed: what the form cannot say of them (a note, a link) stays else."""
    now_is, parts = stands(place), {}
    if sorted(facts.languages) != now_is["languages"]:
        parts["languages"] = [[code, "", ""] for code in facts.languages]
    if "\n".join(facts.documents) != now_is["documents"]:
        parts["documents"] = [[line, ""] for line in facts.documents]
    return parts


def _place_parts(place: ServiceAtLocation, facts: Facts) -> dict[str, list[list[Any]]]:
    """Lists of the place that somebody changed; a pantry's second Saturday stays."""
    now_is, parts = stands(place), {}
    if sorted(facts.tags) != now_is["tags"]:
        parts["tags"] = [[code] for code in facts.tags]
    if facts.phone and facts.phone != now_is["phone"]:
        parts["phones"] = [[facts.phone, "", "", ""]]
    if facts.by_day() != week_of(place) or facts.shut:
        parts["schedules"] = [*other_hours(place), *_schedules(facts)]
    return parts


def _schedules(facts: Facts) -> list[list[Any]]:
    week = [
        ["WEEKLY", days, "", opens.strftime("%H:%M"), closes.strftime("%H:%M"), None, None, ""]
        for days, opens, closes in facts.week
    ]
    if facts.shut:
        first, last = facts.shut
        week.append(["WEEKLY", "", "", None, None, first.isoformat(), last.isoformat(), ""])
    return week
