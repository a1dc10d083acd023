"""Records that may be of one person: who is opened and compared, and what the coordinator is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, Sum, Value, When
from django.http import Http404

from kinroad.core.seal import blind
from kinroad.people.models import Participant, PossibleDuplicate, SearchKey
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.duplicates import KEY_WEIGHT, MOST_OPENED, WORTH_OPENING, Facts
from kinroad.people.rules.viewer import Viewer

SHOWN_AT_ONCE = 20


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one person, with the reasons for and against."""

    id: UUID
    reasons: tuple[str, ...]
    first: Participant
    second: Participant


def facts_of(participant: Participant) -> Facts:
    """What is compared of this participant; opens the sealed fields of the person."""
    person = participant.person
    return Facts(
        names=tuple(name for name in (person.called, person.full_name) if name),
        phones=frozenset({person.phone} if person.phone else ()),
        emails=frozenset({person.email.casefold()} if person.email else ()),
        born_on=person.birth_on,
        zip=person.zip or "",
        kind=participant.kind,
    )


def participant_of(person_id: UUID) -> Participant | None:
    """The participant this person is now, with the person, or None when they are none, merged or have died."""
    return Participant.objects.filter(person=person_id, merged_into=None, died_on=None).select_related("person").first()


def candidates_for(participant: Participant) -> dict[UUID, Facts]:
    """Those who share enough keys with this participant, by person: the nearest three hundred, opened."""
    organization_id = participant.organization_id
    by_kind: dict[str, list[str]] = {}
    for kind, text in facts_of(participant).keys:
        by_kind.setdefault(str(kind), []).append(blind(str(kind), text, organization_id))
    shared = Q()
    for kind, keys in by_kind.items():
        shared |= Q(kind=kind, key__in=keys)
    if not shared:
        return {}
    weight = Case(*[When(kind=str(kind), then=Value(points)) for kind, points in KEY_WEIGHT.items()], default=Value(0))
    near = (
        SearchKey.objects.filter(shared, organization_id=organization_id)
        .exclude(person=participant.person_id)
        .values("person")
        .annotate(weight=Sum(weight))
        .filter(weight__gte=WORTH_OPENING)
        .order_by("-weight", "person")
        .values_list("person", flat=True)
    )
    rows = Participant.objects.filter(
        organization_id=organization_id, merged_into=None, died_on=None, person__in=list(near[:MOST_OPENED])
    ).select_related("person")
    return {row.person_id: facts_of(row) for row in rows}


def open_pairs(viewer: Viewer) -> list[Pair]:
    """Pairs to be looked at, the oldest first, of people this viewer may see; never one of two kinds."""
    persons = participants_seen_by(viewer).filter(died_on=None).values("person")
    rows = PossibleDuplicate.objects.filter(
        organization_id=viewer.organization_id,
        state=PossibleDuplicate.State.OPEN,
        first__in=persons,
        second__in=persons,
    ).order_by("found_at", "pk")
    return _opened(rows[: SHOWN_AT_ONCE * 2], viewer)[:SHOWN_AT_ONCE]


def merged_pairs(viewer: Viewer) -> list[Pair]:
    """Pairs of which one stands for the other, the latest first."""
    seen = participants_seen_by(viewer)
    merged = (
        Participant.objects.filter(organization_id=viewer.organization_id, merged_into__in=seen)
        .select_related("person", "merged_into__person")
        .order_by("-pk")[:SHOWN_AT_ONCE]
    )
    return [Pair(row.pk, (), row.merged_into, row) for row in merged if row.merged_into is not None]


def open_pair(pair_id: UUID, *, viewer: Viewer) -> tuple[PossibleDuplicate, Pair]:
    """One pair to be looked at. Raises Http404, alike for an unknown one and for one out of sight."""
    found = PossibleDuplicate.objects.filter(
        pk=pair_id, organization_id=viewer.organization_id, state=PossibleDuplicate.State.OPEN
    )
    for row in found:
        for pair in _opened([row], viewer):
            return row, pair
    raise Http404


def merged_one(participant_id: UUID, *, viewer: Viewer) -> Participant:
    """Someone who was merged into a participant this viewer may see. Raises Http404."""
    found = Participant.objects.filter(
        pk=participant_id, organization_id=viewer.organization_id, merged_into__in=participants_seen_by(viewer)
    ).first()
    if found is None:
        raise Http404
    return found


def _opened(rows: Iterable[PossibleDuplicate], viewer: Viewer) -> list[Pair]:
    rows = list(rows)
    persons = {each for row in rows for each in (row.first_id, row.second_id)}
    seen = participants_seen_by(viewer).filter(person__in=persons).select_related("person", "site")
    by_person = {row.person_id: row for row in seen}
    return [
        Pair(row.pk, tuple(row.reasons), by_person[row.first_id], by_person[row.second_id])
        for row in rows
        if row.first_id in by_person
        and row.second_id in by_person
        and by_person[row.first_id].kind == by_person[row.second_id].kind
    ]
