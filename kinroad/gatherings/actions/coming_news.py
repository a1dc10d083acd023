"""Telling one who comes what they have to know, discreetly, by a way they allow; and reminding them by their wish."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kinroad.audit import actions as audit
from kinroad.core.ids import hash_of
from kinroad.core.time import local
from kinroad.gatherings.models import Coming, ComingLink, Session
from kinroad.gatherings.queries.coming import survivor
from kinroad.gatherings.queries.coming_reminder import due_for_reminder, way_of, zone_for
from kinroad.gatherings.rules.coming import reminder_of
from kinroad.notifications.actions.outbox import put
from kinroad.notifications.actions.visitor import put_for_visitor, take_back
from kinroad.notifications.models import Words
from kinroad.people.models import Organization
from kinroad.people.queries.each import in_each
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

News = Coming.News
SAYS = {News.MOVED_UP: Words.PLACE_FREE, News.MOVED: Words.PLAN_CHANGED, News.CANCELLED: Words.PLAN_OFF}


@transaction.atomic
def make_link(coming: Coming, *, at: datetime) -> str:
    """A further way back to their sign-up for somebody without an account: its secret, of which we keep the hash."""
    secret = secrets.token_urlsafe(32)
    ComingLink(organization_id=coming.organization_id, coming=coming, secret_hash=hash_of(secret), made_at=at).save()
    return secret


def tell(coming: Coming, session: Session, *, news: str, use_until: datetime, by: Viewer, at: datetime) -> None:
    """Tell them what changed about this session, once for each version of it. Without a way, they stand as not told."""
    key = f"coming:{coming.pk}:{news}:{session.version}.{coming.version}"
    sent = _say(coming, session, words=SAYS[News(news)], key=key, use_until=use_until, by=by, at=at)
    coming.news, coming.news_key, coming.told_at = news, key if sent else "", None
    coming.save(update_fields=["news", "news_key", "told_at"])


@transaction.atomic
def told_in_person(*, coming: Coming, by: Viewer, at: datetime) -> None:
    """Somebody told them: they leave the list of those who do not know yet. A second press is the same."""
    row = Coming.objects.select_for_update(of=("self",)).get(organization_id=by.organization_id, pk=coming.pk)
    if not row.news or row.told_at is not None:
        return
    row.told_at = at
    row.save(update_fields=["told_at"])
    audit.record(what="coming.told", about=row, by=by, participant_id=row.participant_id)


def plan_reminder(coming: Coming, session: Session, *, at: datetime) -> None:
    """When their reminder is due, on their own clock; None without a wish, a place, or time enough."""
    found = None
    if coming.remind and coming.state == Coming.State.COMING:
        hours = policy_of(coming.organization_id).gatherings.remind_hours
        zone = zone_for(coming, session)
        found = reminder_of(coming.remind, starts_at=session.starts_at, zone=zone, hours=hours, now=at)
    coming.remind_at = found.at if found else None


def take_messages_back(coming: Coming, session: Session, *, by: Viewer, at: datetime) -> None:
    """What waits in the outbox for this sign-up is not needed any more."""
    keys = [reminder_key(coming, session), *([coming.news_key] if coming.news_key else [])]
    take_back(organization_id=coming.organization_id, keys=keys, by=by, at=at)


def reminder_key(coming: Coming, session: Session) -> str:
    return f"coming:{coming.pk}:remind:{session.starts_at:%Y%m%d%H%M}"


def remind_those_due(*, at: datetime) -> int:
    """Put every reminder whose time has come into the outbox, once. Answers how many are there."""
    return in_each(lambda organization: _remind_those_of(organization, at=at))


def _remind_those_of(organization: Organization, *, at: datetime) -> int:
    by = Viewer.system(organization.pk, organization.zone)
    return sum(_remind(coming, by=by, at=at) for coming in due_for_reminder(organization.pk, at=at))


@transaction.atomic
def _remind(coming: Coming, *, by: Viewer, at: datetime) -> bool:
    rows = Coming.objects.select_for_update(of=("self",)).select_related("session__gathering")
    row = rows.get(pk=coming.pk)
    if row.remind_at is None or row.remind_at > at:
        return False
    row.remind_at = None
    row.save(update_fields=["remind_at"])
    session = row.session
    if row.state != Coming.State.COMING or session.state != "planned" or session.starts_at <= at:
        return False
    zone = zone_for(row, session)
    tomorrow = local(session.starts_at, zone).date() - local(at, zone).date() == timedelta(days=1)
    words = Words.PLANNED_TOMORROW if tomorrow else Words.PLANNED_TODAY
    midnight = local(at, zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    until = min(session.starts_at, midnight)
    return _say(row, session, words=words, key=reminder_key(row, session), use_until=until, by=by, at=at)


def _say(
    coming: Coming, session: Session, *, words: str, key: str, use_until: datetime, by: Viewer, at: datetime
) -> bool:
    """Put it into the outbox, if there is a way that reaches them in time."""
    if use_until <= at:
        return False
    them = survivor(coming)
    if them is None:
        if not coming.reach_by or not coming.reach:
            return False
        sent = put_for_visitor(
            organization=session.organization,
            number=coming.reach,
            channel=coming.reach_by,
            words=words,
            key=key,
            zone=session.gathering.zone,
            language=coming.language,
            link=reverse("gatherings:coming_by_link", args=[make_link(coming, at=at)]),
            use_until=use_until,
            by=by,
            at=at,
        )
        return sent is not None
    way = way_of(them, at=at)
    if not way:
        return False
    row = put(
        participant=them,
        channel=way,
        words=words,
        key=key,
        link=reverse("gatherings:me_coming"),
        use_until=use_until,
        by=by,
        at=at,
    )
    if row is not None and row.due_at > use_until:  # their quiet hours end too late
        take_back(organization_id=row.organization_id, keys=[key], by=by, at=at)
        return False
    return row is not None
