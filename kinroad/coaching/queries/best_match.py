"""Everyone who waits and everyone who could walk with them, read in a handful of queries, and the best for all."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kinroad.coaching.models import (
    DualRelationship,
    Match,
    MatchingDraft,
    MatchingEdit,
    MatchWishes,
    RequestForSupport,
)
from kinroad.coaching.queries.matching import (
    NOT_AGAIN,
    SPOKEN_UNLESS_SAID,
    as_leader,
    places_taken,
    rows_of_leaders,
)
from kinroad.coaching.rules.best_match import NO_EDITS, Best, Edits, Waiting, best_match
from kinroad.coaching.rules.matching import NOTHING_SPECIAL, Leader, MustHaves, Reason, Seeker, reasons
from kinroad.core.policy import MatchPolicy
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.queries.circle import NOBODY, participants_in_sight
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer


@dataclass(frozen=True)
class ForEveryone:
    """A proposal for everyone who waits, with what its reasons are made of."""

    best: Best
    seekers: dict[UUID, Seeker]
    leaders: dict[UUID, Leader]
    policy: MatchPolicy

    def reasons_of(self, participant_id: UUID, peer_leader_id: UUID) -> tuple[Reason, ...]:
        """The plain reasons for two people."""
        return reasons(self.seekers[participant_id], self.leaders[peer_leader_id], self.policy)


def for_everyone(
    *,
    organization_id: UUID,
    seen_by: UUID | None = None,
    edits: Edits = NO_EDITS,
    clock: Callable[[], float] = lambda: 0.0,
) -> ForEveryone:
    """The best match for everyone who waits; for those one person may see when `seen_by` is given."""
    seen = participants_in_sight(organization=organization_id, person=seen_by) if seen_by else None
    waiting = everyone_waiting(organization_id, among=seen)
    leaders = leaders_now(organization_id)
    policy = policy_of(organization_id).match
    best = best_match(waiting, list(leaders.values()), edits=edits, policy=policy, clock=clock)
    return ForEveryone(best, {one.seeker.participant_id: one.seeker for one in waiting}, leaders, policy)


def leaders_now(organization_id: UUID, *, of: Collection[UUID] | None = None) -> dict[UUID, Leader]:
    """Peer leaders as the rules read them, with the places taken now."""
    taken = places_taken(organization_id, of=of)
    rows = rows_of_leaders(organization_id)
    if of is not None:
        rows = rows.filter(pk__in=of)
    return {row.pk: as_leader(row, taken=taken) for row in rows}


def open_requests(organization_id: UUID) -> QuerySet[RequestForSupport]:
    """The requests of everyone for whom we look: nobody walks with them, and nobody has been asked."""
    answered = Match.objects.filter(organization_id=organization_id, ended_on=None)
    asked = answered.values("participant"), answered.filter(participant__merged_into__isnull=False)
    return RequestForSupport.objects.filter(
        organization_id=organization_id,
        state=RequestForSupport.State.OPEN,
        participant__merged_into=None,
        participant__died_on=None,
    ).exclude(Q(participant__in=asked[0]) | Q(participant__in=asked[1].values("participant__merged_into")))


def is_waiting(participant: Participant, *, seen_by: UUID | None) -> bool:
    """Whether we look for someone for this participant, and this person still sees them."""
    seen = participants_in_sight(organization=participant.organization_id, person=seen_by or NOBODY)
    here = open_requests(participant.organization_id).filter(participant=participant)
    return here.filter(participant__in=seen.filter(pk=participant.pk)).exists()


def still_waiting(ids: Collection[UUID], *, draft: MatchingDraft) -> list[UUID]:
    """Those of these people who wait, the longest waiting first."""
    rows = open_requests(draft.organization_id).filter(participant__in=ids).order_by("asked_at", "pk")
    return list(rows.values_list("participant", flat=True))


def is_set_aside(participant: Participant, peer_leader_id: UUID) -> bool:
    """Whether one of these two said no before."""
    return peer_leader_id in _set_aside(participant.organization_id, [participant.pk]).get(participant.pk, ())


def places_left(leader: PeerLeader) -> int:
    """How many more people this peer leader has room for."""
    return leader.caseload_limit - places_taken(leader.organization_id, of=[leader.pk]).get(leader.pk, 0)


def how_many_pairs(viewer: Viewer) -> int:
    """People who wait, as far as the viewer sees them, times peer leaders."""
    seen = participants_in_sight(organization=viewer.organization_id, person=viewer.person_id or NOBODY)
    waiting = open_requests(viewer.organization_id).filter(participant__in=seen).count()
    return waiting * PeerLeader.objects.filter(organization_id=viewer.organization_id).count()


def edits_of(draft: MatchingDraft) -> Edits:
    """What the coordinator settled, as the rules read it."""
    rows = MatchingEdit.objects.filter(organization_id=draft.organization_id, draft=draft)
    said = list(rows.values_list("what", "participant", "peer_leader"))
    what = MatchingEdit.What
    return Edits(
        fixed={participant: leader for kind, participant, leader in said if kind == what.TOGETHER and leader},
        forbidden=frozenset((one, leader) for kind, one, leader in said if kind == what.NOT_THESE and leader),
        left_out=frozenset(participant for kind, participant, _ in said if kind == what.LEFT_OUT),
    )


FACTS = ("participant_id", "asked_at", "participant__person_id", "participant__person__languages")
LISTS = ("experiences", "pathways", "interests", "availability")


def everyone_waiting(
    organization_id: UUID, *, among: QuerySet[Participant] | Collection[UUID] | None = None
) -> list[Waiting]:
    """Everyone who waits (`among` these), as the rules read them. Five queries, however many they are."""
    rows = open_requests(organization_id)
    if among is not None:
        rows = rows.filter(participant__in=among)
    few = list(among) if among is not None and not isinstance(among, QuerySet) else None
    wishes, apart, aside = _wishes(organization_id, few), _apart(organization_id, few), _set_aside(organization_id, few)
    facts = (*FACTS, *(f"participant__{name}" for name in LISTS), "participant__site_id")
    waiting = []
    for pk, since, person, languages, experiences, pathways, interests, free, site in rows.values_list(*facts):
        spoken = languages or SPOKEN_UNLESS_SAID
        seeker = Seeker(
            participant_id=pk,
            person_id=person,
            languages=frozenset(spoken),
            first_language=spoken[0],
            experiences=frozenset(experiences),
            pathways=frozenset(pathways),
            interests=frozenset(interests),
            free=frozenset(free),
            site_id=site,
            must_have=wishes.get(pk, NOTHING_SPECIAL),
            apart_from=frozenset(apart.get(pk, ())),
            set_aside=frozenset(aside.get(pk, ())),
        )
        waiting.append(Waiting(seeker, since))
    return waiting


def _wishes(organization_id: UUID, few: list[UUID] | None) -> dict[UUID, MustHaves]:
    rows = MatchWishes.objects.filter(organization_id=organization_id)
    if few is not None:
        rows = rows.filter(participant__in=few)
    return {pk: MustHaves(*wishes) for pk, *wishes in rows.values_list("participant", "gender", "language", "pathway")}


def _apart(organization_id: UUID, few: list[UUID] | None) -> dict[UUID, set[UUID]]:
    """Whom they know in another way, whichever side told it."""
    return _of_each(DualRelationship.objects.filter(organization_id=organization_id), few)


def _set_aside(organization_id: UUID, few: list[UUID] | None) -> dict[UUID, set[UUID]]:
    """Who walks with them, was asked, said not now or was let go: they are not proposed again."""
    return _of_each(
        Match.objects.filter(Q(ended_on=None) | Q(ended__in=NOT_AGAIN), organization_id=organization_id), few
    )


def _of_each(rows: QuerySet[Any], few: list[UUID] | None) -> dict[UUID, set[UUID]]:
    """The peer leaders of these rows, by the participant who stands for whoever the row was written for."""
    if few is not None:
        rows = rows.filter(Q(participant__in=few) | Q(participant__merged_into__in=few))
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for pk, merged_into, leader in rows.values_list("participant", "participant__merged_into", "peer_leader"):
        found[merged_into or pk].add(leader)
    return found
