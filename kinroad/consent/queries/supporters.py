"""Those whom a participant lets see a little."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404

from kinroad.consent.models import Okay, Supporter
from kinroad.consent.rules.standing import standing
from kinroad.core.ids import hash_of
from kinroad.core.tenancy import found_by_secret
from kinroad.people.models import Organization, Participant
from kinroad.people.queries.circle import ids_of_one


@dataclass(frozen=True)
class Standby:
    """A supporter, and whether their link opens something now."""

    supporter: Supporter
    stands: bool

    @property
    def paused(self) -> bool:
        """Whether the participant stopped it for a while."""
        return self.supporter.paused_at is not None


def supporters_of(participant: Participant, *, at: datetime) -> list[Standby]:
    """Those who were invited and not ended, in the order in which they were. One query."""
    rows = Supporter.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
    ).select_related("consent")
    return [
        Standby(row, standing(row.consent.terms(ended=None), at=at) == "stands")
        for row in rows.order_by("invited_at", "pk")
    ]


def get_supporter(supporter_id: UUID, *, participant: Participant) -> Supporter:
    """One of them. Raises Http404, alike for an unknown one and for another's."""
    rows = Supporter.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=supporter_id
    )
    found = rows.first()
    if found is None:
        raise Http404
    return found


def opened_by(secret: str) -> Supporter | None:
    """Whose link this is, or None: never made, paused and ended are alike."""
    everywhere = Organization.objects.values("pk")  # every index begins with the organization
    rows = Supporter.objects.filter(
        organization__in=everywhere, secret_hash=hash_of(secret), paused_at=None, ended_at=None
    )
    found = rows.select_related(
        "consent", "organization", "participant__person", "participant__site", "participant__merged_into__person"
    ).first()
    return found and found_by_secret(found)


def said_okay(participant: Participant, *, on: date) -> bool:
    """Whether they said today that they are okay."""
    return Okay.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), on=on
    ).exists()
