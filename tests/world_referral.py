"""What the small whole program has of referrals."""

from typing import Any

from kinroad.core.time import now
from kinroad.people.models import Participant, Person
from kinroad.people.tests.factories import viewer_of
from kinroad.resources.actions.answer_link import make_link
from kinroad.resources.tests.referral_people import a_place, offered


def referral_of(participant: Participant, leader: Person) -> dict[str, Any]:
    """A letter they carry themselves, and the link by which the service answers."""
    place = a_place(participant)
    row = offered(participant, leader, place=place, how="letter", at=now(), words="A room with a door")
    return {
        "referral_id": row.pk,
        "place_id": place.pk,
        "resources:answer secret": make_link(referral=row, by=viewer_of(leader), at=now()),
    }
