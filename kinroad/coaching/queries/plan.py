"""The plan as its page prints it, and on whose Today it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from kinroad.coaching.models import Barrier, Match, Plan
from kinroad.coaching.models.plan import BarrierKind
from kinroad.coaching.queries.goal import GoalShown, StepShown, goals_of, open_goals
from kinroad.coaching.queries.plan_version import Signed, last_signed
from kinroad.coaching.queries.suggestion import Suggested, suggestions_of, waiting_of
from kinroad.coaching.rules.plan import review_is_due
from kinroad.coaching.rules.plan_version import Content, as_text, says_nothing
from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant
from kinroad.people.queries.accounts import has_account
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.fingerprints import fingerprint
from kinroad.people.rules.viewer import Viewer

MOST_LINES = 100


@dataclass(frozen=True)
class PlanPage:
    """All the page of a plan prints. `barriers` are codes; `version` is that of barriers and review day."""

    participant: Participant
    goals: list[GoalShown]
    barriers: list[str]
    review_on: date | None
    review_due: bool
    version: int
    waiting: list[Suggested]
    signed: Signed | None
    signs_in: bool

    @property
    def open_goals(self) -> list[GoalShown]:
        """What the participant is working on."""
        return [each for each in self.goals if not each.off and not each.outcome]

    @property
    def finished(self) -> list[GoalShown]:
        """Goals that came out in some way."""
        return [each for each in self.goals if not each.off and each.outcome]

    @property
    def off(self) -> list[GoalShown]:
        """Goals that were taken off; they can be put back."""
        return [each for each in self.goals if each.off]

    @property
    def content(self) -> Content:
        """What the plan says now, as it would be signed."""
        them = self.participant
        return {
            "strengths": them.strengths or "",
            "talents": them.talents or "",
            "vision": them.hopes or "",
            "barriers": sorted(self.barriers),
            "review_on": self.review_on.isoformat() if self.review_on else None,
            "goals": [_goal_content(each) for each in self.goals if not each.off],
        }

    @property
    def seen(self) -> str:
        """A mark of what the plan says now: whoever signs has seen it."""
        return fingerprint([as_text(self.content)])

    @property
    def empty(self) -> bool:
        """Nothing to sign yet."""
        return says_nothing(self.content)

    @property
    def changed(self) -> bool:
        """Whether the plan says something else than the version signed last."""
        return self.signed is None or self.signed.text != as_text(self.content)

    def goal(self, goal_id: UUID | None) -> GoalShown | None:
        """A goal of this plan, on it or taken off."""
        return next((each for each in self.goals if each.pk == goal_id), None)

    def step(self, step_id: UUID | None) -> StepShown | None:
        """A step of this plan, on it or taken off."""
        steps = (step for goal in self.goals for step in (*goal.steps, *goal.steps_off))
        return next((each for each in steps if each.pk == step_id), None)


def _goal_content(goal: GoalShown) -> dict[str, Any]:
    return {
        "id": str(goal.pk),
        "dimension": goal.dimension,
        "words": goal.words,
        **_outcome_content(goal),
        "steps": [
            {
                "id": str(step.pk),
                "words": step.words,
                "who": step.who,
                "by": step.by_on.isoformat() if step.by_on else None,
                **_outcome_content(step),
            }
            for step in goal.steps
        ],
    }


def _outcome_content(row: GoalShown | StepShown) -> dict[str, Any]:
    return {
        "outcome": row.outcome,
        "outcome_words": row.outcome_words,
        "outcome_on": row.outcome_on.isoformat() if row.outcome_on else None,
    }


def plan_page(participant: Participant, *, today: date, ids: Sequence[UUID] | None = None) -> PlanPage:
    """The plan of one participant. The caller has checked sight. A fixed number of queries."""
    ids = ids or ids_of_one(participant)
    organization_id = participant.organization_id
    plan = _plan_of(participant)
    review_on, reviewed_on = (plan.review_on, plan.reviewed_on) if plan else (None, None)
    return PlanPage(
        participant=participant,
        goals=goals_of(ids, organization_id=organization_id),
        barriers=barriers_of(participant, ids=ids),
        review_on=review_on,
        review_due=review_is_due(review_on=review_on, reviewed_on=reviewed_on, today=today),
        version=plan.version if plan else 1,
        waiting=suggestions_of(ids, organization_id=organization_id),
        signed=last_signed(ids, organization_id=organization_id),
        signs_in=has_account(participant.person_id, organization_id=organization_id),
    )


def _plan_of(participant: Participant) -> Plan | None:
    rows = Plan.objects.filter(organization_id=participant.organization_id, participant=participant)
    return rows.first()


def barriers_of(participant: Participant, *, ids: Sequence[UUID]) -> list[str]:
    """What stands in the way now, in the order of the list of kinds; before anything was said in the plan, nothing."""
    rows = Barrier.objects.filter(organization_id=participant.organization_id, participant__in=ids, ended_on=None)
    kinds = set(rows.values_list("kind", flat=True))
    return [each for each in BarrierKind.values if each in kinds]


@dataclass(frozen=True)
class PlanInShort:
    """The plan on the participant's first page: some goals, and what waits for them."""

    goals: list[GoalShown]
    more: int
    waiting: int
    review_due: bool


def plan_in_short(participant: Participant, *, today: date, ids: Sequence[UUID], most: int = 3) -> PlanInShort:
    """The first goals, how many more there are, and what waits. Four queries."""
    goals = open_goals(ids, organization_id=participant.organization_id)
    plan = _plan_of(participant)
    review_on, reviewed_on = (plan.review_on, plan.reviewed_on) if plan else (None, None)
    return PlanInShort(
        goals=goals[:most],
        more=max(0, len(goals) - most),
        waiting=waiting_of(ids, organization_id=participant.organization_id).count(),
        review_due=review_is_due(review_on=review_on, reviewed_on=reviewed_on, today=today),
    )


def lines_of(viewer: Viewer, *, day: date, at: datetime | None = None) -> list[Line]:
    """A line for each plan whose review day has come, of the people this peer leader walks with. One query."""
    if viewer.peer_leader_id is None:
        return []
    found = TO_REVIEW(organization=viewer.organization_id, leader=viewer.peer_leader_id, day=day)
    return [
        Line(participant_id, Reason.PLAN_REVIEW, review_on, (day - review_on).days)
        for participant_id, review_on in found
    ]


def _to_review(organization: UUID, leader: UUID, day: date) -> QuerySet[Any, Any]:
    walks = Match.objects.current().filter(organization_id=organization, peer_leader_id=leader)
    rows = Plan.objects.filter(
        Q(reviewed_on=None) | Q(reviewed_on__lt=F("review_on")),
        organization_id=organization,
        participant__in=walks.values("participant"),
        participant__died_on=None,
        review_on__lte=day,
    )
    return rows.order_by("review_on", "pk").values_list("participant_id", "review_on")[:MOST_LINES]


TO_REVIEW = Prepared(_to_review)
