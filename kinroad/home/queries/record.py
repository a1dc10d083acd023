"""A participant's record, as those in their circle read it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from kinroad.coaching.models import Goal, Outreach, Try
from kinroad.coaching.queries.goal import GoalShown, open_goals, touched_on
from kinroad.coaching.queries.outreach import Reaching, reaching_about
from kinroad.coaching.queries.timeline import Entry, Timeline, Version, earlier_versions, entry, timeline
from kinroad.coaching.queries.together import WalksWith, who_walks_with
from kinroad.consent.models import Correction
from kinroad.consent.queries.corrections import Asked, beside_entries
from kinroad.core.prepared import Prepared
from kinroad.core.time import now
from kinroad.home.queries.referral import ReferralLine, steps_between
from kinroad.people.models import Episode, Participant, Why
from kinroad.people.queries.circle import (
    NOBODY,
    ids_of_one,
    participants_in_sight,
    participants_seen_by,
    survivor_of,
    why_seen,
)
from kinroad.people.queries.emergency import emergency_ends
from kinroad.people.queries.facts import recovery_dates_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Referral
from kinroad.resources.queries.referral import TheirReferrals, referrals_of


class StandsElsewhere(Exception):
    """The record asked for was merged: `survivor` stands for it."""

    def __init__(self, survivor: UUID) -> None:
        self.survivor = survivor


@dataclass(frozen=True)
class Record:
    """Whose record it is, why this viewer sees it, and what the head of every tab prints."""

    participant: Participant
    ids: list[UUID]
    why: str
    supported_since: date | None
    walking: list[WalksWith]
    viewer: Viewer
    may_have_tries: bool = True
    may_have_goals: bool = True
    may_have_referrals: bool = True
    reaching: list[Reaching] = field(default_factory=list)
    open_until: datetime | None = None
    may_have_corrections: bool = True

    @property
    def called(self) -> str:
        """The name to call them by."""
        return str(self.participant.person.called)

    @property
    def is_walked(self) -> bool:
        """Support is under way, with somebody who lives."""
        return self.supported_since is not None and self.participant.died_on is None

    @property
    def own_match(self) -> WalksWith | None:
        """The viewer's own walking with them."""
        mine = (each for each in self.walking if each.peer_leader_id == self.viewer.peer_leader_id)
        return next(mine, None)


def _head(organization: UUID, person: UUID, participant: UUID) -> QuerySet[Any, Any]:
    own = {"organization_id": organization}
    open_since = Episode.objects.filter(**own, participant=OuterRef("pk"), ended_on=None).values("started_on")[:1]
    merged = Participant.objects.filter(**own, merged_into=OuterRef("pk"))
    seen = participants_in_sight(organization=organization, person=person).filter(pk=participant)
    tries = Try.objects.filter(**own, participant=OuterRef("pk"))
    goals = Goal.objects.filter(**own, participant=OuterRef("pk"))
    reaching = Outreach.objects.filter(**own, participant=OuterRef("pk"), withdrawn_at=None)
    referrals = Referral.objects.filter(**own, participant=OuterRef("pk"))
    corrections = Correction.objects.filter(**own, participant=OuterRef("pk"), entry__isnull=False)
    return seen.values_list(
        Subquery(open_since),
        Exists(merged),
        Exists(tries),
        Exists(goals),
        Exists(reaching),
        Exists(referrals),
        Exists(corrections),
    )


HEAD = Prepared(_head)


def get_record(participant_id: UUID, *, viewer: Viewer) -> Record:
    """The record. Raises Http404, alike for unknown and out of sight; StandsElsewhere for a merged one."""
    who = viewer.person_id or NOBODY
    found = HEAD(organization=viewer.organization_id, person=who, participant=participant_id)
    if not found:
        survivor = survivor_of(participant_id, viewer=viewer)
        if survivor is None:
            raise Http404
        raise StandsElsewhere(survivor)
    ((supported_since, has_merged, has_tries, has_goals, has_reaching, has_referrals, has_corrections),) = found
    rows = Participant.objects.filter(organization_id=viewer.organization_id, pk=participant_id)
    participant = rows.select_related("person").get()
    ids = ids_of_one(participant) if has_merged else [participant.pk]
    why = why_seen(participant, viewer=viewer)
    return Record(
        participant=participant,
        ids=ids,
        why=why,
        supported_since=supported_since,
        walking=who_walks_with(ids, organization_id=viewer.organization_id),
        viewer=viewer,
        may_have_tries=has_tries or len(ids) > 1,
        may_have_goals=has_goals or len(ids) > 1,
        may_have_referrals=has_referrals or len(ids) > 1,
        reaching=reaching_about([participant.pk], viewer=viewer, at=now()) if has_reaching else [],
        may_have_corrections=has_corrections or len(ids) > 1,
        open_until=emergency_ends(participant, viewer=viewer) if why == Why.EMERGENCY else None,
    )


@dataclass(frozen=True)
class RecordPage:
    """The timeline and what stands beside it."""

    timeline: Timeline
    recovery_dates: list[tuple[date, str]]
    due: Entry | None
    goals: list[GoalShown]
    touched: dict[UUID, list[tuple[UUID, str]]]
    steps: list[ReferralLine] = field(default_factory=list)
    beside: dict[UUID, list[Asked]] = field(default_factory=dict)
    referrals: TheirReferrals | None = None

    @property
    def lines(self) -> list[Any]:
        """Contacts, tries and steps of referrals on one line, newest first."""
        if not self.steps:
            return self.timeline.lines
        return sorted([*self.timeline.lines, *self.steps], key=lambda each: each.at, reverse=True)


def record_page(record: Record, *, before: UUID | None) -> RecordPage:
    """Fifty contacts and the side column. On the first page, the newest contact says what comes next. Two
    queries, and three more about goals when there are any."""
    line = timeline(
        record.ids,
        organization_id=record.viewer.organization_id,
        before=before,
        may_have_tries=record.may_have_tries,
    )
    newest = line.entries[0] if line.entries and before is None else None
    organization_id = record.viewer.organization_id
    after = line.entries[-1].at if line.earlier else None
    return RecordPage(
        timeline=line,
        recovery_dates=recovery_dates_of(record.participant),
        due=newest if newest and newest.next_contact_on and record.is_walked else None,
        goals=open_goals(record.ids, organization_id=record.viewer.organization_id) if record.may_have_goals else [],
        touched=touched_on(line, record.ids, organization_id=record.viewer.organization_id)
        if record.may_have_goals
        else {},
        steps=steps_between(record.ids, organization_id=organization_id, after=after, until=line.until)
        if record.may_have_referrals
        else [],
        referrals=referrals_of(record.participant) if record.may_have_referrals else None,
        beside=beside_entries(record.participant) if record.may_have_corrections and line.entries else {},
    )


@dataclass(frozen=True)
class Versions:
    """One contact of one participant, now and as it stood before each change."""

    participant: Participant
    now: Entry
    before: list[Version]


def versions_seen_by(part_id: UUID, *, viewer: Viewer) -> Versions:
    """For those in the circle. Raises Http404, alike for unknown and out of sight."""
    about = Q(contact_parts=part_id) | Q(merged_ones__contact_parts=part_id)
    participant = participants_seen_by(viewer).filter(about).select_related("person").first()
    if participant is None:
        raise Http404
    now = entry(part_id, organization_id=viewer.organization_id)
    return Versions(participant, now, earlier_versions(part_id, organization_id=viewer.organization_id))
