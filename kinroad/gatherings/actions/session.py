"""One session: other words, another time, cancelled, brought back."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.audit import actions as audit
from kinroad.gatherings.actions.told import after_bringing_back, after_cancelling, after_more_room, after_moving
from kinroad.gatherings.models import Session, State
from kinroad.gatherings.rules.recurrence import moments_of
from kinroad.people.rules.viewer import Viewer


def _held(session: Session, *, version: int, at: datetime) -> Session:
    """The row, held. Raises ValidationError when it was changed meanwhile, or is over."""
    mine = Session.objects.select_for_update().get(pk=session.pk)
    if mine.version != version:
        raise ValidationError(_("Somebody changed this session while you were writing. Look at it, then save again."))
    if mine.ends_at <= at:
        raise ValidationError(_("This session is over. What has been cannot change."))
    mine.gathering = session.gathering
    return mine


def _keep(mine: Session, *, what: str, by: Viewer, fields: list[str] | None = None) -> Session:
    mine.version += 1
    mine.save()
    audit.record(what=what, about=mine, by=by, fields=fields or [])
    return mine


@transaction.atomic
def change_session(
    *,
    session: Session,
    version: int,
    words: str,
    room: str,
    guest_expert: str,
    capacity: int | None,
    by: Viewer,
    at: datetime,
) -> Session:
    """Say what people should know about this session, and how many can come. All of it is public.

    Raises ValidationError for fewer places than are taken.
    """
    mine = _held(session, version=version, at=at)
    if capacity is not None and capacity < mine.taken:
        said = ngettext(
            "%(num)s place is taken. Enter that many or more.",
            "%(num)s places are taken. Enter that many or more.",
            mine.taken,
        )
        raise ValidationError({"capacity": said % {"num": mine.taken}})
    wanted = {"words": words, "room": room, "guest_expert": guest_expert, "capacity": capacity}
    changed = [name for name, value in wanted.items() if getattr(mine, name) != value]
    if not changed:
        return mine
    for name in changed:
        setattr(mine, name, wanted[name])
    _keep(mine, what="session.changed", by=by, fields=changed)
    if "room" in changed:
        after_moving(session=mine, before=mine.starts_at, by=by, at=at)
    if "capacity" in changed:
        after_more_room(session=mine, by=by, at=at)
    return mine


@transaction.atomic
def move_session(
    *, session: Session, version: int, on: date, start_time: time, minutes: int, words: str, by: Viewer, at: datetime
) -> Session:
    """Move one session to another day or hour on the clocks of its gathering; the series stays as it is.

    Raises ValidationError when it has begun, when the new time is over, or when another one stands there.
    """
    mine = _held(session, version=version, at=at)
    if mine.starts_at <= at:
        raise ValidationError(_("This session has begun. It cannot be moved any more."))
    to = moments_of(on, start_time, minutes, mine.gathering.zone)
    if to.starts_at <= at:
        raise ValidationError({"on": _("That time is over. Choose one that is still to come.")})
    others = Session.objects.filter(
        organization_id=mine.organization_id, gathering_id=mine.gathering_id, starts_at=to.starts_at
    )
    if others.exclude(pk=mine.pk).exists():
        raise ValidationError({"on": _("Another session of this gathering stands at that time.")})
    mine.on, mine.start_minute, mine.starts_at, mine.ends_at = to.on, to.start_minute, to.starts_at, to.ends_at
    planned = mine.gathering.start_time
    mine.moved = (to.on, to.start_minute) != (mine.first_planned_on, planned.hour * 60 + planned.minute)
    mine.words = words
    _keep(mine, what="session.moved", by=by)
    after_moving(session=mine, before=session.starts_at, by=by, at=at)
    return mine


@transaction.atomic
def cancel_session(*, session: Session, version: int, words: str, by: Viewer, at: datetime) -> Session:
    """Cancel one session, with a word that everyone may read. A second press is the same."""
    mine = _held(session, version=version, at=at)
    if mine.state == State.CANCELLED and mine.words == words:
        return mine
    told_before = mine.state == State.CANCELLED
    mine.state, mine.words = State.CANCELLED, words
    _keep(mine, what="session.cancelled", by=by)
    if not told_before:
        after_cancelling(session=mine, by=by, at=at)
    return mine


@transaction.atomic
def bring_back(*, session: Session, words: str = "", by: Viewer, at: datetime) -> Session:
    """Let a cancelled session take place after all. A second press is the same."""
    mine = _held(session, version=session.version, at=at)
    if mine.state == State.PLANNED:
        return mine
    mine.state, mine.words = State.PLANNED, words
    _keep(mine, what="session.brought_back", by=by)
    after_bringing_back(session=mine, by=by, at=at)
    return mine
