"""Finding people by what somebody remembers of a name, within their circle. Nothing is opened that is not near."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Sum, Value, When
from rapidfuzz import fuzz

from kinroad.core.seal import blind
from kinroad.people.models import Participant, SearchKey
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.names import Kind, fold, full_names, sounds, tokens
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.viewer import Viewer

MOST_OPENED = 300
SHOWN = 20
KEY_WEIGHT = {Kind.PHONE: 10, Kind.EMAIL: 10, Kind.TOKEN: 4, Kind.PREFIX: 3, Kind.SOUND: 2}
LIKE_ENOUGH = 60  # of 100


@dataclass(frozen=True)
class Found:
    """Someone who may be meant, as a list shows them."""

    participant_id: UUID
    called: str
    full_name: str
    likeness: float


def find_participants(words: str, *, viewer: Viewer, shown: int = SHOWN) -> list[Found]:
    """Participants in the viewer's circle whose name, phone or mail is near these words, the nearest first."""
    keys = _keys(words)
    if not keys:
        return []
    wanted = Q()
    for kind, text in keys:
        wanted |= Q(kind=str(kind), key=blind(str(kind), text, viewer.organization_id))
    weight = Case(*[When(kind=str(kind), then=Value(points)) for kind, points in KEY_WEIGHT.items()], default=Value(0))
    mine = _with_earlier_records(viewer)
    near = list(
        SearchKey.objects.filter(wanted, organization_id=viewer.organization_id, person__in=mine.values("person"))
        .values("person")
        .annotate(weight=Sum(weight))
        .order_by("-weight", "person")
        .values_list("person", flat=True)[:MOST_OPENED]
    )
    best: dict[UUID, Found] = {}
    for row in mine.filter(person__in=near).select_related("person", "merged_into__person"):
        found = _ranked(row, words)
        if found.participant_id not in best or best[found.participant_id].likeness < found.likeness:
            best[found.participant_id] = found
    ranked = sorted(best.values(), key=lambda each: (-each.likeness, each.full_name))
    return [each for each in ranked if each.likeness >= LIKE_ENOUGH][:shown]


def _with_earlier_records(viewer: Viewer) -> QuerySet[Participant]:
    """Whom the viewer sees, and the records merged into theirs: the other name is how somebody remembers them."""
    seen = participants_seen_by(viewer)
    return Participant.objects.filter(
        Q(pk__in=seen.values("pk")) | Q(merged_into__in=seen.values("pk")), organization_id=viewer.organization_id
    )


def _keys(words: str) -> set[tuple[Kind, str]]:
    """Keys of what was typed: whole words, their sound, what they are short for, and the last word's beginning."""
    keys: set[tuple[Kind, str]] = set()
    for word in tokens(words)[:6]:
        keys |= {(Kind.TOKEN, word), *((Kind.TOKEN, full) for full in full_names(word))}
        keys |= {(Kind.SOUND, sound) for sound in sounds(word)}
        if len(word) > 1:
            keys.add((Kind.PREFIX, word[:4]))
    phone = as_e164(words)
    if phone:
        keys.add((Kind.PHONE, phone))
    if "@" in words:
        keys.add((Kind.EMAIL, words.strip().casefold()))
    return keys


def _ranked(row: Participant, words: str) -> Found:
    person = row.person
    typed = fold(words)
    names = [fold(name) for name in (person.called, person.full_name) if name]
    likeness = max((_likeness(typed, name) for name in names), default=0.0)
    if person.phone and as_e164(words) == person.phone:
        likeness = 100.0
    if person.email and person.email.casefold() == words.strip().casefold():
        likeness = 100.0
    stands = row.merged_into or row
    shown = stands.person
    return Found(stands.pk, shown.called or "", shown.full_name or shown.called or "", likeness)


def _likeness(typed: str, name: str) -> float:
    """0 to 100: each typed word against the name's words, beginnings and short names counted."""
    parts = name.split()
    scores = []
    for word in typed.split():
        near = max((fuzz.ratio(word, part) for part in parts), default=0.0)
        if any(part.startswith(word) for part in parts):
            near = max(near, 95.0)
        if any(word in full_names(part) or part in full_names(word) for part in parts):
            near = max(near, 90.0)
        scores.append(near)
    return sum(scores) / len(scores) if scores else 0.0
