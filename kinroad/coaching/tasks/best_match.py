"""A long waiting list is matched, and many people are asked, after the page has answered."""

from uuid import UUID

from kinroad.coaching.actions import best_match as actions
from kinroad.core.tasks import task_about


@task_about("coaching.MatchingDraft")
def work_out(draft_id: str) -> None:
    """Work out a proposal and put it on the coordinator's page."""
    actions.work_out(UUID(draft_id))


@task_about("coaching.MatchingDraft")
def ask_everyone(draft_id: str) -> None:
    """Ask everyone on a proposal that a coordinator confirmed."""
    actions.ask_everyone(UUID(draft_id))
