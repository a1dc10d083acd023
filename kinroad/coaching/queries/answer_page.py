"""What the page after a check-in says: when a person reads it, who is on call, and what helps in danger."""

from dataclasses import dataclass
from datetime import datetime

from kinroad.coaching.models import CheckIn, Helps
from kinroad.coaching.queries.reading_times import reading_hours
from kinroad.coaching.rules.check_in import Week, is_urgent
from kinroad.coaching.rules.reading_hours import is_open, open_on
from kinroad.core.time import local
from kinroad.people.models import Organization


@dataclass(frozen=True)
class AnswerPage:
    """All the page prints. `until`: somebody reads now, until then. `reads_at`: else from then on; None when nobody
    may promise it. `asks`: somebody will read it at all."""

    asks: list[str]
    used: bool
    urgent: bool
    until: datetime | None
    reads_at: datetime | None
    today: bool
    on_call: str
    safety: bool
    shared: bool
    kept_words: bool
    zone: str
    phone: str


def answer_page(check_in: CheckIn, *, at: datetime) -> AnswerPage:
    """For the participant alone. `at` is now: a page opened again later tells what holds then."""
    organization = Organization.objects.get(pk=check_in.organization_id)
    hours = reading_hours(organization.pk)
    there = is_open(hours, at=check_in.at)
    span = open_on(hours, local(check_in.at, organization.zone).date()) if there else None
    reads_at = check_in.reads_at
    return AnswerPage(
        asks=check_in.asks,
        used=check_in.week == Week.USED,
        urgent=is_urgent(check_in.asks),
        until=span[1] if span else None,
        reads_at=reads_at,
        today=reads_at is not None and local(reads_at, organization.zone).date() == local(at, organization.zone).date(),
        on_call=check_in.on_call.called if check_in.on_call else "",
        safety=check_in.week == Week.USED or Helps.SAFETY in check_in.helps,
        shared=check_in.shared,
        kept_words=bool(check_in.own_words),
        zone=organization.zone,
        phone=organization.phone,
    )
