"""Letters that wait for a participant's yes."""

import json
from uuid import UUID

from django.http import Http404

from kinroad.consent.models import Letter
from kinroad.consent.rules.parts import Part
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one


def letters_of(participant: Participant) -> list[Letter]:
    """The letters that have not left and still could, the newest first."""
    rows = Letter.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        consent__revocations=None,
    ).exclude(state=Letter.State.SENT)
    return list(rows.select_related("consent").order_by("-written_at", "-pk")[:50])


def letters_to_read(participant: Participant) -> int:
    """How many wait to be read."""
    rows = Letter.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        state=Letter.State.WAITING,
        consent__revocations=None,
    )
    return rows.count()


def get_letter(letter_id: UUID, *, participant: Participant) -> Letter:
    """One letter of this participant. Raises Http404, alike for an unknown one and for another's."""
    rows = Letter.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=letter_id
    )
    found = rows.select_related("consent", "written_by").first()
    if found is None:
        raise Http404
    return found


def parts_of(letter: Letter) -> tuple[Part, ...]:
    """What the letter says."""
    return tuple(Part(each["data_class"], each["title"], tuple(each["lines"])) for each in json.loads(letter.parts))
