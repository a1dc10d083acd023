"""Planning who calls whom, and handing a list over when somebody is away."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import CallEnrollment, CallListLine, CallShift
from kinroad.coaching.queries import call_list as queries
from kinroad.coaching.rules.call_list import plan
from kinroad.core.time import local
from kinroad.people.models import Organization, PeerLeader
from kinroad.people.queries.each import in_each
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

MORNING = time(4)
"""Before the first window opens anywhere: eight on the eastern islands is four in California."""


@transaction.atomic
def give_hours(*, id: UUID, peer_leader: UUID, on: date, starts: time, ends: time, by: Viewer) -> CallShift:
    """Hours of one day for calls, on the clocks of the organization. A second submit meets the first."""
    met = CallShift.objects.filter(organization_id=by.organization_id, pk=id).first()
    if met is not None:
        return met
    leader = PeerLeader.objects.select_for_update().get(organization_id=by.organization_id, pk=peer_leader)
    zone = ZoneInfo(by.organization_zone)
    begins, stops = (datetime.combine(on, clock, tzinfo=zone) for clock in (starts, ends))
    if stops <= begins:
        raise ValidationError({"ends": _("Choose an end after the beginning.")})
    if CallShift.objects.filter(
        organization_id=by.organization_id,
        peer_leader=leader,
        on=on,
        away_at=None,
        starts_at__lt=stops,
        ends_at__gt=begins,
    ).exists():
        raise ValidationError({"starts": _("These hours are given already. Choose others.")})
    row = CallShift(
        id=id, organization_id=by.organization_id, peer_leader=leader, on=on, starts_at=begins, ends_at=stops
    )
    row.full_clean()
    row.save()
    audit.record(what="call_shift.given", about=row, by=by)
    return row


@transaction.atomic
def plan_day(*, on: date, by: Viewer, at: datetime) -> list[CallListLine]:
    """Put everyone who is due that day and on no list yet on somebody's list. What stands on a list stays.

    Whoever has no place stays in the open: anybody with time gets them as the next person.
    """
    # One plan at a time: two coordinators pressing at once would fill the same places.
    Organization.objects.select_for_update().get(pk=by.organization_id)
    callers = queries.callers_on(by.organization_id, on=on, after=at)
    people = queries.to_call(by.organization_id, on=on, zone=by.organization_zone, after=at)
    made = plan(
        people,
        callers,
        calls_per_half=policy_of(by.organization_id).calls.calls_per_half_hour,
        taken=queries.taken_on(by.organization_id, on=on),
        apart=queries.kept_apart(by.organization_id, callers=[each.id for each in callers]),
    )
    lines = [
        CallListLine(
            organization_id=by.organization_id,
            on=on,
            peer_leader_id=line.caller,
            enrollment_id=line.person,
            at=line.half,
        )
        for line in made.lines
    ]
    CallListLine.objects.bulk_create(lines, batch_size=200)
    queries.shifts_of(by.organization_id, on=on).filter(planned_at=None).update(planned_at=at)
    _write_down(lines, what="call_line.planned", by=by)
    return lines


def plan_mornings(*, at: datetime) -> int:
    """Plan the lists of today, in each organization from its own early morning on. Answers how many lines it made.

    Once with the hours that are there by then, and once more for hours given later in the day.
    """
    return in_each(lambda organization: _plan_morning(organization, at=at))


def _plan_morning(organization: Organization, *, at: datetime) -> int:
    here = local(at, organization.zone)
    if here.time() < MORNING or not queries.hours_to_plan(organization.pk, on=here.date()):
        return 0
    return len(plan_day(on=here.date(), by=Viewer.system(organization.pk, organization.zone), at=at))


@transaction.atomic
def away(*, shift: CallShift, by: Viewer, at: datetime) -> int:
    """Somebody cannot call: their hours end, and the people still on their list go to others, in one step.

    Answers how many found a place on another list; the others stay in the open.
    """
    row = CallShift.objects.select_for_update().get(pk=shift.pk, organization_id=by.organization_id)
    if row.away_at is not None:
        return 0
    row.away_at = at
    row.save()
    audit.record(what="call_shift.away", about=row, by=by)
    rows = CallListLine.objects.filter(
        organization_id=by.organization_id,
        peer_leader=row.peer_leader_id,
        on=row.on,
        at__gte=row.starts_at,
        at__lt=row.ends_at,
    ).exclude(enrollment__last_attempt_at__gte=row.starts_at)
    left = {line.enrollment_id for line in rows}
    _write_down(list(rows), what="call_line.handed_over", by=by)
    rows.delete()
    return sum(line.enrollment_id in left for line in plan_day(on=row.on, by=by, at=at))


def _write_down(lines: list[CallListLine], *, what: str, by: Viewer) -> None:
    about = dict(
        CallEnrollment.objects.filter(
            organization_id=by.organization_id, pk__in=[line.enrollment_id for line in lines[:5000]]
        ).values_list("pk", "participant")
    )
    known = [line for line in lines if line.enrollment_id in about]
    audit.record_many(what=what, about=known, by=by, participant_ids=[about[line.enrollment_id] for line in known])
