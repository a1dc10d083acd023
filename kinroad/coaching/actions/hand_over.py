"""Handing the people someone walks with to others: the old matches end, new ones begin, nothing is lost."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.match import Ended, end, start
from kinroad.coaching.models import Match
from kinroad.core.time import now
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def hand_over(
    *, peer_leader: UUID, to: Mapping[UUID, UUID], on: date, by: Viewer, both_said_yes: bool = True
) -> list[Match]:
    """Hand matches of one peer leader to others: match id to the id of the new peer leader. All of it or nothing.

    The coordinator has the yes of both and writes it down. Raises ValidationError by field (`to_<match id>`) where a
    hard rule says no.
    """
    if not both_said_yes:
        raise ValidationError(_("Ask each person and each new peer leader first. Then tick that both said yes."))
    matches = _lock_all(peer_leader=peer_leader, to=to, by=by)
    refused: dict[str, list[str]] = {}
    begun = []
    for match in matches:
        try:
            with transaction.atomic():
                begun.append(_hand_one(match, to=to[match.pk], on=on, by=by))
        except ValidationError as no:
            refused[f"to_{match.pk}"] = no.messages
    if refused:
        raise ValidationError(refused)
    return begun


def _lock_all(*, peer_leader: UUID, to: Mapping[UUID, UUID], by: Viewer) -> list[Match]:
    """The matches to hand over, with everyone they touch locked, always in the same order."""
    current = Match.objects.current().filter(
        organization_id=by.organization_id, peer_leader=peer_leader, pk__in=list(to)
    )
    people = Participant.objects.filter(pk__in=current.values("participant"))
    list(people.select_for_update().order_by("pk"))
    leaders = PeerLeader.objects.filter(organization_id=by.organization_id, pk__in=[peer_leader, *to.values()])
    list(leaders.select_for_update().order_by("pk"))
    matches = list(current.select_related("participant__person", "peer_leader__person").order_by("pk"))
    if len(matches) != len(to):
        raise ValidationError(_("Something changed meanwhile. Look at the list again."))
    return matches


def _hand_one(match: Match, *, to: UUID, on: date, by: Viewer) -> Match:
    end(match, ended=Ended.HANDED_OVER, on=on, by=by)
    begun = Match(
        organization_id=match.organization_id,
        participant=match.participant,
        peer_leader_id=to,
        proposed_at=now(),
        participant_yes_at=now(),
        leader_yes_at=now(),
    )
    begun.full_clean()
    begun.save()
    audit.record(what="match.proposed", about=begun, by=by, participant_id=match.participant_id)
    return start(begun, on=on, by=by)
