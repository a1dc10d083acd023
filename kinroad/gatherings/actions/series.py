"""Changing a series: what is said about it, its day and hour from a day on, its end."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.audit import actions as audit
from kinroad.gatherings.actions.gathering import plan_ahead, refuse_impossible
from kinroad.gatherings.actions.told import after_cancelling, after_more_room, after_moving
from kinroad.gatherings.models import Gathering, Session, State
from kinroad.gatherings.queries.session import what_would_become
from kinroad.gatherings.rules.recurrence import AHEAD, Series, occurrences
from kinroad.gatherings.rules.replanning import Fate, Replan
from kinroad.people.rules.viewer import Viewer

WHERE = {"site_id", "address", "zip", "room", "online_link"}


def locked(gathering: Gathering, *, version: int) -> Gathering:
    """The row, held. Raises ValidationError when somebody changed it since the form was drawn."""
    mine = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if mine.version != version:
        raise ValidationError(_("Somebody changed this gathering while you were writing. Look at it, then save again."))
    return mine


@transaction.atomic
def change_facts(*, gathering: Gathering, version: int, facts: dict[str, Any], by: Viewer, at: datetime) -> Gathering:
    """Change what is said about a gathering, for all sessions that have not begun at `at`.

    Places follow where a session had those of the gathering; never below the places already taken. When it is at
    another place, those who are coming are told.
    """
    mine = locked(gathering, version=version)
    if facts.get("zone", mine.zone) != mine.zone:
        raise ValidationError({"place": _("That place is in another time zone. Plan a new gathering there.")})
    changed = [name for name, value in facts.items() if (getattr(mine, name) or None) != (value or None)]
    if not changed:
        return mine
    places_before = mine.capacity
    for name in changed:
        setattr(mine, name, facts[name])
    refuse_impossible(mine)
    mine.version += 1
    mine.save()
    if "capacity" in changed:
        _give_places(mine, before=places_before, by=by, at=at)
    if WHERE & set(changed):
        _tell_where(mine, only_room=not (WHERE - {"room"}) & set(changed), by=by, at=at)
    audit.record(what="gathering.changed", about=mine, by=by, fields=changed)
    return mine


def _give_places(gathering: Gathering, *, before: int | None, by: Viewer, at: datetime) -> None:
    same = Session.objects.select_for_update().filter(
        organization_id=gathering.organization_id, gathering=gathering, starts_at__gt=at, capacity=before
    )
    for session in same.order_by("pk"):
        session.capacity = None if gathering.capacity is None else max(gathering.capacity, session.taken)
        session.save(update_fields=["capacity"])
        if session.taken:
            after_more_room(session=session, by=by, at=at)


def _tell_where(gathering: Gathering, *, only_room: bool, by: Viewer, at: datetime) -> None:
    """Those who come to a session that is somewhere else now. One with a room of its own stays in it."""
    rows = Session.objects.select_for_update().filter(
        organization_id=gathering.organization_id,
        gathering=gathering,
        starts_at__gt=at,
        state=State.PLANNED,
        taken__gt=0,
    )
    for session in rows.filter(room="").order_by("pk") if only_room else rows.order_by("pk"):
        session.version += 1
        session.save(update_fields=["version"])
        after_moving(session=session, before=session.starts_at, by=by, at=at)


@transaction.atomic
def change_times(
    *,
    gathering: Gathering,
    version: int,
    times: dict[str, Any],
    touched_follow: bool | None,
    by: Viewer,
    today: date,
    at: datetime,
) -> list[Session]:
    """Plan a series anew from the day `times["starts_on"]` on; earlier sessions stay. Answers the sessions that people
    know and that changed: these people are told.

    What nobody touched is planned anew. Raises ValidationError when somebody has to choose first what becomes of
    sessions that were touched (`touched_follow` None).
    """
    mine = locked(gathering, version=version)
    from_on: date = times["starts_on"]
    if from_on < today:
        raise ValidationError({"starts_on": _("What has been cannot change. Choose today or a later day.")})
    new = Series(zone=mine.zone, **times)
    planned = occurrences(new, first=from_on, last=today + AHEAD)
    if not planned:
        raise ValidationError({"starts_on": _("No day comes round like that. Look at the first and the last day.")})
    fates = what_would_become(mine, on=from_on, at=at, planned=planned, touched_follow=bool(touched_follow), hold=True)
    if touched_follow is None:
        _refuse_unseen(replan for _session, replan in fates)
    told = _carry_out(fates, by=by, at=at)
    for name, value in times.items():
        setattr(mine, name, value)
    refuse_impossible(mine)
    mine.ended_on = None
    mine.version += 1
    mine.save()
    plan_ahead(gathering=mine, on=from_on, today=today)
    audit.record(what="gathering.replanned", about=mine, by=by, fields=sorted(times))
    return told


def _refuse_unseen(fates: Iterable[Replan]) -> None:
    count = sum(each.standing.touched and not each.standing.cancelled for each in fates)
    if count:
        raise ValidationError(
            {
                "touched_follow": ngettext(
                    "%(num)s session is already settled or people are coming. Choose what becomes of it.",
                    "%(num)s sessions are already settled or people are coming. Choose what becomes of them.",
                    count,
                )
                % {"num": count}
            }
        )


def _carry_out(fates: list[tuple[Session, Replan]], *, by: Viewer, at: datetime) -> list[Session]:
    """Carry the fates out. Those who are coming to what changed are told."""
    told = []
    goes = [session.pk for session, fate in fates if fate.fate == Fate.GOES]
    Session.objects.filter(pk__in=goes).delete()
    for session, replan in fates:
        before = session.starts_at
        if replan.fate == Fate.CANCELLED:
            session.state = State.CANCELLED
        elif replan.fate == Fate.NEW_TIME and replan.to:
            session.on, session.start_minute = replan.to.on, replan.to.start_minute
            session.starts_at, session.ends_at = replan.to.starts_at, replan.to.ends_at
            session.moved = False
        else:
            continue
        session.version += 1
        session.save()
        if replan.standing.touched and replan.fate == Fate.CANCELLED:
            after_cancelling(session=session, by=by, at=at)
        elif replan.standing.touched:
            after_moving(session=session, before=before, by=by, at=at)
        if session.taken:
            told.append(session)
    return told


@transaction.atomic
def end_series(
    *, gathering: Gathering, version: int, last_on: date, sure: bool, by: Viewer, today: date, at: datetime
) -> list[Session]:
    """Let a series end after `last_on`. Nothing is deleted that somebody touched: those sessions are cancelled.

    Raises ValidationError when people are coming later and nobody has said `sure`. Answers the sessions whose people
    were told.
    """
    mine = locked(gathering, version=version)
    if last_on < today - timedelta(days=1):
        raise ValidationError({"last_on": _("What has been cannot change. Choose yesterday or a later day.")})
    after = last_on + timedelta(days=1)
    fates = what_would_become(mine, on=after, at=at, planned=[], touched_follow=True, hold=True)
    if not sure:
        coming = sum(session.taken > 0 for session, _fate in fates if session.state == State.PLANNED)
        if coming:
            said = ngettext(
                "People are coming to %(num)s later session. Say that you want to cancel it.",
                "People are coming to %(num)s later sessions. Say that you want to cancel them.",
                coming,
            )
            raise ValidationError({"sure": said % {"num": coming}})
    told = _carry_out(fates, by=by, at=at)
    mine.ended_on = last_on
    mine.version += 1
    mine.save()
    audit.record(what="gathering.ended", about=mine, by=by)
    return told


@transaction.atomic
def begin_again(*, gathering: Gathering, by: Viewer, today: date) -> int:
    """Let a series that was ended go on from today. Answers how many sessions were planned."""
    mine = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if mine.ended_on is None:
        return 0
    mine.ended_on = None
    mine.version += 1
    mine.save()
    planned = plan_ahead(gathering=mine, on=today, today=today)
    audit.record(what="gathering.begun_again", about=mine, by=by)
    return planned
