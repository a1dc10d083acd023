"""Telling whoever is on call, after the page has answered."""

from uuid import UUID

from kinroad.coaching.actions.on_call import tell
from kinroad.core.tasks import task_about


@task_about("coaching.CheckIn")
def tell_on_call(check_in_id: str) -> None:
    """Tell the person on call that their list has something new."""
    tell(UUID(check_in_id))
