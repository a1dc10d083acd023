"""Who could walk with a participant, read in a handful of queries whatever the size of the program."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404

from kinroad.coaching.models import DualRelationship, Match, MatchWishes
from kinroad.coaching.rules.matching import Leader, MustHaves, Reason, Seeker, propose, reasons
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, PeerLeader, RoleHeld
from kinroad.people.queries.circle import ids_of_one, in_sight_of
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

SPOKEN_UNLESS_SAID = ["en"]
NOT_AGAIN = (Match.Ended.PARTICIPANT_CHANGED, Match.Ended.PARTICIPANT_DECLINED, Match.Ended.LEADER_DECLINED)


@dataclass(frozen=True)
class Candidate:
    """A peer leader as a participant sees them: first name, title, their own words, and why."""

    peer_leader_id: UUID
    called: str
    title: str
    about: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Choosing:
    """All a page of choosing prints: who walks with them, who was asked, who else there is, what they ask for."""

    walking: list[Match]
    asked: list[Match]
    candidates: list[Candidate]
    page: int
    more: bool
    wishes: MatchWishes


def rows_of_leaders(organization_id: UUID) -> QuerySet[PeerLeader]:
    """Peer leaders with their person, and whether they hold the role now."""
    holds_the_role = RoleHeld.objects.filter(
        organization_id=organization_id, person=OuterRef("person"), role=Role.PEER_LEADER, ended_at=None
    )
    return (
        PeerLeader.objects.filter(organization_id=organization_id)
        .select_related("person")
        .annotate(holds_the_role=Exists(holds_the_role))
        .order_by("pk")
    )


def places_taken(
    organization_id: UUID, *, apart_from: UUID | None = None, of: Collection[UUID] | None = None
) -> dict[UUID, int]:
    """How many living people each peer leader (`of` these) walks with or was asked to walk with, one left out if
    named."""
    rows = Match.objects.filter(organization_id=organization_id, ended_on=None, participant__died_on=None)
    if apart_from is not None:
        rows = rows.exclude(participant=apart_from)
    if of is not None:
        rows = rows.filter(peer_leader__in=of)
    return dict(rows.order_by().values_list("peer_leader").annotate(count=Count("pk")))


def as_leader(row: PeerLeader, *, taken: dict[UUID, int]) -> Leader:
    """A peer leader as the rules read them."""
    return Leader(
        peer_leader_id=row.pk,
        person_id=row.person_id,
        languages=frozenset(row.person.languages or SPOKEN_UNLESS_SAID),
        cleared=row.state == PeerLeader.State.ACTIVE and row.cleared_on is not None and row.holds_the_role,  # type: ignore[attr-defined]
        walking_with=taken.get(row.pk, 0),
        limit=row.caseload_limit,
        gender=row.gender,
        experiences=frozenset(row.experiences),
        pathways=frozenset(row.pathways),
        interests=frozenset(row.interests),
        free=frozenset(row.availability),
        site_id=row.site_id,
    )


def as_seeker(participant: Participant) -> Seeker:
    """A participant as the rules read them: what they told us, what they ask for, whom they know in another way."""
    ids = ids_of_one(participant)
    mine = {"organization_id": participant.organization_id, "participant__in": ids}
    wishes = wishes_of(participant)
    spoken = participant.person.languages or SPOKEN_UNLESS_SAID
    before = Match.objects.filter(**mine).values_list("peer_leader", "ended_on", "ended")
    return Seeker(
        participant_id=participant.pk,
        person_id=participant.person_id,
        languages=frozenset(spoken),
        first_language=spoken[0],
        experiences=frozenset(participant.experiences),
        pathways=frozenset(participant.pathways),
        interests=frozenset(participant.interests),
        free=frozenset(participant.availability),
        site_id=participant.site_id,
        must_have=MustHaves(gender=wishes.gender, language=wishes.language, pathway=wishes.pathway),
        apart_from=frozenset(DualRelationship.objects.filter(**mine).values_list("peer_leader", flat=True)),
        set_aside=frozenset(leader for leader, ended_on, how in before if ended_on is None or how in NOT_AGAIN),
    )


def wishes_of(participant: Participant) -> MatchWishes:
    """What a participant asks for in who walks with them; empty wishes when they asked for nothing."""
    mine = {"organization_id": participant.organization_id, "participant": participant}
    return MatchWishes.objects.filter(**mine).first() or MatchWishes(**mine)


def candidates_for(participant: Participant, *, page: int = 1) -> tuple[list[Candidate], bool]:
    """Up to five peer leaders with reasons, best first, and whether there are more on the next page.

    Whoever asks must already be allowed to see the participant.
    """
    policy = policy_of(participant.organization_id).match
    taken = places_taken(participant.organization_id, apart_from=participant.pk)
    rows = {row.pk: row for row in rows_of_leaders(participant.organization_id)}
    seeker = as_seeker(participant)
    proposals = propose(seeker, [as_leader(row, taken=taken) for row in rows.values()], policy=policy)
    first = (page - 1) * policy.shown
    shown = [_candidate(rows[each.peer_leader_id], each.reasons) for each in proposals[first : first + policy.shown]]
    return shown, len(proposals) > first + policy.shown


def choosing(participant: Participant, *, page: int = 1) -> Choosing:
    """All a page of choosing prints, for whoever may see the participant."""
    standing = open_matches_of(participant)
    candidates, more = candidates_for(participant, page=page)
    return Choosing(
        walking=[match for match in standing if match.started_on is not None],
        asked=[match for match in standing if match.started_on is None],
        candidates=candidates,
        page=page,
        more=more,
        wishes=wishes_of(participant),
    )


def get_open_match(match_id: UUID, *, participant: Participant) -> Match:
    """A match of this participant that has not ended. Raises Http404 for any other."""
    found = next((match for match in open_matches_of(participant) if match.pk == match_id), None)
    if found is None:
        raise Http404
    return found


def _candidate(row: PeerLeader, why: tuple[Reason, ...]) -> Candidate:
    return Candidate(row.pk, row.person.called, row.title, row.about or "", why)


def leader_by_id(peer_leader_id: UUID, *, organization_id: UUID) -> PeerLeader | None:
    """A peer leader of this organization, with their person and whether they hold the role now."""
    return rows_of_leaders(organization_id).filter(pk=peer_leader_id).first()


def leaders_to_choose_from(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Everyone cleared to work, by first name and title, for choosing by hand."""
    rows = [row for row in rows_of_leaders(viewer.organization_id) if as_leader(row, taken={}).cleared]
    names = [(row.pk, f"{row.person.called}, {row.title}" if row.title else row.person.called) for row in rows]
    return sorted(names, key=lambda one: one[1].casefold())


def open_matches_of(participant: Participant) -> list[Match]:
    """Who walks with a participant, and who was asked, oldest first, with names loaded."""
    return list(
        Match.objects.filter(
            organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_on=None
        )
        .select_related("peer_leader__person", "participant__person")
        .order_by("started_on", "pk")
    )


def walking_with(participant: Participant) -> list[Match]:
    """Who walks with a participant now."""
    return [match for match in open_matches_of(participant) if match.started_on is not None]


ASKED = Prepared(
    lambda organization, peer_leader: (
        Match.objects.proposed()
        .filter(organization_id=organization, peer_leader=peer_leader, leader_yes_at=None, participant__died_on=None)
        .values_list("pk")
    )
)


def asked_of(viewer: Viewer) -> list[Match]:
    """The people who wait for this peer leader's yes or not now, oldest first."""
    if viewer.peer_leader_id is None:
        return []
    ids = [pk for (pk,) in ASKED(organization=viewer.organization_id, peer_leader=viewer.peer_leader_id)]
    if not ids:
        return []
    rows = Match.objects.filter(organization_id=viewer.organization_id, pk__in=ids)
    return list(rows.select_related("participant__person").order_by("proposed_at", "pk"))


def get_asked(match_id: UUID, *, viewer: Viewer) -> Match:
    """The match this peer leader was asked for and has not answered. Raises Http404, alike for any other."""
    found = next((match for match in asked_of(viewer) if match.pk == match_id), None)
    if found is None:
        raise Http404
    return found


def get_peer_leader(peer_leader_id: UUID, *, viewer: Viewer) -> PeerLeader:
    """A peer leader of the viewer's organization. Raises Http404 for any other."""
    found = leader_by_id(peer_leader_id, organization_id=viewer.organization_id)
    if found is None:
        raise Http404
    return found


def caseload_of(peer_leader: PeerLeader, *, viewer: Viewer) -> list[Match]:
    """The current matches of a peer leader with people this viewer may see, with names loaded."""
    matches = (
        Match.objects.current()
        .filter(
            in_sight_of(viewer),
            organization_id=viewer.organization_id,
            participant__died_on=None,
            peer_leader=peer_leader,
        )
        .select_related("participant__person")
        .order_by("started_on", "pk")
    )
    return list(matches)


def why_these_two(match: Match) -> tuple[Reason, ...]:
    """The plain reasons for a match."""
    row = leader_by_id(match.peer_leader_id, organization_id=match.organization_id)
    assert row is not None
    policy = policy_of(match.organization_id).match
    return reasons(as_seeker(match.participant), as_leader(row, taken={}), policy)
