"""An editor says whether two lines tell the same place; nothing of either is lost, and it can be undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit.actions import record
from kinroad.core.ids import uuid7
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.correcting import write_places_anew
from kinroad.resources.actions.finding import index_places
from kinroad.resources.models import Double, Phone, Schedule, ServiceAtLocation, Tag
from kinroad.resources.rules.doubles import digits_of


def _locked(double: Double, by: Viewer) -> tuple[Double, dict[UUID, ServiceAtLocation]]:
    """The places first, the smaller id before the other, then the question."""
    both = ServiceAtLocation.objects.select_for_update().filter(
        organization=by.organization_id, pk__in=[double.first_id, double.second_id]
    )
    places = {place.pk: place for place in both.order_by("pk")}
    return Double.objects.select_for_update().get(organization=by.organization_id, pk=double.pk), places


def _decide(double: Double, state: str, *, by: Viewer, at: datetime) -> None:
    if double.state != Double.State.PROPOSED:
        raise ValidationError(_("Somebody decided this already. You find it below, and can undo it there."))
    double.state, double.decided_at, double.decided_by_id = state, at, by.who
    double.save()


@transaction.atomic
def join_places(*, double: Double, keep: UUID, by: Viewer, at: datetime) -> Double:
    """The same place: from now on people find the line `keep`, with what the other one knows beside it."""
    double, places = _locked(double, by)
    kept, other = places[keep], places[double.second_id if keep == double.first_id else double.first_id]
    if kept.joined_into_id or other.joined_into_id:
        raise ValidationError(_("One of these stands for another place already. Undo that first."))
    _decide(double, Double.State.SAME, by=by, at=at)
    other.joined_into, other.updated_at = kept, at
    other.save()
    lend(other)
    _show([kept, other], organization_id=by.organization_id)
    record(what="resource.joined", about=kept, by=by, fields=("joined",))
    return double


@transaction.atomic
def keep_apart(*, double: Double, by: Viewer, at: datetime) -> Double:
    """Two places: nobody is asked about these two again."""
    double, _places = _locked(double, by)
    _decide(double, Double.State.TWO, by=by, at=at)
    record(what="resource.kept_apart", about=double, by=by)
    return double


@transaction.atomic
def undo_decision(*, double: Double, by: Viewer) -> Double:
    """The two stand apart again, and the question waits again."""
    double, places = _locked(double, by)
    if double.state == Double.State.SAME:
        for place in places.values():
            if place.joined_into_id in places:
                place.joined_into = None
                place.save()
                take_back(place)
        _show(list(places.values()), organization_id=by.organization_id)
    double.state, double.decided_at, double.decided_by = Double.State.PROPOSED, None, None
    double.save()
    record(what="resource.join_undone", about=double, by=by)
    return double


def _show(places: list[ServiceAtLocation], *, organization_id: UUID) -> None:
    for place in places:
        write_places_anew(place)
    index_places([place.pk for place in places], organization_id=organization_id)


def lend(other: ServiceAtLocation) -> None:
    """Give the line it is joined into what that one lacks: words, numbers, and hours when it has none."""
    take_back(other)
    kept_id = other.joined_into_id
    here = {"organization_id": other.organization_id}
    known = set(Tag.objects.filter(service_at_location=kept_id, **here).values_list("code", flat=True))
    tags = [tag for tag in Tag.objects.filter(service_at_location=other, **here) if tag.code not in known]
    numbers = {digits_of(phone.number) for phone in Phone.objects.filter(service_at_location=kept_id, **here)}
    phones = [
        phone
        for phone in Phone.objects.filter(service_at_location=other, **here)
        if digits_of(phone.number) not in numbers
    ]
    is_silent = not Schedule.objects.filter(service_at_location=kept_id, **here).exists()
    schedules = list(Schedule.objects.filter(service_at_location=other, **here)) if is_silent else []
    for model, rows in ((Tag, tags), (Phone, phones), (Schedule, schedules)):
        model.objects.bulk_create(_copies(rows, other, kept_id))


def _copies(rows: Iterable[Any], other: ServiceAtLocation, kept_id: UUID | None) -> list[Any]:
    made = []
    for row in rows:
        row.pk, row.service_at_location_id, row.lent_by_id = uuid7(), kept_id, other.pk
        row._state.adding = True
        made.append(row)
    return made


def take_back(other: ServiceAtLocation) -> None:
    """What it lent stands with nobody else any more."""
    for model in (Tag, Phone, Schedule):
        model.objects.filter(organization=other.organization_id, lent_by=other).delete()


def lend_again(ids: Iterable[UUID], *, organization_id: UUID) -> set[UUID]:
    """After an import: joined lines among these lend what they say now. Answers whom they lent it."""
    wanted = set(ids)
    joined = ServiceAtLocation.objects.filter(organization=organization_id, joined_into__isnull=False)
    lenders = [other for other in joined.order_by("id") if other.pk in wanted]
    for other in lenders:
        lend(other)
    return {other.joined_into_id for other in lenders if other.joined_into_id}
