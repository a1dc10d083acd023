"""The trigger calendar: writing a day down, changing it, taking it away."""

from datetime import date, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import TriggerDay
from kinroad.coaching.rules.trigger_day import next_on
from kinroad.core.ids import meets_the_first
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

MOST_DAYS = 20
FACTS = ("what", "helps", "repeats", "first_on", "weekday_before", "before")


@meets_the_first(
    TriggerDay,
    whose=lambda participant, **rest: {
        "organization_id": participant.organization_id,
        "participant_id": participant.pk,
    },
)
def add_day(
    *,
    id: UUID,
    participant: Participant,
    what: str,
    repeats: str,
    first_on: date,
    by: Viewer,
    on: date,
    weekday_before: bool = False,
    helps: str = "",
    before: time | None = None,
) -> TriggerDay:
    """Write a day down. `on` is today for the participant. A second submit with the same `id` meets the first.

    Raises ValidationError when the calendar is full, when the day is over, and for the id of somebody else's day.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    if TriggerDay.objects.filter(**_own(mine), ended_at=None).count() >= MOST_DAYS:
        raise ValidationError(_("There is no room for more days. Take one away first."))
    day = TriggerDay(
        id=id,
        organization_id=mine.organization_id,
        participant=mine,
        what=what,
        helps=helps or None,
        repeats=repeats,
        first_on=first_on,
        weekday_before=weekday_before,
        before=before,
    )
    _plan(day, on=on)
    day.save(force_insert=True)
    audit.record(what="trigger_day.added", about=day, by=by, participant_id=mine.pk)
    return day


def _own(participant: Participant) -> dict[str, UUID]:
    return {"organization_id": participant.organization_id, "participant_id": participant.pk}


def _plan(day: TriggerDay, *, on: date) -> None:
    day.next_on = next_on(day.rhythm, since=on)
    if day.next_on is None:
        raise ValidationError({"first_on": _("That day is over. Enter one that is still to come.")})


@transaction.atomic
def change_day(
    *,
    day: TriggerDay,
    version: int,
    what: str,
    repeats: str,
    first_on: date,
    by: Viewer,
    on: date,
    weekday_before: bool = False,
    helps: str = "",
    before: time | None = None,
) -> TriggerDay:
    """Change a day. Raises ValidationError when somebody changed it since the form was drawn, or the day is over."""
    mine = TriggerDay.objects.select_for_update().get(pk=day.pk)
    if mine.version != version or mine.ended_at is not None:
        raise ValidationError(
            _("Someone changed this day while you were writing. Your words are below: look, then save again.")
        )
    wanted = {
        "what": what,
        "helps": helps or None,
        "repeats": repeats,
        "first_on": first_on,
        "weekday_before": weekday_before,
        "before": before,
    }
    changed = [name for name in FACTS if getattr(mine, name) != wanted[name]]
    for name in changed:
        setattr(mine, name, wanted[name])
    _plan(mine, on=on)
    if changed:
        mine.version += 1
        audit.record(what="trigger_day.changed", about=mine, by=by, participant_id=mine.participant_id, fields=changed)
    mine.save()
    return mine


@transaction.atomic
def end_day(*, day: TriggerDay, by: Viewer) -> TriggerDay:
    """Take a day away: nobody is reminded of it any more. A second press is the same."""
    mine = TriggerDay.objects.select_for_update().get(pk=day.pk)
    if mine.ended_at is None:
        mine.ended_at = now()
        mine.save()
        audit.record(what="trigger_day.ended", about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def roll_on(*, organization_id: UUID, today: date, most: int = 1000) -> int:
    """Move the days that have passed to the next time they come round. Answers how many; run it until none is left.

    What is said on Today never waits for this: it keeps the list of days to look at short.
    """
    past_everywhere = today - timedelta(days=1)
    rows = TriggerDay.objects.select_for_update().filter(
        organization_id=organization_id, ended_at=None, next_on__lt=past_everywhere
    )
    rolled = list(rows.order_by("next_on", "pk")[:most])
    for day in rolled:
        day.next_on = next_on(day.rhythm, since=past_everywhere)
        day.save(update_fields=["next_on"])
    return len(rolled)
