"""Possible duplicates: found after saving, decided by the coordinator."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.people.models import Participant, PossibleDuplicate
from kinroad.people.queries.duplicates import candidates_for, facts_of, participant_of
from kinroad.people.rules.duplicates import proposals
from kinroad.people.rules.viewer import Viewer

State = PossibleDuplicate.State


def propose_duplicates(person_id: UUID) -> None:
    """Compare a person with those who share their keys, and write down the pairs that are worth a look.

    A pair the coordinator has settled stays settled. An open pair that no longer fits, because the facts were
    corrected, goes away.
    """
    participant = participant_of(person_id)
    if participant is None:
        return
    found = proposals(facts_of(participant), candidates_for(participant))
    with transaction.atomic():
        _forget_what_no_longer_fits(participant, keep=set(found))
        for other_id, alike in found.items():
            first, second = sorted((participant.person_id, other_id))
            pair, new = PossibleDuplicate.objects.get_or_create(
                organization_id=participant.organization_id,
                first_id=first,
                second_id=second,
                defaults={"reasons": list(alike.reasons), "found_at": now()},
            )
            if not new and pair.state == State.OPEN and pair.reasons != list(alike.reasons):
                pair.reasons = list(alike.reasons)
                pair.save()


def _forget_what_no_longer_fits(participant: Participant, *, keep: set[UUID]) -> None:
    person_id = participant.person_id
    rows = PossibleDuplicate.objects.filter(
        Q(first=person_id) | Q(second=person_id), organization_id=participant.organization_id, state=State.OPEN
    )
    gone = [row.pk for row in rows if (row.second_id if row.first_id == person_id else row.first_id) not in keep]
    PossibleDuplicate.objects.filter(organization_id=participant.organization_id, pk__in=gone).delete()


@transaction.atomic
def settle_as_two(*, pair: PossibleDuplicate, by: Viewer) -> PossibleDuplicate:
    """These are two people. The pair is never proposed again."""
    pair.state = State.DIFFERENT
    pair.save()
    audit.record(what="duplicate.settled", about=pair, by=by, fields=["state"])
    return pair


def settle_as_same(*, one: Participant, other: Participant, by: Viewer) -> None:
    """These are one person. Call it inside the transaction that merges them."""
    _set_state(one, other, State.SAME, by)


def open_again(*, one: Participant, other: Participant, by: Viewer) -> None:
    """The merge was taken back, so the pair is to be looked at again. Call it inside that transaction."""
    _set_state(one, other, State.OPEN, by)


def _set_state(one: Participant, other: Participant, state: str, by: Viewer) -> None:
    first, second = sorted((one.person_id, other.person_id))
    pair = PossibleDuplicate.objects.filter(organization_id=by.organization_id, first=first, second=second).first()
    if pair is not None:
        pair.state = state
        pair.save()
        audit.record(what="duplicate.settled", about=pair, by=by, fields=["state"])
