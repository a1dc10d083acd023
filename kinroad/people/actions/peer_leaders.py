"""Peer leaders and their supervision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.people.actions.accounts import give_role
from kinroad.people.models import PeerLeader, Person, Supervision
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

PEER_LEADER_FACTS = (
    "kind",
    "title",
    "state",
    "cleared_on",
    "gender",
    "site",
    "caseload_limit",
    "experiences",
    "pathways",
    "interests",
    "availability",
    "about",
)
LISTS = ("experiences", "pathways", "interests", "availability")  # an empty one is fine


@transaction.atomic
def become_peer_leader(*, person: Person, facts: Mapping[str, Any], by: Viewer) -> PeerLeader:
    """Make a person a peer leader, with the role. `facts` holds any of `PEER_LEADER_FACTS`."""
    leader = PeerLeader(
        organization_id=person.organization_id,
        person=person,
        created_at=now(),
        **{name: facts[name] for name in PEER_LEADER_FACTS if name in facts},
    )
    leader.full_clean(exclude=LISTS)
    leader.save()
    give_role(person=person, role=Role.PEER_LEADER, by=by)
    audit.record(what="peer_leader.began", about=leader, by=by, fields=facts)
    return leader


@transaction.atomic
def change_peer_leader(*, peer_leader: PeerLeader, facts: Mapping[str, Any], by: Viewer) -> PeerLeader:
    """Change facts of a peer leader."""
    leader = PeerLeader.objects.select_for_update().get(pk=peer_leader.pk)
    changed = [
        name for name in PEER_LEADER_FACTS if name in facts and (getattr(leader, name) or None) != (facts[name] or None)
    ]
    for name in changed:
        setattr(leader, name, facts[name])
    leader.full_clean(exclude=LISTS)
    leader.save()
    if changed:
        audit.record(what="peer_leader.changed", about=leader, by=by, fields=changed)
    return leader


@transaction.atomic
def supervise(*, supervisor: Person, peer_leader: PeerLeader, on: date, by: Viewer) -> Supervision:
    """Let `supervisor` supervise `peer_leader` from the day `on`; an earlier supervision by someone else ends."""
    rows = Supervision.objects.select_for_update().filter(
        organization_id=peer_leader.organization_id, peer_leader=peer_leader, ended_on=None
    )
    for row in rows:
        if row.supervisor_id == supervisor.pk:
            return row
        row.ended_on = max(on, row.started_on)
        row.save()
        audit.record(what="supervision.ended", about=row, by=by)
    supervision = Supervision(
        organization_id=peer_leader.organization_id, supervisor=supervisor, peer_leader=peer_leader, started_on=on
    )
    supervision.save()
    audit.record(what="supervision.began", about=supervision, by=by)
    return supervision


@transaction.atomic
def end_supervision(*, peer_leader: PeerLeader, on: date, by: Viewer) -> None:
    """End whatever supervision a peer leader has. The sight it gave ends with it."""
    for row in Supervision.objects.filter(
        organization_id=peer_leader.organization_id, peer_leader=peer_leader, ended_on=None
    ):
        row.ended_on = max(on, row.started_on)
        row.save()
        audit.record(what="supervision.ended", about=row, by=by)
