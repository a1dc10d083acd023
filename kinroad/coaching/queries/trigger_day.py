"""The trigger calendar: a participant's own days, and those that somebody should be reached on today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kinroad.coaching.models import TriggerDay
from kinroad.coaching.queries.tries import support_that_counts
from kinroad.coaching.queries.whose import of_survivors, somebody_there, walked_with
from kinroad.coaching.rules.today import Line, Reason
from kinroad.coaching.rules.trigger_day import Rhythm, comes_on, next_on, wanted_by
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.core.time import local
from kinroad.people.models import Episode, Participant
from kinroad.people.queries.circle import NOBODY, ids_of_one
from kinroad.people.queries.zones import zone_in_sql, zone_of
from kinroad.people.rules.viewer import Viewer

MOST_LINES = 200


@dataclass(frozen=True)
class ComingDay:
    """A day of somebody's calendar with the next time it comes round."""

    day: TriggerDay
    next_on: date


def days_of(participant: Participant, *, at: datetime) -> list[ComingDay]:
    """The calendar of one participant, the next day first; what is over is left out. The caller has checked sight."""
    today = local(at, zone_of(participant)).date()
    rows = TriggerDay.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
    )
    found = ((day, next_on(day.rhythm, since=today)) for day in rows)
    return sorted((ComingDay(day, on) for day, on in found if on), key=lambda each: (each.next_on, each.day.pk))


def get_day(day_id: UUID, *, participant: Participant) -> TriggerDay:
    """A day of this participant's calendar. Raises Http404, alike for an unknown one and for somebody else's."""
    rows = TriggerDay.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
    )
    found = rows.filter(pk=day_id).first()
    if found is None:
        raise Http404
    return found


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """The days that come round today for people this peer leader walks with now. One question.

    "Today" is the day in each participant's own zone. Nobody stands here who was given support on that day.
    """
    if viewer.peer_leader_id is None:
        return []
    tomorrow, leader = day + timedelta(days=1), viewer.peer_leader_id
    found = MINE(
        organization=viewer.organization_id,
        person=viewer.person_id or NOBODY,
        leader=leader,
        day=day,
        tomorrow=tomorrow,
    )
    return list(_met_today(found, at=at))


def lines_for_nobody(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """The same for a coordinator: people with whom nobody walks now, or whose peer leader is away."""
    tomorrow = day + timedelta(days=1)
    found = NOBODYS(organization=viewer.organization_id, person=viewer.person_id or NOBODY, day=day, tomorrow=tomorrow)
    return list(_met_today(found, at=at))


FIELDS = (
    "pk",
    "survivor_id",
    "what",
    "helps",
    "repeats",
    "first_on",
    "weekday_before",
    "before",
)


def _days_near(organization: UUID, person: UUID, day: date, tomorrow: date, whose: Q) -> QuerySet[Any, Any]:
    """Days that may come round today somewhere, of people in support whom they see and nobody reached yet."""
    own = {"organization_id": OuterRef("organization_id"), "participant_id": OuterRef("survivor_id")}
    near = TriggerDay.objects.filter(organization_id=organization, ended_at=None, next_on__lte=tomorrow)
    rows = of_survivors(near, organization=organization, person=person).filter(
        whose,
        Exists(Episode.objects.filter(**own, ended_on=None)),
        ~Exists(support_that_counts().filter(**own, on=day)),
    )
    return rows.order_by("next_on", "pk").values_list(*FIELDS, zone_in_sql("participant__"))[:MOST_LINES]


MINE = Prepared(
    lambda organization, person, leader, day, tomorrow: _days_near(
        organization, person, day, tomorrow, walked_with(organization, leader)
    )
)
NOBODYS = Prepared(
    lambda organization, person, day, tomorrow: _days_near(organization, person, day, tomorrow, ~somebody_there())
)


def _met_today(rows: Iterable[tuple[Any, ...]], *, at: datetime) -> Iterable[Line]:
    """The first day of each participant, the earliest hour first."""
    met: dict[UUID, Line] = {}
    for pk, participant_id, what, helps, repeats, first_on, weekday_before, before, zone in rows:
        today = local(at, zone).date()
        if not comes_on(Rhythm(repeats, first_on, weekday_before), today):
            continue
        line = Line(
            participant_id=participant_id,
            reason=Reason.TRIGGER_DAY,
            since=today,
            day=0,
            about_id=pk,
            until=before,
            late=before is not None and at >= wanted_by(today, before, zone=zone),
            words=open_sealed(TriggerDay, "what", pk, what),
            helps=open_sealed(TriggerDay, "helps", pk, helps) or "",
        )
        known = met.get(participant_id)
        if known is None or _hour(line) < _hour(known):
            met[participant_id] = line
    return sorted(met.values(), key=lambda line: (_hour(line), line.participant_id))


def _hour(line: Line) -> time:
    return line.until or time.max
