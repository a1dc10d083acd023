"""That a participant has died: as their page says it, and for those in the circle who have not read it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.core.time import local
from kinroad.people.models import Death, DeathRead, Participant, Person
from kinroad.people.queries.circle import NOBODY, ids_of_one, participants_in_sight
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

MOST = 20


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody in the viewer's circle has died, on this day."""

    death_id: UUID
    participant_id: UUID
    called: str
    on: date


UNREAD = Prepared(
    lambda organization, person: (
        Death.objects.filter(
            ~Exists(DeathRead.objects.filter(organization_id=organization, person=person, death=OuterRef("pk"))),
            Exists(
                participants_in_sight(organization=organization, person=person).filter(pk=OuterRef("participant_id"))
            ),
            organization_id=organization,
            undone_at=None,
        )
        .order_by("-recorded_at", "pk")
        .values_list("pk", "participant_id", "participant__person_id", "participant__person__called", "on")[:MOST]
    )
)


def unread_deaths(viewer: Viewer) -> list[Gone]:
    """Those in the viewer's circle who have died, the latest first, until the viewer has read it. One query."""
    rows = UNREAD(organization=viewer.organization_id, person=viewer.person_id or NOBODY)
    return [
        Gone(death_id, participant_id, open_sealed(Person, "called", person_id, called), on)
        for death_id, participant_id, person_id, called, on in rows
    ]


@dataclass(frozen=True, slots=True)
class ToldOfDeath:
    """The death of one participant: who told us, who wrote it down, whether this viewer has read it, and the day on
    which the circle closes by itself (None when it has, or when nobody wrote the death down here)."""

    death: Death | None
    written_by: str
    is_read: bool
    closes_on: date | None = None


def death_of(participant: Participant, *, viewer: Viewer) -> ToldOfDeath | None:
    """What is written of a participant's death; None while they live. Up to three queries."""
    if participant.died_on is None:
        return None
    rows = Death.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), undone_at=None
    )
    death = rows.select_related("recorded_by").first()
    if death is None:
        return ToldOfDeath(None, "", is_read=True)
    read = DeathRead.objects.filter(organization_id=viewer.organization_id, death=death, person=viewer.person_id)
    closes_on = None
    if death.circle_closed_at is None:
        days = policy_of(participant.organization_id).death.circle_days
        closes_on = (local(death.recorded_at, viewer.organization_zone) + timedelta(days=days)).date()
    return ToldOfDeath(death, death.recorded_by.called if death.recorded_by else "", read.exists(), closes_on)
