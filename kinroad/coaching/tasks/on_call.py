"""Telling whoever is on call, after the page has answered."""

from uuid import UUID

from django_tasks import task

from kinroad.coaching.actions.on_call import tell


@task()
def tell_on_call(check_in_id: str) -> None:
    """Tell the person on call that their list has something new."""
    tell(UUID(check_in_id))
