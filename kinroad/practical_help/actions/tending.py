"""What nobody has to press: a check that ended, a time that passed, a reminder the day before."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from kinroad.audit import actions as audit
from kinroad.core.time import local
from kinroad.notifications.models import Words
from kinroad.people.queries.each import in_each
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.ask import open_again
from kinroad.practical_help.actions.own_ask import settle_nobody
from kinroad.practical_help.actions.take import lock
from kinroad.practical_help.actions.telling import tell
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.queries.ask import OF_THE_LIVING
from kinroad.practical_help.rules.ask import NEEDS_CHECK, State
from kinroad.workforce.queries.clearance import cleared_on_day

MOST = 500
LEFT_STANDING = timedelta(days=3)  # a passed hour stands on the coordinator's list so long
REMIND_FROM = time(10)  # the day before, on the clocks of the ask


def tend(*, at: datetime) -> int:
    """Look after the asks of every organization. Answers how many were touched."""
    return in_each(lambda organization: _tend(by=Viewer.system(organization.pk, organization.zone), at=at))


def _tend(*, by: Viewer, at: datetime) -> int:
    return end_unchecked(by=by, at=at) + close_passed(by=by, at=at) + put_reminders(by=by, at=at)


@transaction.atomic
def end_unchecked(*, by: Viewer, at: datetime) -> int:
    """Where a helper's check no longer covers the day, the ask stands open again, with a line for the coordinator."""
    uncovered = Q()
    for kind, check in NEEDS_CHECK.items():
        uncovered |= Q(kind=kind) & ~Q(cleared_on_day(check, person="owner", on="due_on"))
    rows = Ask.objects.filter(
        uncovered,
        organization_id=by.organization_id,
        state__in=[State.TAKEN, State.AGREED],
        due_on__gte=local(at, by.organization_zone).date() - timedelta(days=1),
    ).filter(Q(starts_at=None) | Q(starts_at__gt=at))
    found = list(rows.order_by("pk")[:MOST])
    for each in found:
        ask = lock(each, by=by)
        open_again(ask, ended=Take.Ended.CHECK_ENDED, at=at)
        audit.record(what="ask.check_ended", about=ask, by=by, participant_id=ask.participant_id)
        tell(ask, words=Words.LOOK_AGAIN, key=f"open:{ask.version}", by=by, at=at)
    return len(found)


@transaction.atomic
def close_passed(*, by: Viewer, at: datetime) -> int:
    """What had an hour that passed days ago, and nobody took, is over: nobody could do it."""
    rows = Ask.objects.filter(organization_id=by.organization_id, state=State.OPEN, starts_at__lt=at - LEFT_STANDING)
    found = list(rows.order_by("pk")[:MOST])
    for each in found:
        settle_nobody(lock(each, by=by), by=by, at=at)
    return len(found)


@transaction.atomic
def put_reminders(*, by: Viewer, at: datetime) -> int:
    """The day before, whoever wishes for it is told that something is planned. Answers how many messages are there."""
    rows = Ask.objects.filter(
        OF_THE_LIVING,
        organization_id=by.organization_id,
        state=State.AGREED,
        participant__isnull=False,
        starts_at__gt=at,
        starts_at__lt=at + timedelta(days=2),
    ).select_related("participant__person", "participant__merged_into__person")
    there = 0
    for ask in rows.order_by("starts_at", "pk")[:MOST]:
        here = local(at, ask.zone)
        if ask.due_on - timedelta(days=1) == here.date() and here.time() >= REMIND_FROM:
            key = f"tomorrow:{ask.due_on}"
            there += tell(ask, words=Words.PLANNED_TOMORROW, key=key, by=by, at=at, use_until=ask.starts_at)
    return there


@transaction.atomic
def forget_who_asked(*, before: datetime, by: Viewer, most: int = 500) -> int:
    """Erase who somebody without a record was, of what they asked for until the day of `before`. Answers how many."""
    rows = Ask.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id,
        participant=None,
        called__isnull=False,
        due_on__lt=local(before, by.organization_zone).date(),
    )
    found = list(rows.order_by("pk")[:most])
    for ask in found:
        ask.called = ask.reach = ask.place = ask.words = ask.zip = ask.thanks = None
        if ask.settled_at is None:
            ask.state, ask.settled_at = State.WITHDRAWN, before
        ask.save()
    return len(found)
