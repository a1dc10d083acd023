"""Goals and steps, as pages print them; and which contacts were about which goal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kinroad.coaching.models import Contact, ContactPart, Goal, GoalTouched, Step
from kinroad.coaching.queries.timeline import HOW, Timeline
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one

MOST_GOALS_SHOWN = 300
MOST_STEPS_SHOWN = 1500
MOST_CONTACTS = 20


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step: who does it, by when, and how it came out."""

    pk: UUID
    goal_id: UUID
    words: str
    who: str
    by_on: date | None
    outcome: str
    outcome_words: str
    outcome_on: date | None
    version: int
    off: bool


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with the steps that are on the plan; `steps_off` were taken off."""

    pk: UUID
    words: str
    dimension: str
    outcome: str
    outcome_words: str
    outcome_on: date | None
    version: int
    off: bool
    steps: list[StepShown]
    steps_off: list[StepShown]


def goals_of(participant_ids: Sequence[UUID], *, organization_id: UUID, only: UUID | None = None) -> list[GoalShown]:
    """Goals in the order in which they were written, with their steps. The caller has checked sight. Two queries."""
    own = {"organization_id": organization_id, "participant__in": participant_ids}
    rows = Goal.objects.filter(**own) if only is None else Goal.objects.filter(**own, pk=only)
    found = list(
        rows.order_by("-pk").values_list(
            "pk",
            "words",
            "dimension",
            "outcome",
            "outcome_words",
            "outcome_on",
            "version",
            "taken_off_at",
        )[:MOST_GOALS_SHOWN]
    )
    if not found:
        return []
    steps = _steps([row[0] for row in found], organization_id=organization_id)
    return [
        GoalShown(
            pk,
            open_sealed(Goal, "words", pk, words),
            dimension,
            outcome,
            open_sealed(Goal, "outcome_words", pk, outcome_words) or "",
            outcome_on,
            version,
            off is not None,
            [each for each in steps[pk] if not each.off],
            [each for each in steps[pk] if each.off],
        )
        for pk, words, dimension, outcome, outcome_words, outcome_on, version, off in reversed(found)
    ]


def _steps(goal_ids: Sequence[UUID], *, organization_id: UUID) -> dict[UUID, list[StepShown]]:
    rows = Step.objects.filter(organization_id=organization_id, goal__in=goal_ids).order_by("pk")
    steps: dict[UUID, list[StepShown]] = defaultdict(list)
    for row in rows.values_list(
        "pk",
        "goal_id",
        "words",
        "who",
        "by_on",
        "outcome",
        "outcome_words",
        "outcome_on",
        "version",
        "taken_off_at",
    )[:MOST_STEPS_SHOWN]:
        pk, goal_id, words, who, by_on, outcome, outcome_words, outcome_on, version, off = row
        said = open_sealed(Step, "outcome_words", pk, outcome_words) or ""
        words = open_sealed(Step, "words", pk, words)
        steps[goal_id].append(
            StepShown(pk, goal_id, words, who, by_on, outcome, said, outcome_on, version, off is not None)
        )
    return steps


def get_goal(goal_id: UUID, *, participant: Participant) -> GoalShown:
    """One goal of this participant. Raises Http404, alike for unknown and for someone else's."""
    found = goals_of(ids_of_one(participant), organization_id=participant.organization_id, only=goal_id)
    if not found:
        raise Http404
    return found[0]


def get_step(step_id: UUID, *, participant: Participant) -> tuple[GoalShown, StepShown]:
    """One step of this participant, with its goal. Raises Http404, alike for unknown and for someone else's."""
    own = {"organization_id": participant.organization_id, "goal__participant__in": ids_of_one(participant)}
    goal_id = Step.objects.filter(**own, pk=step_id).values_list("goal_id", flat=True).first()
    if goal_id is None:
        raise Http404
    goal = get_goal(goal_id, participant=participant)
    return goal, next(each for each in (*goal.steps, *goal.steps_off) if each.pk == step_id)


@dataclass(frozen=True, slots=True)
class TouchedBy:
    """A contact that was about a goal. No words of it: those stand on the timeline."""

    part_id: UUID
    at: datetime
    how: Any
    minutes: int


def contacts_about(goal_id: UUID, *, participant: Participant) -> list[TouchedBy]:
    """The newest contacts of this participant that were about a goal."""
    organization_id = participant.organization_id
    touched = GoalTouched.objects.filter(organization_id=organization_id, goal=goal_id)
    rows = ContactPart.objects.filter(
        organization_id=organization_id,
        participant__in=ids_of_one(participant),
        withdrawn_at=None,
        contact__in=touched.values("contact"),
    )
    found = rows.order_by("-at").values_list("pk", "at", "contact__how", "contact__minutes")[:MOST_CONTACTS]
    return [TouchedBy(pk, at, HOW[how], minutes) for pk, at, how, minutes in found]


def _to_tick(organization: UUID, participant: UUID) -> QuerySet[Any, Any]:
    rows = Goal.objects.filter(organization_id=organization, participant=participant, taken_off_at=None, outcome="")
    return rows.order_by("pk").values_list("pk", "words")[:MOST_CONTACTS]


TO_TICK = Prepared(_to_tick)


def goals_to_tick(participant: Participant, *, also: Contact | None = None) -> list[tuple[UUID, str]]:
    """The open goals a contact may have been about; and those that the contact `also` was about. One query, or two."""
    rows = TO_TICK(organization=participant.organization_id, participant=participant.pk)
    goals = {pk: open_sealed(Goal, "words", pk, words) for pk, words in rows}
    if also is not None:
        known = goals_touched([also.pk], ids_of_one(participant), organization_id=participant.organization_id)
        goals |= dict(known.get(also.pk, ()))
    return list(goals.items())


def touched_by(contact: Contact, *, participant: Participant) -> frozenset[UUID]:
    """The goals of one participant that a contact was about. One query."""
    rows = GoalTouched.objects.filter(
        organization_id=contact.organization_id, contact=contact, goal__participant__in=ids_of_one(participant)
    )
    return frozenset(rows.values_list("goal_id", flat=True))


def goals_touched(
    contact_ids: Sequence[UUID], participant_ids: Sequence[UUID], *, organization_id: UUID
) -> dict[UUID, list[tuple[UUID, str]]]:
    """Which goals of these participants each contact was about. One query; without contacts none."""
    if not contact_ids:
        return {}
    rows = GoalTouched.objects.filter(
        organization_id=organization_id, contact__in=contact_ids, goal__participant__in=participant_ids
    )
    touched: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for contact_id, goal_id, words in rows.order_by("goal_id").values_list("contact_id", "goal_id", "goal__words"):
        touched[contact_id].append((goal_id, open_sealed(Goal, "words", goal_id, words)))
    return touched


def touched_on(
    line: Timeline, participant_ids: Sequence[UUID], *, organization_id: UUID
) -> dict[UUID, list[tuple[UUID, str]]]:
    """Which goals the contacts of a timeline were about. One query; without contacts none."""
    contacts = [each.contact_id for each in line.entries]
    return goals_touched(contacts, participant_ids, organization_id=organization_id)


def open_goals(participant_ids: Sequence[UUID], *, organization_id: UUID) -> list[GoalShown]:
    """The goals somebody is working on. Two queries, or one when there is none."""
    goals = goals_of(participant_ids, organization_id=organization_id)
    return [each for each in goals if not each.off and not each.outcome]
