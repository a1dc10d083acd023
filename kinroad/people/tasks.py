"""Work of people that happens after the page has answered."""

from django_tasks import task


@task()
def find_duplicates(person_id: str) -> None:
    """Look whether this person may already be here under another spelling."""
