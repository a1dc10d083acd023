"""Asks: what a thing asked for, in numbers; and what one participant asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404

from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.practical_help.models import Ask
from kinroad.practical_help.rules.ask import STANDING, State

OF_THE_LIVING = Q(participant=None) | Q(participant__died_on=None)  # a death taken back brings its asks back
MOST_SETTLED = 50


@dataclass(frozen=True)
class Asked:
    """What one source asked for of one kind and hour: people waiting, their seats or children, and how many have a yes.

    `asks` and `how_many` count what still stands or is done; `helped` are those where both said yes, or that are done.
    """

    source_id: UUID | None
    kind: str
    starts_at: datetime | None
    asks: int
    how_many: int
    helped: int


def asks_for(*, organization_id: UUID, source: str, source_ids: Iterable[UUID]) -> list[Asked]:
    """What these sources asked for, in numbers alone: a facilitator sees how many rides, never whose. One question."""
    rows = Ask.objects.filter(
        OF_THE_LIVING,
        organization_id=organization_id,
        source=source,
        source_id__in=list(source_ids),
        state__in=[*STANDING, State.DONE],
    )
    counted = rows.values("source_id", "kind", "starts_at").annotate(
        asks=Count("pk"),
        people=Sum("how_many"),
        helped=Count("pk", filter=Q(state__in=[State.AGREED, State.DONE])),
    )
    return [
        Asked(row["source_id"], row["kind"], row["starts_at"], row["asks"], row["people"], row["helped"])
        for row in counted.order_by("source_id", "kind", "starts_at")
    ]


def whose(ask: Ask) -> Participant | None:
    """The participant an ask is for: whoever stands for them, when two records became one."""
    participant = ask.participant
    return (participant.merged_into or participant) if participant is not None else None


def _of(participant: Participant) -> QuerySet[Ask]:
    rows = Ask.objects.filter(organization_id=participant.organization_id, participant__in=ids_of_one(participant))
    return rows.select_related("owner", "participant")


@dataclass(frozen=True)
class TheirAsks:
    """What one participant asked for: what still stands, the next one first; and what is over, the newest first."""

    standing: list[Ask]
    over: list[Ask]

    @property
    def offered(self) -> list[Ask]:
        """Those that wait for their yes."""
        return [ask for ask in self.standing if ask.state == State.TAKEN]


def asks_of(participant: Participant) -> TheirAsks:
    """What this participant asked for. The caller has checked sight."""
    rows = _of(participant)
    standing = rows.filter(state__in=STANDING).order_by("due_on", "starts_at", "pk")
    over = rows.exclude(state__in=STANDING).order_by("-settled_at", "pk")[:MOST_SETTLED]
    return TheirAsks(list(standing), list(over))


def offers_for(participant_ids: Iterable[UUID], *, organization_id: UUID) -> int:
    """How many offers wait for the yes of this participant, by their ids."""
    rows = Ask.objects.filter(organization_id=organization_id, participant__in=list(participant_ids))
    return rows.filter(state=State.TAKEN).count()


def get_ask_of(ask_id: UUID, *, participant: Participant) -> Ask:
    """One ask of this participant. Raises Http404, alike for an unknown one and for somebody else's."""
    found = _of(participant).filter(pk=ask_id).first()
    if found is None:
        raise Http404
    return found
