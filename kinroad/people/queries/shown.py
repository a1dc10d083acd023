"""How people who work here are shown to participants: the name they are called by, and their title."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from kinroad.core.fields import SealedBytes, open_sealed
from kinroad.people.models import Person


@dataclass(frozen=True, slots=True)
class Shown:
    """A name and, of peer leaders, a title. Nothing else of them is shown."""

    called: str
    title: str


def shown(person_id: UUID, called: SealedBytes, title: str | None) -> Shown:
    """From a row: `title` is None for whoever is no peer leader."""
    return Shown(open_sealed(Person, "called", person_id, called), _("Peer leader") if title == "" else title or "")


def shown_people(person_ids: Iterable[UUID | None], *, organization_id: UUID) -> dict[UUID, Shown]:
    """These persons by id. One query; without ids none."""
    wanted = {each for each in person_ids if each is not None}
    if not wanted:
        return {}
    rows = Person.objects.filter(organization_id=organization_id, pk__in=wanted)
    return {
        person_id: shown(person_id, called, title)
        for person_id, called, title in rows.values_list("pk", "called", "peer_leaders__title")
    }
