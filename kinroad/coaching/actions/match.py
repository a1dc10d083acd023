"""Matches: proposing, saying yes or not now, ending and asking for another."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.outreach import hand_to_nearest
from kinroad.coaching.actions.waiting_list import found_someone, wait_for_someone
from kinroad.coaching.models import Match, MatchWishes, RequestForSupport
from kinroad.coaching.queries import matching as queries
from kinroad.coaching.rules.matching import Obstacle, obstacles
from kinroad.core.time import now
from kinroad.people.actions.circle import close_circle, open_circle
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.actions.participants import begin_episode
from kinroad.people.models import Participant, PeerLeader, Why
from kinroad.people.rules.viewer import Viewer

Ended = Match.Ended


@transaction.atomic
def propose_match(
    *, participant: Participant, peer_leader: UUID, on: date, by: Viewer, participant_says_yes: bool = True
) -> Match:
    """Ask a peer leader to walk with a participant. The place is held until the peer leader answers.

    An earlier question to someone else is taken back. Asking the same again meets the first. Raises ValidationError
    when a hard rule says no, whoever asks.
    """
    mine, leader = lock_both(participant=participant, peer_leader=peer_leader)
    standing = queries.open_matches_of(mine)
    same = next((match for match in standing if match.peer_leader_id == leader.pk), None)
    if same is not None:
        return _note_yes(same, participant=participant_says_yes, leader=False, on=on, by=by)
    refuse_obstacles(participant=mine, leader=leader, by=by)
    for match in standing:
        if match.started_on is None:
            end(match, ended=Ended.WITHDRAWN, on=on, by=by)
    match = Match(
        organization_id=mine.organization_id,
        participant=mine,
        peer_leader=leader,
        proposed_at=now(),
        participant_yes_at=now() if participant_says_yes else None,
    )
    match.full_clean()
    match.save()
    wait_for_someone(participant=mine, on=on, by=by, leave_to_coordinator=None, answered=True)
    audit.record(what="match.proposed", about=match, by=by, participant_id=mine.pk)
    return match


@transaction.atomic
def answer_as_leader(*, match: Match, answer: str, on: date, by: Viewer) -> Match:
    """The peer leader says "yes" or "not_now". Nobody has to say why."""
    return _answer(match, yes=answer == "yes", leader=True, declined=Ended.LEADER_DECLINED, on=on, by=by)


@transaction.atomic
def answer_as_participant(*, match: Match, answer: str, on: date, by: Viewer) -> Match:
    """The participant says "yes" or "not_now" to someone the coordinator proposed."""
    return _answer(match, yes=answer == "yes", leader=False, declined=Ended.PARTICIPANT_DECLINED, on=on, by=by)


def _answer(match: Match, *, yes: bool, leader: bool, declined: str, on: date, by: Viewer) -> Match:
    lock_both(participant=match.participant, peer_leader=match.peer_leader_id)
    fresh = Match.objects.select_related("participant__person", "peer_leader__person").get(pk=match.pk)
    if fresh.ended_on is not None:
        raise ValidationError(_("This question has been taken back. There is nothing more to do."))
    if yes:
        return _note_yes(fresh, participant=not leader, leader=leader, on=on, by=by)
    if fresh.started_on is not None:
        raise ValidationError(_("You already walk together. End it, if that is what you want."))
    return end(fresh, ended=declined, on=on, by=by)


def _note_yes(match: Match, *, participant: bool, leader: bool, on: date, by: Viewer) -> Match:
    """Note who said yes; when both have, they walk together from the day `on`."""
    said = []
    if participant and match.participant_yes_at is None:
        match.participant_yes_at = now()
        said.append("participant_yes_at")
    if leader and match.leader_yes_at is None:
        match.leader_yes_at = now()
        said.append("leader_yes_at")
    if not said:
        return match
    audit.record(what="match.said_yes", about=match, by=by, participant_id=match.participant_id, fields=said)
    if match.participant_yes_at and match.leader_yes_at:
        return start(match, on=on, by=by)
    match.save()
    return match


def start(match: Match, *, on: date, by: Viewer) -> Match:
    """Both said yes: they walk together, whoever walked with the participant before does no longer.

    Call it with both locked. The rules are asked again: a wish, a break or a caseload may have changed meanwhile.
    """
    participant, row = match.participant, queries.leader_by_id(match.peer_leader_id, organization_id=by.organization_id)
    assert row is not None
    refuse_obstacles(participant=participant, leader=row, by=by)
    for other in queries.open_matches_of(participant):
        if other.pk != match.pk:
            end(other, ended=Ended.PARTICIPANT_CHANGED if other.started_on else Ended.WITHDRAWN, on=on, by=by)
    match.started_on = on
    match.save()
    open_circle(participant=participant, person=row.person, why=Why.MATCH, by=by)
    found_someone(participant=participant, by=by)
    hand_to_nearest(participant=participant, by=by)
    begin_episode(participant=participant, on=on, by=by)
    audit.record(what="match.started", about=match, by=by, participant_id=participant.pk)
    return match


def end(match: Match, *, ended: str, on: date, by: Viewer) -> Match:
    """End a match or take back a question. The history stays; sight ends at once."""
    match.ended_on = max(on, match.started_on or on)
    match.ended = ended
    match.save()
    if match.started_on is not None:
        close_circle(participant=match.participant, person=match.peer_leader.person, why=Why.MATCH, by=by)
        hand_to_nearest(participant=match.participant, by=by)
    audit.record(what="match.ended", about=match, by=by, participant_id=match.participant_id, fields=["ended_on"])
    return match


@transaction.atomic
def change(*, participant: Participant, on: date, by: Viewer) -> RequestForSupport:
    """Nobody walks with the participant from now on, without a reason given; they wait for someone else."""
    mine = _lock(participant)
    for match in queries.open_matches_of(mine):
        end(match, ended=Ended.PARTICIPANT_CHANGED if match.started_on else Ended.WITHDRAWN, on=on, by=by)
    return wait_for_someone(participant=mine, on=on, by=by, leave_to_coordinator=False)


@transaction.atomic
def leave_to_coordinator(*, participant: Participant, on: date, by: Viewer) -> RequestForSupport:
    """The participant lets the coordinator choose. A question that waits for an answer is taken back."""
    mine = _lock(participant)
    for match in queries.open_matches_of(mine):
        if match.started_on is None:
            end(match, ended=Ended.WITHDRAWN, on=on, by=by)
    return wait_for_someone(participant=mine, on=on, by=by, leave_to_coordinator=True)


@transaction.atomic
def withdraw_question(*, match: Match, on: date, by: Viewer) -> Match:
    """The coordinator takes back a question that waits for an answer."""
    lock_both(participant=match.participant, peer_leader=match.peer_leader_id)
    fresh = Match.objects.select_related("participant", "peer_leader__person").get(pk=match.pk)
    if fresh.ended_on is not None or fresh.started_on is not None:
        raise ValidationError(_("This question has been answered. Look again at who walks with them."))
    return end(fresh, ended=Ended.WITHDRAWN, on=on, by=by)


def write_down(*, match: Match, said: str, on: date, by: Viewer) -> Match:
    """Write down what the coordinator was told: whose answer, yes or not, or that the question is taken back."""
    if said == "withdraw":
        return withdraw_question(match=match, on=on, by=by)
    whose, answer = said.split("_", 1)
    action = answer_as_leader if whose == "leader" else answer_as_participant
    return action(match=match, answer="yes" if answer == "yes" else "not_now", on=on, by=by)


@transaction.atomic
def set_wishes(
    *, participant: Participant, gender: str, language: str, pathway: str, on: date, by: Viewer
) -> MatchWishes:
    """What the participant asks for and will always get, or nobody. An open question that breaks it is taken back."""
    mine = _lock(participant)
    wishes = queries.wishes_of(mine)
    wanted = {"gender": gender, "language": language, "pathway": pathway}
    changed = [name for name, value in wanted.items() if getattr(wishes, name) != value]
    if not changed:
        return wishes
    for name in changed:
        setattr(wishes, name, wanted[name])
    wishes.full_clean()
    wishes.save()
    audit.record(what="match_wishes.changed", about=wishes, by=by, participant_id=mine.pk, fields=changed)
    for match in queries.open_matches_of(mine):
        if match.started_on is None and Obstacle.NOT_AS_ASKED in _broken(mine, match.peer_leader_id):
            end(match, ended=Ended.WITHDRAWN, on=on, by=by)
    return wishes


def _lock(participant: Participant) -> Participant:
    return Participant.objects.select_for_update().get(pk=participant.pk)


def lock_both(*, participant: Participant, peer_leader: UUID) -> tuple[Participant, PeerLeader]:
    """Lock the participant, then the peer leader, so that nobody fills the last place at the same time."""
    mine = _lock(participant)
    refuse_the_dead(mine)
    mates = PeerLeader.objects.select_for_update().filter(organization_id=mine.organization_id, pk=peer_leader)
    if not mates.values_list("pk").first():
        raise ValidationError(_("Choose a peer leader from the list."))
    row = queries.leader_by_id(peer_leader, organization_id=mine.organization_id)
    assert row is not None
    return mine, row


def _broken(participant: Participant, peer_leader: UUID) -> tuple[Obstacle, ...]:
    row = queries.leader_by_id(peer_leader, organization_id=participant.organization_id)
    assert row is not None
    taken = queries.places_taken(participant.organization_id, apart_from=participant.pk, of=[peer_leader])
    return obstacles(queries.as_seeker(participant), queries.as_leader(row, taken=taken))


def refuse_obstacles(*, participant: Participant, leader: PeerLeader, by: Viewer) -> None:
    """Raise ValidationError with a sentence for whoever acts. It never tells one person anything about another."""
    broken = _broken(participant, leader.pk)
    if not broken:
        return
    if by.peer_leader_id == leader.pk and by.person_id == leader.person_id:
        raise ValidationError(_for_the_leader(broken))
    own = by.person_id == participant.person_id
    raise ValidationError(_for_the_participant(broken) if own else _for_the_coordinator(broken))


def _for_the_leader(broken: tuple[Obstacle, ...]) -> str:
    if Obstacle.NO_ROOM in broken:
        return _("You already walk with as many people as you have room for. Say not now, or ask for more room.")
    return _("This cannot start right now. The coordinator will look at it with you.")


def _for_the_participant(broken: tuple[Obstacle, ...]) -> str:
    if Obstacle.NOT_AS_ASKED in broken:
        return _("This is not what you asked for. Choose someone else, or first change what you ask for.")
    return _("This peer leader cannot walk with someone new right now. Choose someone else.")


def _for_the_coordinator(broken: tuple[Obstacle, ...]) -> str:
    if Obstacle.NOT_AS_ASKED in broken:
        return _("This is not what they asked for. Choose someone else, or ask them whether it has changed.")
    if Obstacle.DUAL_RELATIONSHIP in broken:
        return _("These two know each other in another way, so they must not be matched. Choose someone else.")
    if Obstacle.NO_LANGUAGE_IN_COMMON in broken:
        return _("These two have no language in common. Choose someone else.")
    if Obstacle.NO_ROOM in broken:
        return _("This peer leader already walks with as many people as they can. Choose someone else.")
    return _("This peer leader cannot walk with someone new right now. Choose someone else.")
