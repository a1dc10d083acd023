"""Putting lines that may tell the same place before an editor."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kinroad.resources.actions.parts import BATCH
from kinroad.resources.models import Double
from kinroad.resources.queries.looks import looks_of
from kinroad.resources.rules.doubles import best_pairs, pairs


def propose_doubles(*, organization_id: UUID, ids: Iterable[UUID], at: datetime) -> int:
    """Ask about every pair with one of these places that nobody was asked about yet; how many are new."""
    fresh = frozenset(ids)
    if not fresh:
        return 0
    looks = {look.id: look for look in looks_of(organization_id=organization_id)}
    known = Double.objects.filter(organization=organization_id).values_list("first", "second", "state")
    asked = {frozenset((first, second)): state for first, second, state in known}
    taken = [
        (one, looks[other].list)
        for (first, second), state in ((tuple(both), state) for both, state in asked.items())
        for one, other in ((first, second), (second, first))
        if state != Double.State.TWO and other in looks
    ]
    found = pairs(looks.values(), fresh=fresh)
    new = (each for each in found if frozenset((each[0].id, each[1].id)) not in asked)
    made = []
    for one, other, score, why in best_pairs(new, taken=taken):
        first, second = sorted((one.id, other.id))
        double = Double(
            organization_id=organization_id, first_id=first, second_id=second, score=score,
            why=[each.value for each in why], proposed_at=at,
        )  # fmt: skip
        made.append(double)
    Double.objects.bulk_create(made, batch_size=BATCH)
    return len(made)
