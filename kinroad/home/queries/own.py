"""A participant's own pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from kinroad.audit.queries import looks_at
from kinroad.coaching.queries.goal import touched_on
from kinroad.coaching.queries.my_news import News, my_news
from kinroad.coaching.queries.plan import PlanInShort, plan_in_short
from kinroad.coaching.queries.recurrence import DaysOf, lived_of, told_of_returns
from kinroad.coaching.queries.timeline import Timeline, earlier_versions, entry, timeline
from kinroad.coaching.queries.together import WalksWith, who_walks_with
from kinroad.coaching.queries.trigger_day import ComingDay, days_of
from kinroad.consent.queries.corrections import Asked, beside_entries
from kinroad.consent.queries.letters import letters_to_read
from kinroad.gatherings.models import Coming
from kinroad.gatherings.queries.coming import comings_of
from kinroad.gatherings.queries.leading import Led, Unfilled, led_soon, unfilled_by
from kinroad.home.queries.record import Versions
from kinroad.notifications.queries.thread import NewReader, has_new, new_readers
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.seers import Seer, seers_of
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.queries.ask import offers_for
from kinroad.resources.queries.referral import waits_for_yes

NOTES_ON_MY_PAGE = 3
LOOKS_ON_MY_PAGE = 5
DAYS_ON_MY_PAGE = 3
LOOKS = 50

PAGES = {
    "record": _("Contacts and notes"),
    "about": _("What I told about me"),
    "circle": _("Who may see me"),
    "plan": _("My plan"),
    "versions": _("Earlier versions of a note"),
    "contact": _("The form for a contact"),
    "support": _("Start or end of support"),
    "match": _("Who could walk with me"),
    "check_in": _("How I am, as far as I share it"),
    "days": _("Days that can be hard for me"),
    "request": _("What I asked for"),
    "death": _("That I have died"),
    "told": _("The form for what I told of a return to use"),
    "outreach": _("Reaching out to me"),
    "invite": _("A way for me to sign in"),
    "calls": _("The page for a call to me"),
    "dial": _("My number, to call me"),
    "person_calls": _("When I am called"),
    "messages": _("My messages"),
    "sharing": _("What I share"),
    "allowed": _("What I allow"),
    "help": _("Help I asked for"),
    "referrals": _("Where I was referred to"),
    "calendar_feed": _("My calendar, by the address I made"),
    "attendance": _("Who came to a session"),
    "coming": _("What I come to"),
    "disclosures": _("Whom you told about me"),
    "corrections": _("What I asked to be corrected"),
    "emergency": _("Opening my page in an emergency"),
}
ANOTHER_PAGE = _("A page about me")
WHY = {
    **dict(Why.choices),
    "leads": _("Leads what I come to"),
    "asked": _("Was asked to walk with me"),
    "calls": _("Calls me"),
    "feed": _("Has the address"),
    "helps": _("Helps me"),
}


@dataclass(frozen=True, slots=True)
class LookLine:
    """Who looked, why they might, at what, when: as the participant reads it."""

    id: UUID
    at: datetime
    who: Shown | None
    why: Any
    page: Any


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks, newest first; `earlier` is the id to ask on with when there are more."""

    lines: list[LookLine]
    earlier: UUID | None


@dataclass(frozen=True)
class MyPage:
    """Everything the first page of a participant prints."""

    walking: list[WalksWith]
    news: News
    supported: bool
    next_contact_on: date | None
    next_step: str
    notes: Timeline | None
    touched: dict[UUID, list[tuple[UUID, str]]]
    looks: Looks
    plan: PlanInShort
    days: list[ComingDay]
    coming: list[Coming]
    sheets: list[Unfilled]
    led: list[Led]
    lived: list[DaysOf]
    told: bool
    new_messages: bool = False
    may_read: list[NewReader] = field(default_factory=list)
    offers: int = 0
    referral_asks: bool = False
    letters: int = 0
    beside: dict[UUID, list[Asked]] = field(default_factory=dict)


def my_page(participant: Participant, *, viewer: Viewer, today: date, at: datetime, with_notes: bool) -> MyPage:
    """Who walks with me, what is next, the newest notes, the last looks."""
    ids = ids_of_one(participant)
    newest = timeline(ids, organization_id=viewer.organization_id, most=NOTES_ON_MY_PAGE)
    told = told_of_returns(participant)
    first = newest.entries[0] if newest.entries else None
    ahead = first and first.next_contact_on and first.next_contact_on >= today
    return MyPage(
        walking=who_walks_with(ids, organization_id=viewer.organization_id),
        news=my_news(participant, today=today),
        supported=participant.episodes.filter(organization_id=viewer.organization_id, ended_on=None).exists(),
        next_contact_on=first.next_contact_on if first and ahead else None,
        next_step=first.next_step if first and with_notes else "",
        notes=newest if with_notes else None,
        touched=touched_on(newest, ids, organization_id=viewer.organization_id) if with_notes else {},
        plan=plan_in_short(participant, today=today, ids=ids),
        looks=_looks(ids, viewer=viewer, most=LOOKS_ON_MY_PAGE, before=None),
        days=days_of(participant, at=at)[:DAYS_ON_MY_PAGE],
        coming=comings_of(participant, at=at)[:DAYS_ON_MY_PAGE],
        sheets=unfilled_by(viewer, today=today),
        led=led_soon(viewer, at=at),
        lived=lived_of(participant, told=told, today=today),
        told=bool(told),
        new_messages=has_new(ids, viewer=viewer),
        may_read=[each for each in new_readers(participant) if not each.answer],
        offers=offers_for(ids, organization_id=viewer.organization_id),
        referral_asks=waits_for_yes(ids, organization_id=viewer.organization_id),
        letters=letters_to_read(participant),
        beside=beside_entries(participant) if with_notes and newest.entries else {},
    )


def somebody_walks_with(participant: Participant) -> bool:
    """Whether somebody walks with me now."""
    return bool(who_walks_with(ids_of_one(participant), organization_id=participant.organization_id))


def my_notes(participant: Participant, *, viewer: Viewer, before: UUID | None) -> Timeline:
    """Every note about me, fifty at a time."""
    return timeline(ids_of_one(participant), organization_id=viewer.organization_id, before=before)


def my_goals_on(notes: Timeline, participant: Participant) -> dict[UUID, list[tuple[UUID, str]]]:
    """Which of my goals these contacts were about."""
    return touched_on(notes, ids_of_one(participant), organization_id=participant.organization_id)


def my_versions(part_id: UUID, *, participant: Participant, viewer: Viewer) -> Versions:
    """A note about me as it stood before each change. Raises Http404 for a note about someone else."""
    now = entry(part_id, organization_id=viewer.organization_id)
    if now.participant_id not in ids_of_one(participant):
        raise Http404
    return Versions(participant, now, earlier_versions(part_id, organization_id=viewer.organization_id))


def my_looks(participant: Participant, *, viewer: Viewer, before: UUID | None) -> Looks:
    """Everyone who ever looked, fifty at a time; the viewer's own visits left out."""
    return _looks(ids_of_one(participant), viewer=viewer, most=LOOKS, before=before)


def my_circle(participant: Participant) -> list[Seer]:
    """Everyone who may see me, and why."""
    return seers_of(participant)


def _looks(ids: Sequence[UUID], *, viewer: Viewer, most: int, before: UUID | None) -> Looks:
    rows = looks_at(
        ids, organization_id=viewer.organization_id, apart_from=viewer.account_id, most=most + 1, before=before
    )
    people = shown_people((row.person_id for row in rows), organization_id=viewer.organization_id)
    lines = [
        LookLine(
            id=row.id,
            at=row.at,
            who=people.get(row.person_id) if row.person_id else None,
            why=WHY.get(row.why, ""),
            page=PAGES.get(row.page, ANOTHER_PAGE),
        )
        for row in rows[:most]
    ]
    return Looks(lines, lines[-1].id if len(rows) > most else None)
