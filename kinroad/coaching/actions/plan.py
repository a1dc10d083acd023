"""The participant's own plan: every change is theirs."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.goal import (
    change_goal,
    change_step,
    finish_goal,
    finish_step,
    lock_goal,
    lock_step,
    refuse_stale_version,
    write_goal,
    write_step,
)
from kinroad.coaching.actions.goal import take_off as take_off_row
from kinroad.coaching.models import Barrier, Plan
from kinroad.coaching.models.plan import BarrierKind
from kinroad.coaching.rules.plan import Change, What, needs_after
from kinroad.core.time import now, today
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def change_plan(
    *, participant: Participant, change: Change, by: Viewer, id: UUID | None = None, seen: int | None = None
) -> Any:
    """The participant changes their own plan. `seen` is the version of the part that the form was drawn from.

    A second submit with the same `id` meets the first. Raises ValidationError (code "stale") when somebody changed
    that part in between.
    """
    mine = lock_participant(participant)
    refuse_others(mine, by=by)
    return carry_out(mine, change, id=id, seen=seen, by=by)


@transaction.atomic
def take_off(*, participant: Participant, kind: str, target: UUID, off: bool, by: Viewer) -> None:
    """The participant takes a goal or a step (`kind`) off their plan, or puts it back. Its history stays."""
    mine = lock_participant(participant)
    refuse_others(mine, by=by)
    row = lock_goal(mine, target, off=True) if kind == "goal" else lock_step(mine, target, off=True)
    take_off_row(row, off=off, mine=mine, by=by)


@transaction.atomic
def looked_together(*, participant: Participant, on: date, by: Viewer) -> Plan:
    """The participant and whoever walks with them looked at the plan on the day `on`: the review is done."""
    plan = lock_plan(lock_participant(participant))
    if plan.reviewed_on is None or plan.reviewed_on < on:
        plan.reviewed_on = on
        plan.save()
        audit.record(what="plan.looked_at", about=plan, by=by, participant_id=plan.participant_id)
    return plan


def lock_participant(participant: Participant) -> Participant:
    """The first lock of every change to a plan."""
    rows = Participant.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(organization_id=participant.organization_id, pk=participant.pk)


def lock_plan(mine: Participant) -> Plan:
    """The plan's own row, made when there is none. The participant is locked."""
    own = {"organization_id": mine.organization_id, "participant": mine}
    plan = Plan.objects.select_for_update().filter(**own).first()
    if plan is None:
        plan = Plan(**own, began_at=now())
        plan.save()
    return plan


def refuse_others(mine: Participant, *, by: Viewer) -> None:
    """Raise ValidationError for everyone but the participant."""
    if by.participant_id is None or by.participant_id not in ids_of_one(mine):
        raise ValidationError(_("Only they change their plan. You can suggest it."))


def carry_out(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Any:
    """Make a change the participant said yes to, inside the caller's transaction."""
    return DOING[change.what](mine, change, id=id, seen=seen, by=by)


def set_barriers(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Plan:
    """What stands in the way now. What was lifted keeps its days; what is hard in the participant's facts follows."""
    plan = lock_plan(mine)
    wanted = frozenset(change.facts.get("kinds", ())) & frozenset(BarrierKind.values)
    rows = Barrier.objects.filter(organization_id=mine.organization_id, participant__in=ids_of_one(mine), ended_on=None)
    standing = list(rows)
    known = {row.kind for row in standing}
    if known == wanted:
        return plan
    refuse_stale_version(seen, plan.version)
    on = today(by.organization_zone)
    for row in standing:
        if row.kind not in wanted:
            row.ended_on = max(on, row.since)
            row.save()
    for kind in sorted(wanted - known):
        Barrier(organization_id=mine.organization_id, participant=mine, kind=kind, since=on).save()
    _changed(plan, "plan.barriers_said", mine, by=by)
    needs = needs_after(needs=mine.needs, barriers=wanted, known=frozenset(BarrierKind.values))
    change_facts(participant=mine, facts={"needs": needs}, by=by)
    return plan


def set_review(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Plan:
    """The day on which to look at the plan again, or none."""
    plan = lock_plan(mine)
    if plan.review_on == change.day("on"):
        return plan
    refuse_stale_version(seen, plan.version)
    plan.review_on = change.day("on")
    _changed(plan, "plan.review_chosen", mine, by=by)
    return plan


def _changed(plan: Plan, what: str, mine: Participant, *, by: Viewer) -> None:
    plan.version += 1
    plan.save()
    audit.record(what=what, about=plan, by=by, participant_id=mine.pk)


DOING: dict[What, Callable[..., Any]] = {
    What.GOAL: write_goal,
    What.GOAL_CHANGE: change_goal,
    What.GOAL_OUTCOME: finish_goal,
    What.STEP: write_step,
    What.STEP_CHANGE: change_step,
    What.STEP_OUTCOME: finish_step,
    What.BARRIERS: set_barriers,
    What.REVIEW: set_review,
}
