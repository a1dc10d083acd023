"""Work of people that happens after the page has answered."""

from uuid import UUID

from kinroad.core.tasks import task_about
from kinroad.people.actions.duplicates import propose_duplicates


@task_about("people.Person")
def find_duplicates(person_id: str) -> None:
    """Look whether this person may already be here under another spelling."""
    propose_duplicates(UUID(person_id))


@task_about("people.Person")
def find_duplicates_of(*person_ids: str) -> None:
    """The same for many persons, who came in together."""
    for person_id in person_ids:
        propose_duplicates(UUID(person_id))
