"""Reminding of days that were agreed on, of those who asked for it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kinroad.coaching.queries.reminder import agreed_days
from kinroad.coaching.rules.reminder import reminder_times
from kinroad.core.time import local
from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import MessageWishes, Words
from kinroad.people.models import Organization
from kinroad.people.queries.each import in_each
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer

SAYS = {"day_before": Words.PLANNED_TOMORROW, "same_day": Words.PLANNED_TODAY}


def put_reminders(*, at: datetime) -> int:
    """Put every reminder whose time has come into the outbox, once for each agreed day. Answers how many are there."""
    return in_each(lambda organization: _put_of(organization, at=at))


def _put_of(organization: Organization, *, at: datetime) -> int:
    today = local(at, organization.zone).date()
    by = Viewer.system(organization.pk, organization.zone)
    near = agreed_days(organization.pk, first=today - timedelta(days=1), last=today + timedelta(days=2))
    there = 0
    for wishes, agreed in near:
        start, until = reminder_times(agreed, remind=wishes.remind, zone=zone_of(wishes.participant))
        if start <= at < until:
            there += _put(wishes, key=f"reminder:{wishes.participant_id}:{agreed}", until=until, by=by, at=at)
    return there


@transaction.atomic
def _put(wishes: MessageWishes, *, key: str, until: datetime, by: Viewer, at: datetime) -> bool:
    row = put(
        participant=wishes.participant,
        channel=wishes.remind_by,
        words=SAYS[wishes.remind],
        link=reverse("home:me"),
        key=key,
        use_until=until,
        by=by,
        at=at,
    )
    return row is not None
