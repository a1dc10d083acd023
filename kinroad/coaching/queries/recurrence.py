"""What a participant told of returns to use, and the days they lived: theirs to read and to correct."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kinroad.coaching.models import Recurrence
from kinroad.coaching.rules.days_lived import Lived, Return, days_lived, returns_about
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant
from kinroad.people.queries.facts import recovery_dates_of

TOLD = Prepared(
    lambda organization, participant: (
        Recurrence.objects.filter(organization_id=organization, participant=participant, withdrawn_at=None)
        .order_by("-told_on", "pk")
        .values_list("pk", "told", "told_on", "on", "again_on", "what")[:100]
    )
)
HOW = {each.value: each.label for each in Recurrence.Told}


@dataclass(frozen=True)
class ToldOfReturn:
    """One return to use as the participant told it. `again_on` is None while they have not said."""

    id: UUID
    how: str
    told_on: date
    on: date | None
    again_on: date | None
    names: tuple[str, ...]

    @property
    def as_counted(self) -> Return:
        """What is not said is the nearest that was."""
        on = self.on or self.again_on or self.told_on
        return Return(on, self.again_on or on)


@dataclass(frozen=True)
class DaysOf:
    """Days lived of one thing the participant counts; `name` may be empty."""

    name: str
    lived: Lived
    again: bool


def told_of_returns(participant: Participant) -> list[ToldOfReturn]:
    """What the participant told, the latest first (at most 100). The caller has checked sight. One query."""
    rows = TOLD(organization=participant.organization_id, participant=participant.pk)
    return [
        ToldOfReturn(
            id=pk,
            how=str(HOW[told]),
            told_on=told_on,
            on=open_sealed(Recurrence, "on", pk, on),
            again_on=open_sealed(Recurrence, "again_on", pk, again_on),
            names=tuple((open_sealed(Recurrence, "what", pk, what) or "").splitlines()),
        )
        for pk, told, told_on, on, again_on, what in rows
    ]


def lived_of(participant: Participant, *, told: Sequence[ToldOfReturn], today: date) -> list[DaysOf]:
    """The days lived from each recovery date on, in all and since the last return. One query."""
    returns = [(each.as_counted, frozenset(each.names)) for each in told]
    found = []
    for on, name in recovery_dates_of(participant):
        if on <= today:
            lived = days_lived(began=on, returns=returns_about(name, returns), today=today)
            found.append(DaysOf(name, lived, again=lived.since != on))
    return found


def get_own_recurrence(recurrence_id: UUID, *, participant: Participant) -> Recurrence:
    """One the participant told themselves and has not taken back. Raises Http404 for any other."""
    row = Recurrence.objects.filter(
        organization_id=participant.organization_id, participant=participant, pk=recurrence_id, withdrawn_at=None
    ).first()
    if row is None:
        raise Http404
    return row
