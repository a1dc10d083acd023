"""Requests for support: somebody asks, somebody owns it, and it ends with an outcome."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import RequestForSupport
from kinroad.core.time import now
from kinroad.notifications.actions.permission import settle
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.actions.participants import begin_episode, give_notice, register_participant
from kinroad.people.models import CircleRow, Participant, Person, Program, RoleHeld, Site, Why
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def ask_for_support(
    *,
    id: UUID,
    facts: Mapping[str, Any],
    words: str,
    came_by: str,
    on: date,
    by: Viewer,
    notice: tuple[str, str] | None = None,
    site: Site | None = None,
    program: Program | None = None,
    recovery_dates: list[tuple[date, str]] | None = None,
) -> RequestForSupport:
    """Somebody wants a peer leader: write them down and put the request on the coordinator's list.

    `facts` as for `register_participant`; `words` is what they want, in their own words; `notice` is the version of
    the notice of privacy and how it was given. A second submit with the same `id` meets the first request.
    Raises ValidationError when the organization has no open site or program.
    """
    participant = register_participant(
        id=id,
        facts=facts,
        site=site or _first_open_site(by),
        program=program or _first_open_program(by),
        on=on,
        by=by,
        recovery_dates=recovery_dates,
    )
    met = participant.requests.filter(organization_id=by.organization_id).order_by("asked_at").first()
    if met is not None:
        return met
    settle(participant=participant, by=by, at=now())
    if notice:
        give_notice(participant=participant, version=notice[0], how=notice[1], by=by)
    return open_request(participant=participant, words=words, came_by=came_by, on=on, by=by)


def _first_open_site(by: Viewer) -> Site:
    site = Site.objects.filter(organization_id=by.organization_id, closed_on=None).order_by("pk").first()
    if site is None:
        raise ValidationError(_("We cannot take this in online right now. Please call us."))
    return site


def _first_open_program(by: Viewer) -> Program:
    program = Program.objects.filter(organization_id=by.organization_id, closed_on=None).order_by("pk").first()
    if program is None:
        raise ValidationError(_("We cannot take this in online right now. Please call us."))
    return program


def open_request(
    *, participant: Participant, words: str, came_by: str, on: date, by: Viewer, leave_to_coordinator: bool = True
) -> RequestForSupport:
    """Put a request on the list, due by policy, owned by whoever coordinates the participant's program."""
    request = RequestForSupport(
        organization_id=participant.organization_id,
        participant=participant,
        came_by=came_by,
        words=words or None,
        asked_at=now(),
        due_on=on + timedelta(days=policy_of(participant.organization_id).request.answer_within_days),
        owner=owner_for(participant),
        leave_to_coordinator=leave_to_coordinator,
    )
    request.save()
    audit.record(what="request.made", about=request, by=by, participant_id=participant.pk)
    return request


def owner_for(participant: Participant) -> Person | None:
    """Who coordinates the participant's program, the longest first; nobody when nobody does."""
    row = (
        CircleRow.objects.filter(
            organization_id=participant.organization_id,
            program=participant.program_id,
            why=Why.COORDINATION,
            ended_at=None,
            person__in=RoleHeld.objects.filter(
                organization_id=participant.organization_id,
                role__in=[role.value for role in COORDINATING_ROLES],
                ended_at=None,
            ).values("person"),
        )
        .order_by("started_at", "pk")
        .select_related("person")
        .first()
    )
    return row.person if row else None


@transaction.atomic
def ask_again(*, participant: Participant, words: str, on: date, by: Viewer) -> RequestForSupport:
    """A participant asks again: the same history opens, with a new episode when support had ended.

    A request that is already open stays the one request.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_the_dead(mine)
    begin_episode(participant=mine, on=on, by=by)
    waiting = mine.requests.filter(organization_id=mine.organization_id, state=RequestForSupport.State.OPEN).first()
    if waiting is not None:
        return waiting
    came_by = RequestForSupport.CameBy.OWN_PAGE if by.participant_id == mine.pk else RequestForSupport.CameBy.PHONE
    return open_request(participant=mine, words=words, came_by=came_by, on=on, by=by)


@transaction.atomic
def answer_request(*, request: RequestForSupport, by: Viewer) -> RequestForSupport:
    """Somebody spoke with them: the request is answered, and waits for a match."""
    mine = _lock(request)
    if mine.answered_at is None:
        mine.answered_at = now()
        mine.owner_id = mine.owner_id or by.person_id
        mine.save()
        audit.record(what="request.answered", about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def take_request(*, request: RequestForSupport, by: Viewer) -> RequestForSupport:
    """Whoever presses the button owns the request from now on."""
    mine = _lock(request)
    mine.owner_id = by.person_id
    mine.save()
    audit.record(what="request.taken", about=mine, by=by, participant_id=mine.participant_id, fields=["owner"])
    return mine


@transaction.atomic
def close_request(*, request: RequestForSupport, outcome: str, by: Viewer) -> RequestForSupport:
    """Close a request without a match, with its outcome. The door stays open: asking again opens the next."""
    mine = _lock(request)
    if not outcome:
        raise ValidationError({"outcome": _("Choose how it ended.")})
    mine.state = RequestForSupport.State.CLOSED
    mine.outcome = outcome
    mine.save()
    audit.record(what="request.closed", about=mine, by=by, participant_id=mine.participant_id, fields=["outcome"])
    return mine


def _lock(request: RequestForSupport) -> RequestForSupport:
    mine = RequestForSupport.objects.select_for_update().get(pk=request.pk)
    if mine.state != RequestForSupport.State.OPEN:
        raise ValidationError(_("This request is closed already."))
    return mine
