"""People who work here: taking them on, their roles, and what the roles let them see."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.people.actions.accounts import give_role
from kinroad.people.actions.circle import close_circle_of, open_circle_of
from kinroad.people.actions.peer_leaders import (
    become_peer_leader,
    change_peer_leader,
    end_supervision,
    supervise,
)
from kinroad.people.actions.persons import change_person, write_person
from kinroad.people.actions.stale import refuse_stale
from kinroad.people.models import CircleRow, PeerLeader, Person, Program, Why
from kinroad.people.queries.accounts import holds
from kinroad.people.queries.policies import policy_of
from kinroad.people.queries.staff import marks_of_leader
from kinroad.people.rules.roles import COORDINATING_ROLES, WORKING_ROLES, Role
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def take_on(*, id: UUID, called: str, roles: Iterable[str], by: Viewer, languages: Iterable[str] = ()) -> Person:
    """Write down someone who works here, with their roles. A second submit with the same `id` meets the first."""
    met = Person.objects.filter(pk=id, organization_id=by.organization_id).first()
    if met is not None:
        return met
    person = write_person(
        organization_id=by.organization_id, facts={"called": called, "languages": list(languages)}, id=id
    )
    audit.record(what="staff.taken_on", about=person, by=by)
    for role in roles:
        give_working_role(person=person, role=role, by=by)
    return person


@transaction.atomic
def give_working_role(*, person: Person, role: str, by: Viewer) -> None:
    """Give a role of work with what it needs: a peer leader's facts, a coordinator's sight of every open program."""
    if role not in WORKING_ROLES:
        raise ValidationError(_("Choose a role from the list."))
    if role in COORDINATING_ROLES:
        let_coordinate(person=person, role=role, by=by)
    elif role == Role.PEER_LEADER:
        _lead(person, by=by)
    else:
        give_role(person=person, role=role, by=by)


def _lead(person: Person, *, by: Viewer) -> None:
    known = PeerLeader.objects.filter(organization_id=person.organization_id, person=person).first()
    if known is None:
        limit = policy_of(person.organization_id).match.caseload_limit
        become_peer_leader(person=person, facts={"caseload_limit": limit}, by=by)
        return
    give_role(person=person, role=Role.PEER_LEADER, by=by)
    change_peer_leader(peer_leader=known, facts={"state": PeerLeader.State.ACTIVE}, by=by)


@transaction.atomic
def let_coordinate(
    *, person: Person, role: str = Role.COORDINATOR, programs: Iterable[Program] | None = None, by: Viewer
) -> None:
    """Give a coordinating role over `programs`, and the sight of everyone in them. None: every open program.

    Programs coordinated before and not named now leave sight at once. Raises ValidationError when none is named.
    """
    if role not in COORDINATING_ROLES:
        raise ValidationError(_("Choose a role from the list."))
    open_ones = Program.objects.filter(organization_id=person.organization_id, closed_on=None)
    chosen = list(open_ones if programs is None else programs)
    if not chosen:
        raise ValidationError({"programs": _("Choose at least one program, or end the role.")})
    give_role(person=person, role=role, by=by)
    for program in chosen:
        open_circle_of(place=program, person=person, why=Why.COORDINATION, by=by)
    before = CircleRow.objects.filter(
        organization_id=person.organization_id,
        person=person,
        why=Why.COORDINATION,
        ended_at=None,
        program__isnull=False,
    )
    for row in before.exclude(program__in=chosen).select_related("program"):
        close_circle_of(place=row.program, person=person, why=Why.COORDINATION, by=by)  # type: ignore[arg-type]


@transaction.atomic
def change_programs(*, person: Person, programs: Iterable[Program], by: Viewer) -> None:
    """Say again which programs somebody coordinates. Raises ValidationError when they hold no coordinating role."""
    held = [role for role in sorted(COORDINATING_ROLES) if holds(person=person, role=role)]
    if not held:
        raise ValidationError(_("This person does not coordinate. Give the role first."))
    let_coordinate(person=person, role=held[0], programs=programs, by=by)


@transaction.atomic
def change_staff(*, person: Person, called: str, languages: Iterable[str], by: Viewer, seen: str = "") -> Person:
    """Change what we call somebody who works here, and the languages they speak."""
    mine = Person.objects.select_for_update().get(pk=person.pk)
    refuse_stale(seen, [mine.called, mine.languages])
    changed = change_person(mine, facts={"called": called, "languages": list(languages)})
    if changed:
        audit.record(what="staff.changed", about=mine, by=by, fields=changed)
    return mine


@transaction.atomic
def write_peer_leader(
    *,
    peer_leader: PeerLeader,
    facts: Mapping[str, Any],
    supervisor: Person | None,
    languages: Iterable[str],
    on: date,
    by: Viewer,
    seen: str = "",
) -> PeerLeader:
    """Write down a peer leader's facts, languages and supervisor in one go. `on` is the day supervision changes."""
    person = Person.objects.select_for_update().get(pk=peer_leader.person_id)
    refuse_stale(seen, marks_of_leader(PeerLeader.objects.select_for_update().get(pk=peer_leader.pk)))
    leader = change_peer_leader(peer_leader=peer_leader, facts=facts, by=by)
    if changed := change_person(person, facts={"languages": list(languages)}):
        audit.record(what="staff.changed", about=person, by=by, fields=changed)
    if supervisor is None:
        end_supervision(peer_leader=leader, on=on, by=by)
    else:
        supervise(supervisor=supervisor, peer_leader=leader, on=on, by=by)
    return leader
