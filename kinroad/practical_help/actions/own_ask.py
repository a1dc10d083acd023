"""A participant asks, or somebody writes it down for them; and takes it back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.notifications.models import Words
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.ask import ask_for, settle
from kinroad.practical_help.actions.take import lock
from kinroad.practical_help.actions.telling import tell
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.rules.ask import STANDING, Kind, State, weekly


@meets_the_first(
    Ask,
    whose=lambda participant, **rest: {
        "organization_id": participant.organization_id,
        "participant_id": participant.pk,
    },
)
def ask_for_help(
    *,
    id: UUID,
    participant: Participant,
    kind: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    zone: str,
    by: Viewer,
    at: datetime,
    weekly_until: date | None = None,
    wanted_by: date | None = None,
    place: str = "",
    words: str = "",
    zip: str = "",
    how_many: int = 1,
    needs: Iterable[str] = (),
    anyone: bool = False,
    dollars: int | None = None,
) -> Ask:
    """Ask once, or for the same hour every week until a day. Answers the first ask; each week can be taken alone.

    Raises ValidationError for an hour that has gone by, for more than there is room for, and for money beyond what
    policy allows.
    """
    policy = policy_of(participant.organization_id).practical_help
    if starts_at is not None and starts_at <= at:
        raise ValidationError({"day": _("That time is over. Enter one that is still to come.")})
    if kind == Kind.FUND and not 0 < (dollars or 0) <= policy.fund_dollars:
        raise ValidationError(
            {"dollars": _("Enter how much you need, at most %(most)s dollars.") % {"most": policy.fund_dollars}}
        )
    times = [starts_at]
    if starts_at is not None and weekly_until is not None:
        times = list(weekly(starts_at, until=weekly_until, zone=zone, most=policy.most_weeks))
    if not times:
        raise ValidationError({"weekly_until": _("Enter a day after the first time.")})
    _refuse_too_many(participant, len(times), most=policy.most_open)
    length = ends_at - starts_at if starts_at and ends_at else None
    asks = [
        ask_for(
            id=id if number == 0 else None,
            participant=participant,
            kind=kind,
            starts_at=time,
            ends_at=_end(time, length),
            zone=zone,
            wanted_by=wanted_by,
            place=place,
            words=words,
            zip=zip,
            how_many=how_many,
            needs=needs,
            anyone=anyone,
            dollars=dollars if kind == Kind.FUND else None,
            row=id if len(times) > 1 else None,
            source=Ask.Source.PARTICIPANT if by.participant_id == participant.pk else Ask.Source.PEER_LEADER,
            by=by,
            at=at,
        )
        for number, time in enumerate(times)
    ]
    return asks[0]


def _end(time: datetime | None, length: timedelta | None) -> datetime | None:
    return time + length if time and length else None


def _refuse_too_many(participant: Participant, more: int, *, most: int) -> None:
    open_now = Ask.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), state__in=STANDING
    )
    if open_now.count() + more > most:
        raise ValidationError(_("There is no room for more right now. Take one back, or call us."))


@transaction.atomic
def take_back(*, ask: Ask, by: Viewer, at: datetime, whole_row: bool = False) -> list[Ask]:
    """It is not needed any more; with `whole_row` nor in the weeks to come. A second press is the same."""
    rows = [lock(ask, by=by)]
    if whole_row and ask.row is not None:
        later = Ask.objects.select_for_update(of=("self",)).filter(
            organization_id=by.organization_id, row=ask.row, due_on__gt=ask.due_on
        )
        rows += list(later.order_by("pk"))
    standing = [row for row in rows if row.state in STANDING]
    for row in standing:
        settle(row, State.WITHDRAWN, ended=Take.Ended.WITHDRAWN, at=at)
        audit.record(what="ask.withdrawn", about=row, by=by, participant_id=row.participant_id)
    return standing


@transaction.atomic
def close(*, ask: Ask, by: Viewer, at: datetime) -> Ask:
    """A coordinator says that nobody could do it, and the participant is told to look."""
    mine = lock(ask, by=by)
    if mine.state in STANDING:
        settle_nobody(mine, by=by, at=at)
    return mine


def settle_nobody(ask: Ask, *, by: Viewer, at: datetime) -> None:
    """Nobody did it. The caller holds the lock."""
    ask.owner = None
    settle(ask, State.NOBODY, ended=Take.Ended.OVER, at=at)
    audit.record(what="ask.nobody", about=ask, by=by, participant_id=ask.participant_id)
    tell(ask, words=Words.LOOK_AGAIN, key="nobody", by=by, at=at)
