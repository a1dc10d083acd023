"""Goals and their steps. These write what `change_plan` and a yes to a suggestion ask for, inside their transaction."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import Contact, Goal, GoalTouched, Step
from kinroad.coaching.queries.goal import touched_by
from kinroad.coaching.rules.plan import MOST_GOALS, MOST_STEPS, Change
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.queries.circle import NOBODY, ids_of_one
from kinroad.people.rules.viewer import Viewer

Row = TypeVar("Row", Goal, Step)


def write_goal(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Goal:
    """A new goal. A second submit with the same `id` meets the first."""
    met = Goal.objects.filter(organization_id=mine.organization_id, pk=id).first() if id else None
    if met is not None:
        return met
    own = {"organization_id": mine.organization_id, "participant__in": ids_of_one(mine)}
    if Goal.objects.filter(**own, taken_off_at=None, outcome="").count() >= MOST_GOALS:
        raise ValidationError(_("That is a full plan. Finish a goal or take one off first."))
    goal = Goal(
        id=id or uuid7(),
        organization_id=mine.organization_id,
        participant=mine,
        dimension=change.facts.get("dimension", ""),
        words=change.words,
        written_at=now(),
    )
    return _keep(goal, "goal.written", mine, by=by)


def change_goal(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Goal:
    """Other words, or another part of life."""
    goal = lock_goal(mine, change.goal_id)
    facts = {"words": change.words, "dimension": change.facts.get("dimension", goal.dimension)}
    return _change(goal, facts, "goal.changed", mine, seen=seen, by=by)


def finish_goal(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Goal:
    """How a goal came out, in the participant's words; or that it still goes on."""
    return _change(lock_goal(mine, change.goal_id), _outcome(change), "goal.came_out", mine, seen=seen, by=by)


def write_step(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Step:
    """A new step toward a goal. A second submit with the same `id` meets the first."""
    met = Step.objects.filter(organization_id=mine.organization_id, pk=id).first() if id else None
    if met is not None:
        return met
    goal = lock_goal(mine, change.goal_id)
    own = {"organization_id": mine.organization_id, "goal": goal}
    if Step.objects.filter(**own, taken_off_at=None).count() >= MOST_STEPS:
        raise ValidationError(_("That is a lot of steps. Take one off first, or begin another goal."))
    step = Step(id=id or uuid7(), **own, written_at=now(), **_step_facts(change))
    return _keep(step, "step.written", mine, by=by)


def change_step(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Step:
    """Other words, another day, or someone else who does it."""
    return _change(lock_step(mine, change.step_id), _step_facts(change), "step.changed", mine, seen=seen, by=by)


def finish_step(mine: Participant, change: Change, *, id: UUID | None, seen: int | None, by: Viewer) -> Step:
    """How a step came out; or that it still goes on."""
    return _change(lock_step(mine, change.step_id), _outcome(change), "step.came_out", mine, seen=seen, by=by)


def take_off(row: Goal | Step, *, off: bool, mine: Participant, by: Viewer) -> None:
    """Take a goal or a step off the plan, or put it back. Nothing is deleted; doing it again changes nothing."""
    if (row.taken_off_at is not None) == off:
        return
    row.taken_off_at = now() if off else None
    row.version += 1
    row.save()
    noun = "goal" if isinstance(row, Goal) else "step"
    audit.record(what=f"{noun}.{'taken_off' if off else 'put_back'}", about=row, by=by, participant_id=mine.pk)


def lock_goal(mine: Participant, goal_id: UUID | None, *, off: bool = False) -> Goal:
    """A goal of this participant, locked. Raises ValidationError when it is not on their plan."""
    rows = Goal.objects.filter(organization_id=mine.organization_id, participant__in=ids_of_one(mine))
    goal = rows.filter(pk=goal_id or NOBODY).select_for_update(of=("self",)).first()
    if goal is None or (goal.taken_off_at is not None and not off):
        raise ValidationError(_("This goal is no longer on the plan."))
    return goal


def lock_step(mine: Participant, step_id: UUID | None, *, off: bool = False) -> Step:
    """A step of this participant, locked. Raises ValidationError when it is not on their plan."""
    rows = Step.objects.filter(organization_id=mine.organization_id, goal__participant__in=ids_of_one(mine))
    step = rows.filter(pk=step_id or NOBODY).select_for_update(of=("self",)).first()
    if step is None or (step.taken_off_at is not None and not off):
        raise ValidationError(_("This step is no longer on the plan."))
    return step


def touch_goals(contact: Contact, goals: frozenset[UUID], *, participant: Participant) -> None:
    """Make the goals of one participant that a contact was about be these. Goals of others are left alone."""
    theirs = Goal.objects.filter(organization_id=contact.organization_id, participant__in=ids_of_one(participant))
    wanted = frozenset(theirs.filter(pk__in=goals).values_list("pk", flat=True)) if goals else frozenset()
    before = touched_by(contact, participant=participant)
    own = {"organization_id": contact.organization_id, "contact": contact}
    if before - wanted:
        GoalTouched.objects.filter(**own, goal__in=before - wanted).delete()
    for goal_id in sorted(wanted - before):
        GoalTouched(**own, goal_id=goal_id).save()


def _step_facts(change: Change) -> dict[str, Any]:
    return {"words": change.words, "who": change.facts.get("who", ""), "by_on": change.day("by")}


def _outcome(change: Change) -> dict[str, Any]:
    outcome = change.facts.get("outcome", "")
    on: date | None = change.day("on") if outcome else None
    return {"outcome": outcome, "outcome_words": change.words or None, "outcome_on": on}


def _keep(row: Row, what: str, mine: Participant, *, by: Viewer) -> Row:
    row.full_clean()
    row.save(force_insert=True)
    audit.record(what=what, about=row, by=by, participant_id=mine.pk)
    return row


def _change(row: Row, facts: dict[str, Any], what: str, mine: Participant, *, seen: int | None, by: Viewer) -> Row:
    changed = [name for name, value in facts.items() if (getattr(row, name) or None) != (value or None)]
    if not changed:
        return row
    refuse_stale_version(seen, row.version)
    for name in changed:
        setattr(row, name, facts[name])
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(what=what, about=row, by=by, participant_id=mine.pk, fields=changed)
    return row


def refuse_stale_version(seen: int | None, version: int) -> None:
    """Raise ValidationError (code "stale") when a page was drawn from another version than stands now."""
    if seen is not None and seen != version:
        raise ValidationError(
            _("Someone changed this while you were writing. Your words are below: look, then save again."), code="stale"
        )
