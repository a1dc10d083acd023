"""The page of one coordinator's proposal for everyone who waits: fifty lines at a time, as things stand now."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from kinroad.coaching.models import MatchingDraft, MatchingEdit, MatchingLine
from kinroad.coaching.queries.best_match import everyone_waiting, leaders_now
from kinroad.coaching.rules.best_match import Waiting
from kinroad.coaching.rules.matching import Leader, Obstacle, Reason, obstacles, reasons
from kinroad.core.policy import MatchPolicy
from kinroad.core.time import local, now
from kinroad.people.queries.circle import NOBODY, in_sight
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

SHOWN = 50
MOST_SETTLED = 100
NOT_WAITING = "not_waiting"
SAID_NO = "said_no"
RECENT = timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """One person who waits, whom they could walk with, and why. `trouble` says what has changed since."""

    line_id: UUID
    participant_id: UUID
    called: str
    days: int | None
    says: str
    fixed: bool
    leader_id: UUID | None = None
    leader: str = ""
    title: str = ""
    reasons: tuple[Reason, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Settled:
    """Something the coordinator settled."""

    what: str
    participant_id: UUID
    called: str
    leader_id: UUID | None
    leader: str


@dataclass(frozen=True)
class Proposal:
    """All the page prints."""

    draft: MatchingDraft
    lines: list[Line]
    counts: dict[str, int]
    settled: list[Settled]
    start: int
    after: int | None

    @property
    def shown(self) -> list[UUID]:
        """The participants this page names."""
        named = [line.participant_id for line in self.lines] + [each.participant_id for each in self.settled]
        return list(dict.fromkeys(named))


def proposal_of(viewer: Viewer, *, today: date, start: int = 0) -> Proposal | None:
    """The coordinator's own proposal from place `start` on, or None when they have made none.

    Counts are of the whole proposal as it was made for them; lines only of the people they see now. Whatever its
    length, it reads no more lines than the page shows.
    """
    draft = MatchingDraft.objects.filter(organization_id=viewer.organization_id, owner=viewer.person_id).first()
    if draft is None:
        return None
    living = Q(
        in_sight(viewer.organization_id, viewer.person_id or NOBODY),
        organization_id=viewer.organization_id,
        draft=draft,
        participant__died_on=None,
    )
    all_lines = MatchingLine.objects.filter(organization_id=viewer.organization_id, draft=draft, version=draft.shown)
    counts = dict(all_lines.order_by().values_list("says").annotate(count=Count("pk")))
    rows = MatchingLine.objects.filter(living, version=draft.shown, place__gte=start)
    stand = list(rows.select_related("participant__person", "peer_leader__person").order_by("place")[: SHOWN + 1])
    edits = MatchingEdit.objects.filter(living)
    settled = edits.select_related("participant__person", "peer_leader__person").order_by("-pk")[:MOST_SETTLED]
    return Proposal(
        draft=draft,
        lines=_lines(stand[:SHOWN], viewer=viewer, today=today),
        counts=counts,
        settled=[
            Settled(
                each.what,
                each.participant_id,
                each.participant.person.called,
                each.peer_leader_id,
                each.peer_leader.person.called if each.peer_leader else "",
            )
            for each in settled
        ],
        start=start,
        after=stand[SHOWN].place if len(stand) > SHOWN else None,
    )


def _lines(rows: list[MatchingLine], *, viewer: Viewer, today: date) -> list[Line]:
    organization = viewer.organization_id
    waiting = {
        one.seeker.participant_id: one
        for one in everyone_waiting(organization, among=[row.participant_id for row in rows])
    }
    leaders = leaders_now(organization, of={row.peer_leader_id for row in rows if row.peer_leader_id})
    policy = policy_of(organization).match
    zone = viewer.organization_zone
    return [_line(row, waiting.get(row.participant_id), leaders, policy=policy, zone=zone, today=today) for row in rows]


def _line(
    row: MatchingLine,
    one: Waiting | None,
    leaders: dict[UUID, Leader],
    *,
    policy: MatchPolicy,
    zone: str,
    today: date,
) -> Line:
    leader = leaders.get(row.peer_leader_id) if row.peer_leader_id else None
    return Line(
        line_id=row.pk,
        participant_id=row.participant_id,
        called=row.participant.person.called,
        days=(today - local(one.since, zone).date()).days if one else None,
        says=row.says,
        fixed=row.fixed,
        leader_id=row.peer_leader_id,
        leader=row.peer_leader.person.called if row.peer_leader else "",
        title=row.peer_leader.title if row.peer_leader else "",
        reasons=reasons(one.seeker, leader, policy) if one and leader else (),
        trouble=_trouble(one, leader),
    )


def _trouble(one: Waiting | None, leader: Leader | None) -> str:
    """What speaks against two people now, although the proposal once had them together."""
    if one is None:
        return NOT_WAITING
    if leader is None:
        return ""
    broken = obstacles(one.seeker, leader)
    if not broken and leader.peer_leader_id in one.seeker.set_aside:
        return SAID_NO
    order = (Obstacle.NOT_AS_ASKED, Obstacle.DUAL_RELATIONSHIP, Obstacle.NO_LANGUAGE_IN_COMMON, Obstacle.NO_ROOM)
    return str(next((each for each in order if each in broken), broken[0])) if broken else ""


def others_at_work(viewer: Viewer) -> list[str]:
    """Who else has a fresh proposal open here, by first name."""
    rows = MatchingDraft.objects.filter(organization_id=viewer.organization_id, made_at__gt=now() - RECENT).exclude(
        owner=viewer.person_id
    )
    return sorted((row.owner.called for row in rows.select_related("owner")[:5]), key=str.casefold)
