"""An ask was done, or did not happen: said once, put right by reversal, and thanked for."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.time import local
from kinroad.notifications.models import Words
from kinroad.people.models import PeerLeader, Person
from kinroad.people.queries.circle import NOBODY
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.ask import end_take
from kinroad.practical_help.actions.stock import hand_out
from kinroad.practical_help.actions.take import lock
from kinroad.practical_help.actions.telling import tell
from kinroad.practical_help.models import Ask, StockItem, Take
from kinroad.practical_help.queries.ask import whose
from kinroad.practical_help.rules.ask import State, types_of_support
from kinroad.service_log import actions as service_log
from kinroad.service_log.models import Activity, How

SOURCE = "practical_help"
MAY_END = (State.OPEN, State.TAKEN, State.AGREED, State.DONE, State.NOT_DONE)


@transaction.atomic
def write_done(
    *,
    ask: Ask,
    minutes: int,
    by: Viewer,
    at: datetime,
    miles: int | None = None,
    cost_cents: int | None = None,
    item: StockItem | None = None,
    many: int = 0,
) -> Ask:
    """It was done. Writes the service log once; said again, the earlier lines are reversed.

    `minutes` are those of the helper; `miles` and `cost_cents` what it took. Raises ValidationError before its time.
    """
    mine = _lock_to_end(ask, by=by)
    if mine.starts_at is not None and mine.starts_at > at:
        raise ValidationError(_("This is still to come. Come back when it is done."))
    again = mine.state == State.DONE
    end_take(mine, ended=Take.Ended.OVER, at=at)
    if mine.owner_id is None:
        mine.owner = Person.objects.get(organization_id=by.organization_id, pk=by.person_id or NOBODY)
    mine.state, mine.why_not = State.DONE, ""
    mine.minutes, mine.miles, mine.cost_cents = minutes, miles, cost_cents
    mine.settled_at = mine.settled_at if again else at
    mine.version += 1
    mine.save()
    service_log.reverse(source=SOURCE, source_id=mine.pk, organization_id=mine.organization_id)
    hand_out(mine, item=item, many=many, by=by, at=at)
    _record(mine, on=_day_of(mine))
    what = "ask.done_corrected" if again else "ask.done"
    audit.record(what=what, about=mine, by=by, participant_id=mine.participant_id)
    if not again:
        tell(mine, words=Words.LOOK_AGAIN, key="done", by=by, at=at)
    return mine


def _lock_to_end(ask: Ask, *, by: Viewer) -> Ask:
    mine = lock(ask, by=by)
    if mine.state not in MAY_END:
        raise ValidationError(_("This is not needed any more. Nothing has to be written down."))
    return mine


def _day_of(ask: Ask) -> date:
    """The day support was given: the day it was for, or on which it was done."""
    assert ask.settled_at is not None
    return ask.due_on if ask.starts_at is not None else local(ask.settled_at, ask.zone).date()


def _record(ask: Ask, *, on: date) -> None:
    participant = whose(ask)
    leader = PeerLeader.objects.filter(organization_id=ask.organization_id, person=ask.owner_id).first()
    occasion = service_log.Occasion(
        id=ask.pk,
        organization_id=ask.organization_id,
        on=on,
        minutes=ask.minutes or 0,
        how=How.PERSON,
        where_at="",
        support=types_of_support(ask.kind),
        activity=Activity.CONNECTING,
        peer_leader_id=leader.pk if leader else None,
        site_id=participant.site_id if participant else None,
        program_id=participant.program_id if participant else None,
        source=SOURCE,
        source_id=ask.pk,
    )
    service_log.record(
        occasion=occasion,
        participants=[participant] if participant else [],
        people_without_record=0 if participant else 1,
    )


@transaction.atomic
def write_not_done(*, ask: Ask, why_not: str, by: Viewer, at: datetime) -> Ask:
    """It did not happen, and why. What the service log said of it is reversed, and what was handed out comes back."""
    mine = _lock_to_end(ask, by=by)
    end_take(mine, ended=Take.Ended.OVER, at=at)
    mine.state, mine.why_not = State.NOT_DONE, Ask.WhyNot(why_not)
    mine.minutes = mine.miles = mine.cost_cents = None
    mine.settled_at = at
    mine.version += 1
    mine.save()
    service_log.reverse(source=SOURCE, source_id=mine.pk, organization_id=mine.organization_id)
    hand_out(mine, item=None, many=0, by=by, at=at)
    audit.record(what="ask.not_done", about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def thank(*, ask: Ask, words: str, by: Viewer, at: datetime) -> Ask:
    """The participant thanks whoever helped. The last words stand."""
    mine = lock(ask, by=by)
    if mine.state != State.DONE:
        raise ValidationError(_("You can say thank you once it is done."))
    mine.thanks = words
    mine.version += 1
    mine.save()
    audit.record(what="ask.thanked", about=mine, by=by, participant_id=mine.participant_id)
    return mine
