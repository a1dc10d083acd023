"""What happens to those who come when a session changes: they are told, exactly they and once, and their asks follow.

Whoever changes a session calls one of these in the same transaction, with the session as it stands now.
"""

from datetime import datetime

from django.db import transaction

from kinroad.gatherings.actions.coming import promote
from kinroad.gatherings.actions.coming_helps import SOURCE, ask_for_help
from kinroad.gatherings.actions.coming_news import plan_reminder, take_messages_back, tell
from kinroad.gatherings.models import Coming, Session
from kinroad.gatherings.queries.coming import current, survivor
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.ask import move, withdraw

News = Coming.News


@transaction.atomic
def tell_coming(session: Session, *, news: str, by: Viewer, at: datetime, use_until: datetime | None = None) -> int:
    """Tell everyone who comes to this session or waits for it, once for each version of it. Answers how many they are.

    A message is of use until the session begins, unless `use_until` says otherwise.
    """
    until = use_until or session.starts_at
    met = set()
    for row in current(session).select_for_update(of=("self",)).order_by("pk"):
        them = survivor(row)
        if them is not None and them.pk in met:
            continue
        met.add(them.pk if them else row.pk)
        tell(row, session, news=news, use_until=until, by=by, at=at)
    return len(met)


@transaction.atomic
def after_cancelling(*, session: Session, by: Viewer, at: datetime) -> int:
    """The session does not take place: reminders and asks end, and those who were coming are told."""
    withdraw(source=SOURCE, source_id=session.pk, by=by, at=at)
    for row in current(session).select_for_update(of=("self",)).order_by("pk"):
        take_messages_back(row, session, by=by, at=at)
        row.remind_at = None
        row.save(update_fields=["remind_at"])
    return tell_coming(session, news=News.CANCELLED, by=by, at=at)


@transaction.atomic
def after_moving(*, session: Session, before: datetime, by: Viewer, at: datetime) -> int:
    """The session is at another time or place. `before` is when it was to begin: they are told in time for both."""
    move(
        source=SOURCE,
        source_id=session.pk,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.gathering.zone,
        by=by,
        at=at,
    )
    _plan_reminders(session, before=before, by=by, at=at)
    until = min(before, session.starts_at)
    return tell_coming(session, news=News.MOVED, by=by, at=at, use_until=until if until > at else None)


@transaction.atomic
def after_bringing_back(*, session: Session, by: Viewer, at: datetime) -> int:
    """It takes place after all: asks and reminders stand again, and those who were coming are told to look."""
    for row in current(session).select_for_update(of=("self",)).order_by("pk"):
        ask_for_help(row, session, by=by, at=at)
    _plan_reminders(session, before=session.starts_at, by=by, at=at)
    return tell_coming(session, news=News.MOVED, by=by, at=at)


def after_more_room(*, session: Session, by: Viewer, at: datetime) -> list[Coming]:
    """There are more places: whoever waits moves up, in order."""
    return promote(session=session, by=by, at=at)


def _plan_reminders(session: Session, *, before: datetime, by: Viewer, at: datetime) -> None:
    then = Session(pk=session.pk, starts_at=before)
    for row in current(session).select_for_update(of=("self",)).order_by("pk"):
        if before != session.starts_at:
            take_messages_back(row, then, by=by, at=at)
        plan_reminder(row, session, at=at)
        row.save(update_fields=["remind_at"])
