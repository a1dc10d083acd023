"""Opening the way in from the server's console, and a text to the other administrators."""

from django.db import transaction

from kinroad.core.time import now
from kinroad.notifications.actions.staff import text_staff
from kinroad.people.actions import rescue as people
from kinroad.people.rules.languages import first_written
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def rescue(*, username: str) -> tuple[str, int]:
    """Do it. Returns the secret of the link and how many administrators are told. Raises what people.rescue raises."""
    secret, told = people.rescue(username=username)
    at = now()
    for person in told:
        text_staff(
            person=person,
            language=first_written(person.languages) or "en",
            key=f"rescue:{person.pk}:{at.isoformat()}",
            by=Viewer.system(person.organization_id, person.organization.zone),
            at=at,
        )
    return secret, len(told)
