"""What the tests that try every address need of emergencies, disclosures and requests."""

from typing import Any

from kinroad.consent.models import Correction, LegalRequest, Restriction
from kinroad.core.time import now
from kinroad.people.models import EmergencySight, Organization, Participant, Person


def doors_of(organization: Organization, participant: Participant, leader: Person) -> dict[str, Any]:
    """One row of each kind that an address can name."""
    sight = EmergencySight(
        organization=organization, person=leader, participant=participant, reason="A call.", asked_at=now(), until=now()
    )
    sight.save()
    restriction = Restriction(
        organization=organization, participant=participant, recipient="Acme", how="page", asked_at=now()
    )
    restriction.save()
    request = LegalRequest(
        organization=organization,
        kind="subpoena",
        came_from="A court",
        about="Somebody",
        came_on=now().date(),
        written_at=now(),
    )
    request.save()
    correction = Correction(
        organization=organization, participant=participant, about="facts", words="A canary.", how="page",
        asked_at=now(), due_on=now().date(),
    )  # fmt: skip
    correction.save()
    return {
        "correction_id": correction.pk,
        "legal_request_id": request.pk,
        "emergency_id": sight.pk,
        "restriction_id": restriction.pk,
    }
