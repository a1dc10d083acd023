"""Saying "I'm coming" to a session, changing it, taking it back; and who moves up when a place is free.

Locks: the session first, then whoever comes, so that the last place goes to one person alone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.gatherings.actions.coming_helps import ask_for_help, take_help_back
from kinroad.gatherings.actions.coming_news import plan_reminder, take_messages_back, tell
from kinroad.gatherings.models import Coming, Gathering, Session, SignUp
from kinroad.gatherings.models import State as SessionState
from kinroad.gatherings.queries.coming import OF_THE_LIVING, coming_of, survivor
from kinroad.gatherings.rules.coming import (
    LAST_DAY,
    MOST_CHILDREN,
    MOST_GUESTS,
    fits,
    free_places,
    places_for,
    who_moves_up,
)
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

State = Coming.State


@dataclass(frozen=True)
class Wishes:
    """With how many somebody comes, and what they ask for in the same form. `ride_from`: where the ride begins."""

    guests: int = 0
    children: int = 0
    child_care: bool = False
    ride: bool = False
    ride_from: str = ""
    remind: str = ""

    @property
    def places(self) -> int:
        return places_for(guests=self.guests, children=self.children)


def _whose(*, session: Session, participant: Participant | None = None, **rest: Any) -> dict[str, Any]:
    return {
        "organization_id": session.organization_id,
        "session_id": session.pk,
        "participant_id": participant.pk if participant else None,
    }


@meets_the_first(Coming, whose=_whose)
def say_coming(
    *,
    id: UUID,
    session: Session,
    wishes: Wishes,
    by: Viewer,
    at: datetime,
    participant: Participant | None = None,
    called: str = "",
    reach: str = "",
    reach_by: str = "",
    wording: str = "",
    language: str = "en",
) -> Coming:
    """Somebody comes to this session, or waits for a place: a participant, or somebody `called` so.

    A second submit meets the first; a participant who comes already changes what they said. `reach` (E.164 or an
    address), `reach_by` and the `wording` shown are of somebody without a record, and only for this session.
    Raises ValidationError when there is no place and no line, or nobody can sign up for it (any more).
    """
    mine = lock(session)
    them = participant and (participant.merged_into or participant)
    refuse_closed(mine, at=at, participant=them)
    _refuse_impossible(mine.gathering, wishes)
    if them is not None:
        refuse_the_dead(them)
        said_before = coming_of(them, mine)
        if said_before is not None:
            return _settle(said_before, mine, wishes, by=by, at=at)
    row = Coming(
        id=id,
        organization_id=mine.organization_id,
        session=mine,
        participant=them,
        called=None if them else called,
        reach=None if them or not reach_by else reach,
        reach_by="" if them else reach_by,
        wording="" if them else wording,
        language=language,
        state=State.CANCELLED,
        signed_up_at=at,
        cancelled_at=at,
    )
    return _settle(row, mine, wishes, by=by, at=at)


@transaction.atomic
def change_coming(*, coming: Coming, wishes: Wishes, by: Viewer, at: datetime) -> Coming:
    """Other numbers or wishes of somebody who comes or waits. Their place, or their place in the line, stays theirs.

    Raises ValidationError when there are not so many places, or they took it back meanwhile.
    """
    session, row = _lock_both(coming)
    if row.state == State.CANCELLED:
        raise ValidationError(_("You took this back. Say again that you are coming, if you like."))
    refuse_over(session, at=at)
    _refuse_impossible(session.gathering, wishes)
    return _settle(row, session, wishes, by=by, at=at)


@transaction.atomic
def cancel_coming(*, coming: Coming, by: Viewer, at: datetime) -> Coming:
    """They do not come. Their places go to whoever waits first, and what they asked for is taken back."""
    session, row = _lock_both(coming)
    for each in _of_the_same(row).exclude(state=State.CANCELLED).order_by("pk"):
        _let_go(each, session, by=by, at=at)
    _promote(session, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def promote(*, session: Session, by: Viewer, at: datetime) -> list[Coming]:
    """Give free places to those who wait, in their order. Answers who moved up; they are told."""
    return _promote(lock(session), by=by, at=at)


def lock(session: Session) -> Session:
    """The session as it stands now, locked until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("gathering", "organization")
    return rows.get(organization_id=session.organization_id, pk=session.pk)


def _lock_both(coming: Coming) -> tuple[Session, Coming]:
    session = lock(Session(pk=coming.session_id, organization_id=coming.organization_id))
    rows = Coming.objects.select_for_update(of=("self",)).filter(organization_id=coming.organization_id)
    return session, rows.get(pk=coming.pk)


def _of_the_same(row: Coming) -> QuerySet[Coming]:
    """This row and, of a participant who was merged, the other one for the same session."""
    rows = Coming.objects.select_for_update(of=("self",)).filter(
        organization_id=row.organization_id, session_id=row.session_id
    )
    them = survivor(row)
    return rows.filter(participant__in=ids_of_one(them)) if them else rows.filter(pk=row.pk)


def refuse_closed(session: Session, *, at: datetime, participant: Participant | None) -> None:
    """Raise ValidationError where nobody, or not this person, signs up."""
    gathering = session.gathering
    if gathering.sign_up == SignUp.NONE:
        raise ValidationError(_("Nobody needs to sign up for this. Just come."))
    if participant is None and (gathering.sign_up != SignUp.ANYONE or not gathering.public):
        raise ValidationError(_("This is for people of our program. Sign in to say that you are coming, or call us."))
    refuse_over(session, at=at)


def refuse_over(session: Session, *, at: datetime) -> None:
    """Raise ValidationError for a session that is cancelled, or has begun."""
    if session.state == SessionState.CANCELLED:
        raise ValidationError(_("This does not take place. Choose another day."))
    if session.starts_at <= at:
        raise ValidationError(_("This has begun already. Just come, or choose another day."))


def _refuse_impossible(gathering: Gathering, wishes: Wishes) -> None:
    if not 0 <= wishes.guests <= MOST_GUESTS:
        raise ValidationError({"guests": _("Up to %(most)s guests. For more, please call us.") % {"most": MOST_GUESTS}})
    if not 0 <= wishes.children <= MOST_CHILDREN:
        text = _("Up to %(most)s children. For more, please call us.") % {"most": MOST_CHILDREN}
        raise ValidationError({"children": text})
    if wishes.children and not gathering.children_welcome:
        raise ValidationError({"children": _("This one is for grown-ups. Call us about the children.")})
    if wishes.child_care and not (gathering.child_care and wishes.children):
        raise ValidationError({"child_care": _("Say how many children you bring.")})
    if wishes.ride and not gathering.rides:
        raise ValidationError({"ride": _("There are no rides to this one. Call us, and we look for a way.")})


def _settle(row: Coming, session: Session, wishes: Wishes, *, by: Viewer, at: datetime) -> Coming:
    """Give the places they want, or a place in the line; keep what they asked for. The session is locked."""
    new = row.state == State.CANCELLED
    before = row.places if row.state == State.COMING else 0
    free = free_places(capacity=session.capacity, taken=session.taken)
    if row.state == State.COMING and not fits(wishes.places - before, free=free):
        raise ValidationError({"children" if wishes.children > row.children else "guests": _no_more(free or 0)})
    if session.capacity is not None and wishes.places > session.capacity:
        raise ValidationError(_no_more(session.capacity))
    changed = [name for name in vars(wishes) if (getattr(row, name) or "") != (getattr(wishes, name) or "")]
    for name, value in vars(wishes).items():
        setattr(row, name, value or None if name == "ride_from" else value)
    if new:
        _let_in(row, session, free=free, at=at)
    if row.state == State.COMING:
        session.taken += row.places - before
        session.save(update_fields=["taken"])
    if not new and not changed:
        return row
    row.version += not row._state.adding
    plan_reminder(row, session, at=at)
    row.save()
    what = "coming.said" if new else "coming.changed"
    audit.record(what=what, about=row, by=by, participant_id=row.participant_id, fields=[] if new else changed)
    ask_for_help(row, session, by=by, at=at)
    _promote(session, by=by, at=at)
    row.refresh_from_db()
    return row


def _let_in(row: Coming, session: Session, *, free: int | None, at: datetime) -> None:
    """A place now, or the end of the line. Raises ValidationError where there is neither."""
    last_day = session.starts_at - at <= LAST_DAY
    somebody_waits = not last_day and _waiting(session).exists()
    row.cancelled_at, row.signed_up_at, row.in_line = None, at, None
    row.news, row.news_key, row.told_at = "", "", None
    if fits(row.places, free=free) and not somebody_waits:
        row.state = State.COMING
        return
    if not session.gathering.waiting_list:
        raise ValidationError(_no_more(free or 0), code="full")
    row.state = State.WAITING
    last = Coming.objects.filter(organization_id=session.organization_id, session=session).aggregate(Max("in_line"))
    row.in_line = (last["in_line__max"] or 0) + 1


def _no_more(free: int) -> str:
    if not free:
        return _("All places are taken.")
    return ngettext("There is %(free)s place left.", "There are %(free)s places left.", free) % {"free": free}


def _waiting(session: Session) -> QuerySet[Coming]:
    rows = Coming.objects.filter(OF_THE_LIVING, organization_id=session.organization_id, session=session)
    rows = rows.select_related("participant__person", "participant__site", "participant__organization")
    return rows.filter(state=State.WAITING).order_by("in_line")


def _promote(session: Session, *, by: Viewer, at: datetime) -> list[Coming]:
    if session.state == SessionState.CANCELLED or session.starts_at <= at:
        return []
    line = list(_waiting(session))
    free = free_places(capacity=session.capacity, taken=session.taken)
    going = who_moves_up([(row.pk, row.places) for row in line], free=free, last_day=session.starts_at - at <= LAST_DAY)
    moved = [row for row in line if row.pk in set(going)]
    for row in moved:
        row.state, row.in_line = State.COMING, None
        row.version += 1
        plan_reminder(row, session, at=at)
        row.save()
        session.taken += row.places
        audit.record(what="coming.moved_up", about=row, by=by, participant_id=row.participant_id)
        ask_for_help(row, session, by=by, at=at)
        tell(row, session, news=Coming.News.MOVED_UP, use_until=session.starts_at, by=by, at=at)
    if moved:
        session.save(update_fields=["taken"])
    return moved


def _let_go(row: Coming, session: Session, *, by: Viewer, at: datetime) -> None:
    if row.state == State.COMING:
        session.taken -= row.places
        session.save(update_fields=["taken"])
    take_messages_back(row, session, by=by, at=at)
    row.state, row.in_line, row.cancelled_at = State.CANCELLED, None, at
    row.remind_at, row.news, row.news_key, row.told_at = None, "", "", None
    row.version += 1
    row.save()
    take_help_back(row, by=by, at=at)
    audit.record(what="coming.cancelled", about=row, by=by, participant_id=row.participant_id)
