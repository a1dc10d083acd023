"""Saying that two people know each other from their own lives: they are never matched while that stands."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions import match as matching
from kinroad.coaching.models import DualRelationship, Match
from kinroad.coaching.queries.dual_relationship import declared
from kinroad.coaching.queries.matching import open_matches_of
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

ToldBy = DualRelationship.ToldBy


@transaction.atomic
def declare(*, participant: Participant, apart_from: UUID, on: date, by: Viewer) -> DualRelationship:
    """The participant, or the coordinator at their word, says so. Nobody asks what it is, and the other is not told.

    A question that waits between the two is taken back. Saying it again changes nothing.
    """
    mine, leader = matching.lock_both(participant=participant, peer_leader=apart_from)
    between = [match for match in open_matches_of(mine) if match.peer_leader_id == leader.pk]
    if any(match.started_on for match in between):
        raise ValidationError(
            _("You two walk together now. Ask for someone else first.")
            if by.participant_id == mine.pk
            else _("These two walk together now. End that first.")
        )
    for match in between:
        matching.end(match, ended=Match.Ended.WITHDRAWN, on=on, by=by)
    return _declare(participant=mine, peer_leader_id=leader.pk, told_by=ToldBy.PARTICIPANT, by=by)


@transaction.atomic
def answer_as_leader(*, match: Match, answer: str, on: date, by: Viewer) -> Match:
    """The peer leader's answer: "yes", "not_now", or "apart", which says that they know the participant in another way.

    To everybody else "apart" is a not now.
    """
    if answer != "apart":
        return matching.answer_as_leader(match=match, answer=answer, on=on, by=by)
    matching.lock_both(participant=match.participant, peer_leader=match.peer_leader_id)
    _declare(participant=match.participant, peer_leader_id=match.peer_leader_id, told_by=ToldBy.PEER_LEADER, by=by)
    return matching.answer_as_leader(match=match, answer="not_now", on=on, by=by)


@transaction.atomic
def take_back(*, participant: Participant, dual_relationship: UUID, by: Viewer, told_by: str = "") -> None:
    """It is no longer so, or never was. `told_by` keeps to what one side told. Taking it back again changes nothing."""
    row = declared(participant, told_by=told_by).filter(pk=dual_relationship).select_for_update(of=("self",)).first()
    if row is None:
        return
    audit.record(what="dual_relationship.taken_back", about=row, by=by, participant_id=row.participant_id)
    row.delete()


def _declare(*, participant: Participant, peer_leader_id: UUID, told_by: str, by: Viewer) -> DualRelationship:
    same = declared(participant, told_by=told_by).filter(peer_leader=peer_leader_id).first()
    if same is not None:
        return same
    row = DualRelationship(
        organization_id=participant.organization_id,
        participant=participant,
        peer_leader_id=peer_leader_id,
        told_by=told_by,
        declared_at=now(),
    )
    row.full_clean()
    row.save()
    audit.record(what="dual_relationship.declared", about=row, by=by, participant_id=participant.pk)
    return row
