"""Planning a gathering, and keeping its sessions planned ahead."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.place import zip_place
from kinroad.core.time import now
from kinroad.gatherings.models import Facilitator, Gathering, Part, Session
from kinroad.gatherings.rules.recurrence import AHEAD, check_rule, occurrences
from kinroad.people.models import Person
from kinroad.people.rules.viewer import Viewer


@meets_the_first(Gathering, whose=lambda facts, by, **rest: {"organization_id": by.organization_id})
def plan_gathering(
    *, id: UUID, facts: dict[str, Any], by: Viewer, on: date, facilitators: Iterable[Person] = ()
) -> Gathering:
    """Begin a series, or something that happens once, with its sessions up to `AHEAD` of `on` (today).

    `facts` are fields of Gathering. A second submit with the same `id` meets the first.
    Raises ValidationError when they say nothing that could take place.
    """
    gathering = Gathering(id=id, organization_id=by.organization_id, created_at=now(), **facts)
    refuse_impossible(gathering)
    gathering.save(force_insert=True)
    for person in facilitators:
        Facilitator(
            organization_id=by.organization_id,
            gathering=gathering,
            person=person,
            part=Part.FACILITATOR,
            started_on=on,
        ).save()
    if not plan_ahead(gathering=gathering, on=min(on, gathering.starts_on), today=on):
        raise ValidationError({"starts_on": _("No day comes round like that. Look at the first and the last day.")})
    audit.record(what="gathering.planned", about=gathering, by=by)
    return gathering


def refuse_impossible(gathering: Gathering) -> None:
    """Raise ValidationError for a gathering that could not take place; find where its ZIP code is."""
    if gathering.rule:
        try:
            check_rule(gathering.rule)
        except ValueError:
            raise ValidationError({"rule": _("Say how often it comes round, once a day at most.")}) from None
    if gathering.last_on and gathering.last_on < gathering.starts_on:
        raise ValidationError({"last_on": _("The last day comes before the first.")})
    place = zip_place(gathering.zip) if gathering.zip else None
    gathering.lat, gathering.lon = (place.lat, place.lon) if place else (None, None)
    gathering.full_clean(exclude=["id", "organization"])


@transaction.atomic
def plan_ahead(*, gathering: Gathering, on: date, today: date) -> int:
    """Plan the sessions that are missing from `on` to `AHEAD` of `today`. Answers how many were planned.

    Sessions that stand, also moved or cancelled ones, stay as they are.
    """
    mine = Gathering.objects.select_for_update().get(pk=gathering.pk)
    until = today + AHEAD
    found = occurrences(mine.series, first=on, last=until)
    standing = set(
        Session.objects.filter(
            organization_id=mine.organization_id, gathering=mine, first_planned_on__gte=on
        ).values_list("first_planned_on", flat=True)
    )
    missing = [
        Session(
            organization_id=mine.organization_id,
            gathering=mine,
            first_planned_on=each.on,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            on=each.on,
            start_minute=each.start_minute,
            capacity=mine.capacity,
        )
        for each in found
        if each.on not in standing
    ]
    Session.objects.bulk_create(missing)
    gathering.planned_to = mine.planned_to = until
    mine.save(update_fields=["planned_to"])
    return len(missing)


def plan_all_ahead(*, organization_id: UUID, today: date, most: int = 50) -> int:
    """Keep every series planned ahead: those whose plan grows short, `most` at a time. Answers how many were looked at.

    The worker runs it daily until none is left.
    """
    short = Gathering.objects.filter(
        organization_id=organization_id, ended_on=None, planned_to__lt=today + AHEAD
    ).exclude(rule="")
    looked_at = list(short.order_by("planned_to", "pk")[:most])
    for gathering in looked_at:
        plan_ahead(gathering=gathering, on=gathering.planned_to or today, today=today)
    return len(looked_at)
