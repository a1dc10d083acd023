"""What a participant asked us not to share."""

from kinroad.consent.models import Restriction
from kinroad.consent.rules.restriction import Held
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one


def restrictions_of(participant: Participant) -> list[Restriction]:
    """Those in force, the newest first."""
    rows = Restriction.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
    )
    return list(rows.order_by("-asked_at", "-pk"))


def held_of(participant: Participant) -> list[Held]:
    """The same, as the rules read it; also for a record that was merged into another."""
    stands = participant.merged_into or participant
    return [Held(each.recipient or "", frozenset(each.classes)) for each in restrictions_of(stands)]
